// The redirect URI: registered for the app, to the letter.
import { check } from './check.ts'
import { fail, pass, skipped } from './outcome.ts'
import { refusal } from './refusal.ts'

export const redirectUri = check({
  name: 'redirect URI',
  needs: ['silentAnswer'],
  run({ silentAnswer }) {
    if (silentAnswer.kind === 'to_app') {
      return pass('It is registered: Entra answered there.', { answerToApp: silentAnswer })
    }
    const aadsts = silentAnswer.kind === 'page' ? silentAnswer.aadsts : null
    if (aadsts !== null) return fail(...refusal({ error: '', suberror: null, aadsts }))
    return skipped('This authority does not tell without a person; signing in once does.')
  },
})
