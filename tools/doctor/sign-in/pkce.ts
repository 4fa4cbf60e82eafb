// PKCE: Entra accepts the S256 challenge sent with every sign-in.
import { check } from '../diagnosis/check.ts'
import { pass, skipped } from '../diagnosis/outcome.ts'
import { refused } from '../evidence/entra-refusal.ts'
import { isInOrder } from '../evidence/silent-sign-in.ts'

/** Error codes for a rejected challenge. */
export const OF_THE_CHALLENGE = [50147, 501491]

export const pkce = check({
  name: 'PKCE',
  needs: ['answerToApp'],
  run({ answerToApp: { answer } }, given) {
    if (answer.aadsts !== null && OF_THE_CHALLENGE.includes(answer.aadsts)) return refused(answer, given)
    if (isInOrder(answer)) return pass('Entra accepts an S256 challenge.')
    return skipped('Entra rejected the sign-in for another reason.')
  },
})
