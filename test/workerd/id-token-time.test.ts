import { expect, test } from 'vitest'
import { atCallback } from './app.ts'
import type { Json } from './changed-answers.ts'
import { stopClock } from './clock.ts'
import { forgeClaims } from './hostile-entra.ts'
import { expectIdToken, expectRefused, expectSignedIn, idTokenRefused } from './refused.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)

/** Seconds from now; the attempt began now too. */
const EDGES: [sentence: string, claims: Record<string, number>, reason: string | null][] = [
  ['an ID token that ended 4:59 ago is taken', { exp: -299 }, null],
  ['an ID token that ended 5:00 ago is refused', { exp: -300 }, 'exp'],
  ['an ID token of 5:00 from now is taken', { iat: 300 }, null],
  ['an ID token of 5:01 from now is refused', { iat: 301 }, 'iat'],
  ['an ID token that begins 5:00 from now is taken', { nbf: 300 }, null],
  ['an ID token that begins 5:01 from now is refused', { nbf: 301 }, 'nbf'],
  ['an ID token dated 5:00 before the attempt, as Entra dates all of them, is taken', { iat: -300 }, null],
  ['the same of an Entra whose clock is two minutes slow is taken', { iat: -420, nbf: -420 }, null],
]

test.each(EDGES)('%s', async (_, offsets, reason) => {
  stopClock()
  const { app, browser, callback } = await atCallback()
  const now = Date.now() / 1000
  const times = Object.entries(offsets).map(([name, seconds]) => [name, now + seconds])
  forgeClaims(app, (claims) => ({ ...claims, ...Object.fromEntries(times) }))
  await expectIdToken(app, browser, callback, reason)
})

test.each(
  ['exp', 'iat', 'nbf'].flatMap((name): [string, string, (claims: Json) => unknown][] => [
    [name, 'text', (claims) => ({ ...claims, [name]: String(claims[name]) })],
    [name, 'null', (claims) => ({ ...claims, [name]: null })],
    [name, 'infinite', (claims) => utf8(JSON.stringify(claims).replace(/\}$/, `,"${name}":1e999}`))],
    // Without nbf it is taken, below.
    ...(name === 'nbf' ? [] : ['missing']).map((word): [string, string, (claims: Json) => unknown] => [
      name,
      word,
      ({ [name]: _, ...rest }) => rest,
    ]),
  ]),
)('an ID token whose %s is %s is refused', async (name, _, change) => {
  const { app, browser, callback } = await atCallback()
  forgeClaims(app, change)
  await expectRefused(app, browser, callback, idTokenRefused(`${name}_not_a_number`))
})

test('an ID token without nbf, which OpenID Connect does not ask for, is taken', async () => {
  const { app, browser, callback } = await atCallback()
  forgeClaims(app, ({ nbf, ...claims }) => claims)
  await expectSignedIn(app, browser, callback)
})

/** As test/recorded/id-tokens.json has work accounts: dated five minutes before the moment of issue. */
const BACK_DATED = 300
const LIFETIME = 3900

test.each([
  ['ten minutes fast', 600, null],
  ['more than that fast', 601, 'iat'],
  ['an hour and five minutes slow', -3899, null],
  ['more than that slow', -3900, 'exp'],
])('a clock of Entra’s that is %s', async (_, seconds, reason) => {
  stopClock()
  const { app, browser, callback } = await atCallback()
  const issued = Date.now() / 1000 + seconds - BACK_DATED
  forgeClaims(app, (claims) => ({ ...claims, iat: issued, nbf: issued, exp: issued + LIFETIME }))
  if (reason === null) await expectSignedIn(app, browser, callback)
  else {
    await expectRefused(app, browser, callback, idTokenRefused(reason))
    const operator = expect.stringContaining('a clock is wrong')
    expect(app.lastLog('error')).toMatchObject({ fixableBy: 'operator', operator })
  }
})
