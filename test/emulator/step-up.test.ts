// Asking for more than a sign-in proved: authentication contexts and what Conditional Access wants, at refresh and beyond.
import { decodeJwt } from 'jose'
import { beforeEach, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import { authorizeUrl, redeem, refresh } from '../support/entra-client.ts'

const adele = 'adele@contoso.example'

let emulator: Emulator
let browser: EntraBrowser
beforeEach(async () => {
  emulator = await createEmulator()
  browser = new EntraBrowser(emulator)
})

async function signIn(change: Record<string, string> = {}) {
  const back = await browser.signIn(authorizeUrl(change), adele)
  return (await redeem(emulator, back.searchParams.get('code') ?? '')).json
}

const context = JSON.stringify({ access_token: { acrs: { essential: true, value: 'c1' } } })

test('a refresh that requests a context fails with the claims to sign in with', async () => {
  const { refresh_token } = await signIn()
  const refused = await refresh(emulator, refresh_token, { claims: context })
  expect(refused.json).toMatchObject({
    error: 'invalid_grant',
    error_codes: [50076],
    suberror: 'basic_action',
  })
  const claims = String(refused.json.claims)
  expect(await (await browser.get(authorizeUrl({ claims, login_hint: adele }))).text()).toContain('Approve')
  const proved = await signIn({ claims: context })
  const token = await refresh(emulator, proved.refresh_token, { claims: context })
  expect(decodeJwt(String(token.json.access_token)).acrs).toEqual(['c1'])
})

test('a second factor satisfies Conditional Access, once', async () => {
  const { refresh_token: plain } = await signIn()
  emulator.setFault('aadsts', { aadsts: 53003 })
  const claims = String((await refresh(emulator, plain)).json.claims)
  expect((await refresh(emulator, plain, { claims })).json.error_codes).toEqual([50076])
  const proved = await signIn({ claims })
  expect((await refresh(emulator, proved.refresh_token, { claims })).status).toBe(200)
})

test('cp1 may be sent to the token endpoint alone', async () => {
  const { refresh_token } = await signIn()
  const claims = JSON.stringify({ access_token: { xms_cc: { values: ['cp1'] } } })
  const { json } = await refresh(emulator, refresh_token, { claims })
  expect(Number(json.expires_in)).toBeGreaterThan(20 * 3600 - 1)
  expect(decodeJwt(String(json.access_token)).xms_cc).toEqual(['cp1'])
})

test('max_age adds auth_time', async () => {
  const before = Math.floor(Date.now() / 1000)
  const claims = decodeJwt(String((await signIn({ max_age: '3600' })).id_token))
  expect(Number(claims.auth_time)).toBeGreaterThanOrEqual(before)
  expect(decodeJwt(String((await signIn()).id_token))).not.toHaveProperty('auth_time')
})
