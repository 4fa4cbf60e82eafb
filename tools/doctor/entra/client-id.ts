// The client ID: the app exists at this authority.
import { check } from '../diagnosis/check.ts'
import { pass, skipped } from '../diagnosis/outcome.ts'
import { unreachable } from '../diagnosis/unreachable.ts'
import { refused } from '../evidence/entra-refusal.ts'
import { aadstsOf, signInSilently, UNTOLD } from '../evidence/silent-sign-in.ts'

/** Errors about the app itself, whatever the rest of the request. */
const OF_THE_APP = [50194, 70001, 700011, 700016, 7000112, 7000229, 90002, 90130, 9002331, 9002332]

export const clientId = check({
  name: 'client id',
  needs: ['metadata', 'settings'],
  async run({ metadata, settings }, given) {
    try {
      const silentAnswer = await signInSilently(metadata, settings)
      const aadsts = aadstsOf(silentAnswer)
      if (aadsts !== null && OF_THE_APP.includes(aadsts)) {
        return refused({ error: '', suberror: null, aadsts }, given)
      }
      if (silentAnswer.kind === 'to_app' || aadsts !== null) {
        return pass('The app exists at this authority.', { silentAnswer })
      }
      return skipped(UNTOLD, null, { silentAnswer })
    } catch (error) {
      return unreachable(error, 'The authorization endpoint', metadata.authorizationEndpoint)
    }
  },
})
