// The client id: Entra knows the app at this authority.
import { check } from './check.ts'
import { fail, pass, skipped } from './outcome.ts'
import { refusal } from './refusal.ts'
import { signInSilently } from './silent-sign-in.ts'
import { unreachable } from './unreachable.ts'

/** On its own page, before Entra looks at the redirect URI: it is the app that it does not take. */
const OF_THE_APP = [50194, 70001, 700011, 700016, 7000112, 90002, 90130, 9002332]

export const clientId = check({
  name: 'client id',
  needs: ['metadata', 'settings'],
  async run({ metadata, settings }) {
    try {
      const silentAnswer = await signInSilently(metadata, settings)
      const aadsts = silentAnswer.kind === 'page' ? silentAnswer.aadsts : null
      if (aadsts !== null && OF_THE_APP.includes(aadsts)) {
        return fail(...refusal({ error: '', suberror: null, aadsts }))
      }
      const told = silentAnswer.kind === 'to_app' || aadsts !== null
      if (told) return pass('Entra knows the app at this authority.', { silentAnswer })
      return skipped(CANNOT_TELL, null, { silentAnswer })
    } catch (error) {
      return unreachable(error, 'The authorization endpoint', metadata.authorizationEndpoint)
    }
  },
})

const CANNOT_TELL = 'This authority does not tell without a person; signing in once does.'
