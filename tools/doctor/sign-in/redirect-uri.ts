// The redirect URI: registered for the app, exactly.
import { check } from '../diagnosis/check.ts'
import { pass, skipped } from '../diagnosis/outcome.ts'
import { refused } from '../evidence/entra-refusal.ts'
import { aadstsOf, UNTOLD } from '../evidence/silent-sign-in.ts'

export const redirectUri = check({
  name: 'redirect URI',
  needs: ['silentAnswer'],
  run({ silentAnswer }, given) {
    if (silentAnswer.kind === 'to_app') {
      return pass('It is registered: Entra redirected to it.', { answerToApp: silentAnswer })
    }
    const aadsts = aadstsOf(silentAnswer)
    return aadsts === null ? skipped(UNTOLD) : refused({ error: '', suberror: null, aadsts }, given)
  },
})
