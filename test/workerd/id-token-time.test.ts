import { test } from 'vitest'
import { atCallback } from './app.ts'
import type { Json } from './changed-answers.ts'
import { stopClock } from './clock.ts'
import { forgeClaims } from './hostile-entra.ts'
import { expectIdToken, expectRefused, expectSignedIn, idTokenRefused } from './refused.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)

/** Seconds from now; the attempt began now too. */
const EDGES: [sentence: string, claims: Record<string, number>, reason: string | null][] = [
  ['accepts an ID token that expired 4:59 ago', { exp: -299 }, null],
  ['rejects an ID token that expired 5:00 ago', { exp: -300 }, 'exp'],
  ['accepts an ID token of 5:00 from now', { iat: 300 }, null],
  ['rejects an ID token of 5:01 from now', { iat: 301 }, 'iat'],
  ['accepts an ID token that begins 5:00 from now', { nbf: 300 }, null],
  ['rejects an ID token that begins 5:01 from now', { nbf: 301 }, 'nbf'],
  ['accepts an ID token dated 5:00 before the attempt, as Entra dates all of them', { iat: -300 }, null],
  ['accepts the same of an Entra whose clock is two minutes slow', { iat: -420, nbf: -420 }, null],
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
    [name, 'infinite', (claims) => utf8(JSON.stringify(claims).replace(/\}$/, `,"${name}":1e999}`))],
    // Without nbf it is taken, below.
    ...(name === 'nbf' ? [] : ['missing']).map((word): [string, string, (claims: Json) => unknown] => [
      name,
      word,
      ({ [name]: _, ...rest }) => rest,
    ]),
  ]),
)('rejects an ID token whose %s is %s', async (name, _, change) => {
  const { app, browser, callback } = await atCallback()
  forgeClaims(app, change)
  await expectRefused(app, browser, callback, idTokenRefused(`${name}_not_a_number`))
})

test('accepts an ID token without nbf, which OpenID Connect does not require', async () => {
  const { app, browser, callback } = await atCallback()
  forgeClaims(app, ({ nbf, ...claims }) => claims)
  await expectSignedIn(app, browser, callback)
})
