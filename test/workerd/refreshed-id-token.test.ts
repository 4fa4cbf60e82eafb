// An ID token in a refresh answer is verified as the first one, and must be about the same person.
import { exportJWK, generateKeyPair } from 'jose'
import { expect, test } from 'vitest'
import { adele, alex, contoso, fabrikam, usernameOf } from '../../emulator/seed.ts'
import { startApp, type TestApp } from './app.ts'
import type { Browser } from './browser.ts'
import { changeTokenAnswers, type Json } from './changed-answers.ts'
import { HOUR, stopClock } from './clock.ts'
import { forgeClaims, forgeIdTokens, sign } from './hostile-entra.ts'

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
  ['of another issuer', (claims) => ({ ...claims, iss: 'https://evil.example/v2.0' }), 'iss'],
  ['for another app', (claims) => ({ ...claims, aud: 'e0e0e0e0-0000-4000-8000-00000000000b' }), 'aud'],
  ['that has expired', (claims) => ({ ...claims, exp: Date.now() / 1000 - 300 }), 'exp'],
  ['of another access token', (claims) => ({ ...claims, at_hash: 'A'.repeat(22) }), 'at_hash'],
])('a refresh with an ID token %s is refused, and none of its tokens is used', async (_, change, reason) => {
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

test('a refresh with an ID token that another key signed is refused', async () => {
  const { app, browser } = await expired()
  const attacker = await generateKeyPair('RS256', { extractable: true })
  const jwk = await exportJWK(attacker.publicKey)
  forgeIdTokens(app, ({ claims, header }) => sign(claims, { ...header, jwk }, attacker.privateKey))
  expect((await browser.get('/call_api')).status).toBe(502)
  expect(app.lastLog('error')).toMatchObject({ code: 'id_token_refused', reason: 'signature' })
})

test('a refresh answered with the tokens of another person is refused', async () => {
  const { app, browser } = await expired()
  let ofAlex: Json = {}
  changeTokenAnswers(app, (json) => {
    ofAlex = json
    return json
  })
  await app.browser().signIn(usernameOf(alex))
  changeTokenAnswers(app, () => ofAlex)
  expect((await browser.get('/profile')).status).toBe(502)
  expect(app.lastLog('error')).toMatchObject({ reason: 'other_subject' })
  app.intercept = () => null
  expect(await (await browser.get('/profile')).text()).toContain(adele.profile.displayName)
})

test.each<[string, (claims: Json) => unknown]>([
  ['as Entra sends it', (claims) => claims],
  ['without a nonce', ({ nonce, ...claims }) => claims],
  ['without an oid', ({ oid, ...claims }) => claims],
  ['with a new name and roles', (claims) => ({ ...claims, name: 'Adele V.', roles: ['Reader'] })],
])('a refresh with an ID token %s is accepted', async (_, change) => {
  const { app, browser } = await expired()
  forgeClaims(app, change)
  expect((await browser.get('/call_api')).status).toBe(200)
})

test('a refresh without an ID token is accepted', async () => {
  const { app, browser } = await expired()
  changeTokenAnswers(app, ({ id_token, ...tokens }) => tokens)
  expect((await browser.get('/call_api')).status).toBe(200)
})
