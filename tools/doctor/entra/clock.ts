// Compares this machine's clock with the authority's: tokens and assertions are valid for minutes.
import { check } from '../diagnosis/check.ts'
import { fail, pass, skipped, warn } from '../diagnosis/outcome.ts'

const NOTICED_SECONDS = 60
/** Entra backdates ID tokens by five minutes, and the app tolerates five more. */
const BEHIND_SECONDS = 600
/** An ID token is valid for an hour, and the app tolerates five minutes more. */
const AHEAD_SECONDS = 3900
/** A client assertion is valid for five minutes either way; Entra's own tolerance is unknown. */
const ASSERTION_SECONDS = 300

const SET_IT = 'Synchronize the clock with a time server.'
const DEPLOYED = '(A deployed Worker uses Cloudflare’s clock.)'

export const clock = check({
  name: 'clock',
  needs: ['aheadSeconds'],
  run({ aheadSeconds, settings }) {
    if (aheadSeconds === null) return skipped('The authority does not return the time.')
    const off = Math.abs(aheadSeconds)
    const isBehind = aheadSeconds > 0
    const sentence = `This machine’s clock is ${off} seconds ${isBehind ? 'behind' : 'ahead of'} the authority’s.`
    const limit = isBehind ? BEHIND_SECONDS : AHEAD_SECONDS
    // With a secret as well, the app falls back to it.
    const needsAssertion = settings?.credentials.every(({ kind }) => kind === 'certificate') ?? false
    if (off >= limit) {
      return fail(sentence, `${SET_IT} At ${limit / 60} minutes, every ID token is rejected. ${DEPLOYED}`)
    }
    if (needsAssertion && off >= ASSERTION_SECONDS) {
      return fail(
        sentence,
        `${SET_IT} With a certificate, requests contain the time, and Entra rejects them if it is 5 minutes off (AADSTS700024). ${DEPLOYED}`,
      )
    }
    if (off >= NOTICED_SECONDS) {
      return warn(sentence, `${SET_IT} Users can sign in until it is ${limit / 60} minutes off. ${DEPLOYED}`)
    }
    return pass(off < 2 ? 'It agrees with the authority’s clock.' : sentence)
  },
})
