// The rest of the sign-in request, such as SCOPE, as far as Entra validates it before the user signs in.
import { check } from '../diagnosis/check.ts'
import { pass, skipped } from '../diagnosis/outcome.ts'
import { refused } from '../evidence/entra-refusal.ts'
import { isInOrder } from '../evidence/silent-sign-in.ts'
import { OF_THE_CHALLENGE } from './pkce.ts'

export const signInRequest = check({
  name: 'sign-in request',
  needs: ['answerToApp'],
  run({ answerToApp: { answer, unknownScope } }, given) {
    if (isInOrder(answer)) return pass('Entra accepts it, including SCOPE, and waits for a user.')
    if (answer.aadsts !== null && OF_THE_CHALLENGE.includes(answer.aadsts)) {
      return skipped('Entra rejected the PKCE challenge first.')
    }
    const outcome = refused(answer, given)
    const which = unknownScope === null ? '' : ` It does not know ${unknownScope}.`
    return { ...outcome, sentence: `${outcome.sentence}${which}` }
  },
})
