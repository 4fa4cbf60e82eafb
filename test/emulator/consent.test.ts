// Consent: what a user lets an app do, what only an administrator can grant, and what customers cannot.
import { beforeEach, describe, expect, test } from 'vitest'
import {
  contoso,
  entryway,
  entrywayCustomers,
  entrywayEverywhere,
  fabrikam,
  intranet,
  robin,
} from '../../emulator/seed.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import {
  authority,
  authorizeUrl,
  callGraph,
  fillPage,
  locationOf,
  pageOf,
  redeem,
  redirectUri,
  requestIn,
} from '../support/entra-client.ts'
import { customersAt, customersUrl } from './customer.ts'

const PUBLIC = 'https://login.microsoftonline.com'
const adele = 'adele@contoso.example'
const directory = 'https://graph.microsoft.com/Directory.Read.All'
const mail = { scope: 'openid Mail.Read' }
const adminOnly = { scope: 'openid Directory.Read.All' }

let emulator: Emulator
let browser: EntraBrowser
beforeEach(async () => {
  emulator = await startEmulator()
  browser = new EntraBrowser(emulator)
})

const hasCode = ({ searchParams }: URL) => searchParams.has('code')

describe('a user’s consent', () => {
  const intranetRequest = {
    client_id: intranet.clientId,
    redirect_uri: 'http://localhost:8788/intranet/callback',
    scope: 'openid',
  }

  test('is stored for the scope', async () => {
    await browser.signIn(authorizeUrl(), adele)
    expect(hasCode(await locationOf(browser, { scope: 'openid User.Read' }))).toBe(true)
    expect(await pageOf(browser, mail)).toContain('Permissions requested')
    expect(await pageOf(browser, { prompt: 'consent' })).toContain('Permissions requested')
  })

  test('is limited to its user and its app', async () => {
    await browser.signIn(authorizeUrl({ scope: 'openid' }), adele)
    expect(await pageOf(browser, intranetRequest)).toContain('Permissions requested')
    await browser.signIn(authorizeUrl(intranetRequest), adele)
    expect(hasCode(await locationOf(browser, intranetRequest))).toBe(true)
    await browser.signIn(authorizeUrl({ prompt: 'select_account', scope: 'openid' }), 'alex@contoso.example')
    expect([...emulator.state.consents]).toHaveLength(3)
  })

  test('grants nothing if declined', async () => {
    await browser.signIn(authorizeUrl(), adele)
    await browser.cancel(authorizeUrl(mail))
    expect(await pageOf(browser, mail)).toContain('Permissions requested')
  })

  test('requires a signed-in user', async () => {
    const forced = await fillPage(emulator, await pageOf(browser, {}), 'consent', { action: 'accept' })
    expect([forced.status, emulator.state.consents.size]).toEqual([400, 0])
  })

  test('is rejected if the consent page was never shown', async () => {
    const request = requestIn(await pageOf(browser, mail))
    await browser.signIn(authorizeUrl({ scope: 'openid' }), adele)
    const accept = () => browser.post(`${authority}/consent`, { request, action: 'accept' })
    expect((await accept()).status).toBe(400)
    expect(emulator.state.consents.size).toBe(1)
    expect(await (await browser.get(`${authority}/resume?request=${request}`)).text()).toContain('Mail.Read')
    expect((await accept()).headers.get('Location')).toContain('code=')
  })
})

function adminConsentUrl(change: Record<string, string> = {}, at = authority) {
  const asked = {
    client_id: entryway.clientId,
    scope: directory,
    redirect_uri: redirectUri,
    state: 'a state',
  }
  return `${at}/v2.0/adminconsent?${new URLSearchParams({ ...asked, ...change })}`
}

