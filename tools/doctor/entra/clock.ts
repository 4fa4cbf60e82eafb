// This machine's clock beside the authority's: tokens and assertions are good for minutes.
import { check } from '../diagnosis/check.ts'
import { fail, pass, skipped, warn } from '../diagnosis/outcome.ts'

/** The app gives ID tokens five minutes. */
const TOLERATED_SECONDS = 300
const NOTICED_SECONDS = 60

export const clock = check({
  name: 'clock',
  needs: ['aheadSeconds'],
  run({ aheadSeconds }) {
    if (aheadSeconds === null) return skipped('The authority does not say what time it is.')
    const off = Math.abs(aheadSeconds)
    const way = aheadSeconds > 0 ? 'behind' : 'ahead of'
    const sentence = `This machine’s clock is ${off} seconds ${way} the authority’s.`
    if (off >= TOLERATED_SECONDS) {
      return fail(
        sentence,
        'Set the clock by the network: no ID token is taken that is 5 minutes off. (A deployed Worker has Cloudflare’s clock.)',
      )
    }
    if (off >= NOTICED_SECONDS) return warn(sentence, 'Set the clock by the network: 5 minutes is the limit.')
    return pass(off < 2 ? 'It agrees with the authority’s.' : sentence)
  },
})
