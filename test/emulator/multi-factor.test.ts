// Another factor, when a claims request or a policy asks for it.
import { decodeJwt } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { robin } from '../../emulator/seed.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import { authority, authorizeUrl, redeem } from '../support/entra-client.ts'
import { customersUrl, headingOf } from './customer.ts'

const adele = 'adele@contoso.example'
const inIdToken = JSON.stringify({ id_token: { acrs: { essential: true, value: 'c1' } } })
const inAccessToken = JSON.stringify({ access_token: { acrs: { essential: true, values: ['c1', 'c2'] } } })

const clientCapability = JSON.stringify({ access_token: { xms_cc: { values: ['cp1'] } } })

let emulator: Emulator
let browser: EntraBrowser
beforeEach(async () => {
  emulator = await createEmulator()
  browser = new EntraBrowser(emulator)
})

/** Picks Adele; gives the page after it. */
async function pick(change: Record<string, string> = {}) {
  const page = await (await browser.get(authorizeUrl(change))).text()
  const request = /name="request" value="([^"]+)"/.exec(page)?.[1] ?? ''
  return {
    request,
    page: await (await browser.post(`${authority}/login`, { request, username: adele })).text(),
  }
}

test.each<[string, Record<string, string>, boolean, string]>([
  ['a claims request for the ID token', { claims: inIdToken }, false, 'Approve the sign-in'],
  ['a claims request for the access token', { claims: inAccessToken }, false, 'Approve the sign-in'],
  ['a policy', {}, true, 'Approve the sign-in'],
  ['nothing', {}, false, 'Permissions requested'],
  ['a claims request for something else', { claims: clientCapability }, false, 'Permissions requested'],
])('asked for by %s', async (_, change, policy, heading) => {
  if (policy) emulator.setFault('mfa_required')
  expect(headingOf((await pick(change)).page)).toBe(heading)
})

describe('approved', () => {
  const tokensWith = async (claims: string) => {
    const back = await browser.signIn(authorizeUrl({ claims }), adele)
    const { json } = await redeem(emulator, back.searchParams.get('code') ?? '')
    return [decodeJwt(String(json.id_token)), decodeJwt(String(json.access_token))]
  }

  test('adds the requested acrs to the token they were requested for, and no amr', async () => {
    const [idToken, accessToken] = await tokensWith(inIdToken)
    expect([idToken?.acrs, accessToken?.acrs, idToken?.amr]).toEqual([['c1'], undefined, undefined])
    const [otherIdToken, otherAccessToken] = await tokensWith(inAccessToken)
    expect([otherIdToken?.acrs, otherAccessToken?.acrs]).toEqual([undefined, ['c1', 'c2']])
  })

  test('is remembered in the same browser only', async () => {
    await browser.signIn(authorizeUrl({ claims: inIdToken }), adele)
    const silent = await browser.get(authorizeUrl({ claims: inIdToken, prompt: 'none' }))
    expect(silent.headers.get('Location')).toContain('code=')
    browser = new EntraBrowser(emulator)
    expect(headingOf((await pick({ claims: inIdToken })).page)).toBe('Approve the sign-in')
  })

  test('continues a customer’s sign-in too', async () => {
    emulator.setFault('mfa_required')
    expect((await browser.signIn(customersUrl(), robin.signInName)).searchParams.has('code')).toBe(true)
  })
})

test('canceling reports an error to the app, and issues no code', async () => {
  const { request } = await pick({ claims: inIdToken })
  const canceled = await browser.post(`${authority}/mfa`, { request, action: 'cancel' })
  expect(canceled.headers.get('Location')).toMatch(/error=access_denied.*error_subcode=cancel/)
  expect([emulator.state.codes.size, emulator.state.pending.size]).toEqual([0, 0])
})

test('cannot be skipped by consenting', async () => {
  const { request } = await pick({ claims: inIdToken })
  const skipped = await browser.post(`${authority}/consent`, { request, action: 'accept' })
  expect([skipped.status, emulator.state.codes.size]).toEqual([400, 0])
  await browser.post(`${authority}/mfa`, { request, action: 'accept' })
  const shown = await browser.post(`${authority}/consent`, { request, action: 'accept' })
  expect(shown.headers.get('Location')).toContain('code=')
})

test('fails with prompt=none', async () => {
  await browser.signIn(authorizeUrl(), adele)
  emulator.setFault('mfa_required')
  const refused = await browser.get(authorizeUrl({ prompt: 'none' }))
  expect(refused.headers.get('Location')).toMatch(/error=interaction_required.*AADSTS50076/)
  expect((await browser.get(authorizeUrl({ prompt: 'none' }))).headers.get('Location')).toContain('code=')
})

test.each(['{', '[]', '"c1"', 'null'])('claims that are %s are refused', async (claims) => {
  const location = (await browser.get(authorizeUrl({ claims }))).headers.get('Location')
  expect(location).toMatch(/error=invalid_request.*AADSTS9002313/)
})

test.each(['{}', '{"id_token":null}', '{"id_token":{"acrs":null}}', '{"id_token":{"acrs":{"values":[1]}}}'])(
  'claims that are %s ask for nothing',
  async (claims) => {
    expect(headingOf((await pick({ claims })).page)).toBe('Permissions requested')
  },
)
