// A second factor, when a claims request or a policy requires it: at sign-in, and later at refresh.
import { decodeJwt } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { robin } from '../../emulator/seed.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import {
  authority,
  authorizeUrl,
  locationOf,
  pageOf,
  redeem,
  refresh,
  requestIn,
} from '../support/entra-client.ts'
import { customersUrl, headingOf } from './customer.ts'

const adele = 'adele@contoso.example'
const inIdToken = JSON.stringify({ id_token: { acrs: { essential: true, value: 'c1' } } })
const inAccessToken = JSON.stringify({ access_token: { acrs: { essential: true, values: ['c1', 'c2'] } } })
const capability = JSON.stringify({ access_token: { xms_cc: { values: ['cp1'] } } })

let emulator: Emulator
let browser: EntraBrowser
beforeEach(async () => {
  emulator = await startEmulator()
  browser = new EntraBrowser(emulator)
})

/** Picks Adele; gives the page after it. */
async function pick(change: Record<string, string> = {}) {
  const request = requestIn(await pageOf(browser, change))
  const response = await browser.post(`${authority}/login`, { request, username: adele })
  return { request, heading: headingOf(await response.text()) }
}

async function signIn(change: Record<string, string> = {}) {
  const back = await browser.signIn(authorizeUrl(change), adele)
  return (await redeem(emulator, back.searchParams.get('code') ?? '')).json
}

const send = (step: 'mfa' | 'consent', request: string, action = 'accept') =>
  browser.post(`${authority}/${step}`, { request, action })

test.each<[string, Record<string, string>, boolean]>([
  ['a claims request for the ID token', { claims: inIdToken }, true],
  ['a claims request for the access token', { claims: inAccessToken }, true],
  ['nothing', {}, false],
  ['a claims request for a capability', { claims: capability }, false],
  ...['{}', '{"id_token":null}', '{"id_token":{"acrs":null}}', '{"id_token":{"acrs":{"values":[1]}}}'].map(
    (claims): [string, Record<string, string>, boolean] => [claims, { claims }, false],
  ),
])('%s requires it: %j %s', async (_, change, required) => {
  expect((await pick(change)).heading).toBe(required ? 'Approve the sign-in' : 'Permissions requested')
})

test('a policy requires it, of customers too', async () => {
  emulator.setFault('mfa_required')
  expect((await pick()).heading).toBe('Approve the sign-in')
  emulator.setFault('mfa_required')
  expect((await browser.signIn(customersUrl(), robin.signInName)).searchParams.has('code')).toBe(true)
})

describe('once approved', () => {
  test('the requested acrs are in the token they were requested for, without amr', async () => {
    const claimsWith = async (claims: string) => {
      const { id_token, access_token } = await signIn({ claims })
      const [idToken, accessToken] = [decodeJwt(String(id_token)), decodeJwt(String(access_token))]
      return [idToken.acrs, accessToken.acrs, idToken.amr]
    }
    expect(await claimsWith(inIdToken)).toEqual([['c1'], undefined, undefined])
    expect(await claimsWith(inAccessToken)).toEqual([undefined, ['c1', 'c2'], undefined])
  })

  test('it is not asked for again in the same browser', async () => {
    await browser.signIn(authorizeUrl({ claims: inIdToken }), adele)
    const silent = await locationOf(browser, { claims: inIdToken, prompt: 'none' })
    expect(silent.searchParams.has('code')).toBe(true)
    browser = new EntraBrowser(emulator)
    expect((await pick({ claims: inIdToken })).heading).toBe('Approve the sign-in')
  })
})

test('canceling reports an error to the app, and issues no code', async () => {
  const { request } = await pick({ claims: inIdToken })
  const canceled = await send('mfa', request, 'cancel')
  expect(canceled.headers.get('Location')).toMatch(/error=access_denied.*error_subcode=cancel/)
  expect([emulator.state.codes.size, emulator.state.pending.size]).toEqual([0, 0])
})

test('it cannot be skipped by consenting', async () => {
  const { request } = await pick({ claims: inIdToken })
  expect([(await send('consent', request)).status, emulator.state.codes.size]).toEqual([400, 0])
  await send('mfa', request)
  expect((await send('consent', request)).headers.get('Location')).toContain('code=')
})

describe('at refresh', () => {
  test('a requested context fails with the claims to sign in with', async () => {
    const context = JSON.stringify({ access_token: { acrs: { essential: true, value: 'c1' } } })
    const { refresh_token } = await signIn()
    const { json } = await refresh(emulator, refresh_token, { claims: context })
    expect(json).toMatchObject({ error: 'invalid_grant', error_codes: [50076], suberror: 'basic_action' })
    expect(await pageOf(browser, { claims: String(json.claims), login_hint: adele })).toContain('Approve')
    const proved = await signIn({ claims: context })
    const token = await refresh(emulator, proved.refresh_token, { claims: context })
    expect(decodeJwt(String(token.json.access_token)).acrs).toEqual(['c1'])
  })

  test('it satisfies Conditional Access, once', async () => {
    const { refresh_token: plain } = await signIn()
    emulator.setFault('aadsts', { aadsts: 53003 })
    const claims = String((await refresh(emulator, plain)).json.claims)
    expect((await refresh(emulator, plain, { claims })).json.error_codes).toEqual([50076])
    const proved = await signIn({ claims })
    expect((await refresh(emulator, proved.refresh_token, { claims })).status).toBe(200)
  })

  test('cp1 may be sent to the token endpoint alone', async () => {
    const { refresh_token } = await signIn()
    const { json } = await refresh(emulator, refresh_token, { claims: capability })
    expect(Number(json.expires_in)).toBeGreaterThan(20 * 3600 - 1)
    expect(decodeJwt(String(json.access_token)).xms_cc).toEqual(['cp1'])
  })
})