describe('an administrator’s consent', () => {
  test('returns the tenant and what was granted', async () => {
    expect(Object.fromEntries((await browser.adminConsent(adminConsentUrl())).searchParams)).toEqual({
      admin_consent: 'True',
      tenant: contoso.id,
      scope: directory,
      state: 'a state',
    })
  })

  test('grants nothing if canceled', async () => {
    const before = emulator.state.adminConsents.size
    await browser.cancel(adminConsentUrl())
    expect(emulator.state.adminConsents.size).toBe(before)
  })

  test.each(['organizations', 'common'])('at %s is for the organization that was picked', async (name) => {
    const url = adminConsentUrl({ client_id: entrywayEverywhere.clientId }, `${PUBLIC}/${name}`)
    const page = await (await browser.get(url)).text()
    const offered = [...page.matchAll(/<option[^>]*>([^<]*)/g)].map(([, text]) => text)
    expect(offered).toEqual(['Contoso', 'Fabrikam'])
    expect((await browser.adminConsent(url)).searchParams.get('tenant')).toBe(contoso.id)
    expect((await browser.adminConsent(url, fabrikam.id)).searchParams.get('tenant')).toBe(fabrikam.id)
  })

  test.each([
    [{ redirect_uri: 'https://evil.example/' }, authority, 50011],
    [{ client_id: 'e0e0e0e0-0000-4000-8000-0000000000ff' }, authority, 700016],
    [{}, `${PUBLIC}/organizations`, 50194],
    [{ client_id: entrywayEverywhere.clientId }, `${PUBLIC}/consumers`, 9001023],
  ])('with %j at %s shows AADSTS%i on a page', async (change, at, number) => {
    const response = await browser.get(adminConsentUrl(change, at))
    expect([response.status, response.headers.get('Location')]).toEqual([400, null])
    expect(await response.text()).toContain(`AADSTS${number}: `)
  })

  test('rejects a tenant that was not offered', async () => {
    const form = { client_id: entryway.clientId, scope: directory, redirect_uri: redirectUri }
    const fields = { ...form, action: 'accept', tenant_id: fabrikam.id }
    const rejected = await browser.post(`${authority}/v2.0/adminconsent`, fields)
    expect([rejected.status, rejected.headers.get('Location')]).toEqual([400, null])
  })

  test('is for everyone in the tenant, who are asked for the rest only', async () => {
    await browser.adminConsent(adminConsentUrl())
    expect(hasCode(await browser.signIn(authorizeUrl(adminOnly), adele))).toBe(true)
    expect([...emulator.state.consents]).toEqual([expect.stringMatching(/ openid$/)])
    expect(hasCode(await locationOf(browser, { ...adminOnly, prompt: 'none' }))).toBe(true)
    const other = authorizeUrl({ client_id: entrywayEverywhere.clientId, ...adminOnly })
    expect((await browser.signIn(other, adele)).searchParams.get('error')).toBe('access_denied')
  })
})

describe('a customer', () => {
  const signIn = (change: Record<string, string> = {}) =>
    browser.signIn(customersUrl(change), robin.signInName)

  test('is never asked, because the administrator has granted what the app needs', async () => {
    const back = await signIn({ scope: 'openid profile User.Read User.ReadWrite' })
    const client = { client_id: entrywayCustomers.clientId }
    const { json } = await redeem(emulator, back.searchParams.get('code') ?? '', client, {}, customersAt)
    expect((await callGraph(emulator, '/v1.0/me', json.access_token)).status).toBe(200)
    expect(emulator.state.consents.size).toBe(0)
    expect(hasCode(await signIn({ prompt: 'consent' }))).toBe(true)
  })

  test('cannot consent, so the app gets nothing until an administrator has', async () => {
    emulator.setFault('admin_consent_revoked')
    expect(Object.fromEntries((await signIn()).searchParams)).toMatchObject({
      error: 'access_denied',
      error_description: expect.stringContaining('AADSTS65001'),
    })
    expect(hasCode(await signIn({ scope: 'openid profile' }))).toBe(true)
    const granted = { client_id: entrywayCustomers.clientId, scope: 'User.Read' }
    await browser.adminConsent(adminConsentUrl(granted, customersAt))
    expect(hasCode(await signIn())).toBe(true)
    const more = await signIn({ scope: 'openid User.ReadWrite' })
    expect(more.searchParams.get('error')).toBe('access_denied')
  })
})
