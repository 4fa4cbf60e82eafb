import { expect, test } from 'vitest'
import { alex, contoso, fabrikam } from '../../emulator/seed.ts'
import { startApp, type TestApp } from './app.ts'
import type { Browser } from './browser.ts'
import { changeTokenAnswers, type Json } from './changed-answers.ts'
import { HOUR, stopClock } from './clock.ts'
import { forgeClaims } from './hostile-entra.ts'

/** Signed in, with a token that has expired. */
async function expired(clock = stopClock()): Promise<{ app: TestApp; browser: Browser }> {
  const app = await startApp({ SESSION_IDLE_MINUTES: '240' })
  changeTokenAnswers(app, (json) => ({ ...json, expires_in: HOUR }))
  const browser = await app.browser().signedIn()
  clock.pass(HOUR)
  app.intercept = () => null
  return { app, browser }
}

test.each<[string, (claims: Json) => unknown, reason: string]>([
  ['about another person', (claims) => ({ ...claims, sub: 'somebody-else' }), 'other_subject'],
  ['about another object', (claims) => ({ ...claims, oid: alex.profile.id }), 'other_subject'],
  [
    'of another tenant',
    (claims) => ({ ...claims, tid: fabrikam.id, iss: String(claims.iss).replace(contoso.id, fabrikam.id) }),
    'iss',
  ],
  ['for another app', (claims) => ({ ...claims, aud: 'e0e0e0e0-0000-4000-8000-00000000000b' }), 'aud'],
  ['of another access token', (claims) => ({ ...claims, at_hash: 'A'.repeat(22) }), 'at_hash'],
])('rejects a refresh with an ID token %s, and uses none of its tokens', async (_, change, reason) => {
  const { app, browser } = await expired()
  forgeClaims(app, change)
  const graph = app.outbound.length
  const response = await browser.get('/call_api')
  expect(response.status).toBe(502)
  expect(app.lastLog('error')).toMatchObject({ code: 'id_token_refused', reason, fixableBy: 'operator' })
  expect(app.outbound.slice(graph).join()).not.toContain('graph.microsoft.com')

  app.intercept = () => null
  expect((await browser.get('/call_api')).status).toBe(200)
})

test.each<[string, (claims: Json) => unknown]>([
  ['as Entra sends it', (claims) => claims],
  ['without a nonce', ({ nonce, ...claims }) => claims],
  ['without an oid', ({ oid, ...claims }) => claims],
])('accepts a refresh with an ID token %s', async (_, change) => {
  const { app, browser } = await expired()
  forgeClaims(app, change)
  expect((await browser.get('/call_api')).status).toBe(200)
})

test('accepts a refresh without an ID token', async () => {
  const { app, browser } = await expired()
  changeTokenAnswers(app, ({ id_token, ...tokens }) => tokens)
  expect((await browser.get('/call_api')).status).toBe(200)
})
