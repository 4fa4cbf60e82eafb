// What only an administrator can grant: met by people, granted for a whole tenant, and withdrawn.
import { beforeEach, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import {
  contoso,
  entryway,
  entrywayCustomers,
  entrywayEverywhere,
  fabrikam,
  robin,
} from '../../emulator/seed.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import { authority, authorizeUrl, callGraph, redeem, redirectUri, refresh } from '../support/entra-client.ts'
import { customersAt, customersUrl } from './customer.ts'

const PUBLIC = 'https://login.microsoftonline.com'
const adele = 'adele@contoso.example'
const directory = 'https://graph.microsoft.com/Directory.Read.All'

let emulator: Emulator
let browser: EntraBrowser
beforeEach(async () => {
  emulator = await createEmulator()
  browser = new EntraBrowser(emulator)
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

const fieldsOf = (url: URL) => Object.fromEntries(url.searchParams)

describe('the answer', () => {
  test('when accepted names the tenant and what was granted', async () => {
    expect(await (await browser.get(adminConsentUrl())).text()).toContain(
      'Permissions requested for your organization',
    )
    const back = await browser.adminConsent(adminConsentUrl())
    expect(back.origin + back.pathname).toBe(redirectUri)
    expect(fieldsOf(back)).toEqual({
      admin_consent: 'True',
      tenant: contoso.id,
      scope: directory,
      state: 'a state',
    })
  })

  test('when canceled is an error, and grants nothing', async () => {
    const before = emulator.state.adminConsents.size
    expect(fieldsOf(await browser.cancel(adminConsentUrl()))).toMatchObject({
      admin_consent: 'True',
      error: 'access_denied',
      error_description: expect.stringContaining('AADSTS65004'),
      state: 'a state',
    })
    expect(emulator.state.adminConsents.size).toBe(before)
  })

  test.each(['organizations', 'common'])('at %s is for the organization that was picked', async (name) => {
    const url = adminConsentUrl({ client_id: entrywayEverywhere.clientId }, `${PUBLIC}/${name}`)
    const page = await (await browser.get(url)).text()
    expect([...page.matchAll(/<option[^>]*>([^<]*)/g)].map(([, text]) => text)).toEqual([
      'Contoso',
      'Fabrikam',
    ])
    expect((await browser.adminConsent(url)).searchParams.get('tenant')).toBe(contoso.id)
    expect((await browser.adminConsent(url, fabrikam.id)).searchParams.get('tenant')).toBe(fabrikam.id)
  })
})

describe('is refused on a page', () => {
  test.each([
    [{ redirect_uri: 'https://evil.example/' }, authority, 50011],
    [{ client_id: 'e0e0e0e0-0000-4000-8000-0000000000ff' }, authority, 700016],
    [{}, `${PUBLIC}/organizations`, 50194],
    [{ client_id: entrywayEverywhere.clientId }, `${PUBLIC}/consumers`, 9001023],
  ])('%j at %s: AADSTS%i', async (change, at, number) => {
    const response = await browser.get(adminConsentUrl(change, at))
    expect([response.status, response.headers.get('Location')]).toEqual([400, null])
    expect(await response.text()).toContain(`AADSTS${number}: `)
  })

  test.each([
    [{ scope: '' }, 'invalid_request', 900144],
    [{ scope: 'User.Reed' }, 'invalid_client', 650053],
  ])('%j is told to the app: %s, AADSTS%i', async (change, error, number) => {
    const { headers } = await browser.get(adminConsentUrl(change))
    const fields = fieldsOf(new URL(headers.get('Location') ?? ''))
    expect(fields).toMatchObject({ error, admin_consent: 'True', state: 'a state' })
    expect(fields.error_description).toContain(`AADSTS${number}: `)
  })

  test('a tenant that was not offered', async () => {
    const form = {
      client_id: entryway.clientId,
      scope: directory,
      redirect_uri: redirectUri,
      action: 'accept',
    }
    const refused = await browser.post(`${authority}/v2.0/adminconsent`, { ...form, tenant_id: fabrikam.id })
    expect([refused.status, refused.headers.get('Location')]).toEqual([400, null])
  })
})

describe('a person', () => {
  const url = authorizeUrl({ scope: 'openid Directory.Read.All' })

  test('who meets an administrator’s permission goes back to the app without it', async () => {
    const refused = fieldsOf(await browser.signIn(url, adele))
    expect(refused).toEqual({ error: 'access_denied', error_subcode: 'cancel', state: 'a-state' })
    expect(emulator.state.consents.size).toBe(0)
  })

  test('whom nobody may ask is told that consent is missing', async () => {
    await browser.signIn(authorizeUrl(), adele)
    const silent = await browser.get(authorizeUrl({ scope: 'openid Directory.Read.All', prompt: 'none' }))
    expect(silent.headers.get('Location')).toMatch(/error=consent_required.*AADSTS65001/)
  })

  test('gets it once an administrator has granted it, and is asked for the rest only', async () => {
    await browser.adminConsent(adminConsentUrl())
    expect((await browser.signIn(url, adele)).searchParams.has('code')).toBe(true)
    expect([...emulator.state.consents]).toEqual([expect.stringMatching(/ openid$/)])
    const silent = await browser.get(authorizeUrl({ scope: 'openid Directory.Read.All', prompt: 'none' }))
    expect(silent.headers.get('Location')).toContain('code=')
  })

  test('of another tenant, or with another app, does not', async () => {
    await browser.adminConsent(adminConsentUrl())
    const other = authorizeUrl({ client_id: entrywayEverywhere.clientId, scope: 'openid Directory.Read.All' })
    expect((await browser.signIn(other, adele)).searchParams.get('error')).toBe('access_denied')
  })

  test('loses it when it is withdrawn, at the next refresh too', async () => {
    await browser.adminConsent(adminConsentUrl({ scope: `${directory} openid offline_access` }))
    const back = await browser.signIn(
      authorizeUrl({ scope: 'openid offline_access Directory.Read.All' }),
      adele,
    )
    const { json } = await redeem(emulator, back.searchParams.get('code') ?? '')
    expect((await refresh(emulator, json.refresh_token)).status).toBe(200)
    emulator.setFault('admin_consent_revoked')
    expect((await refresh(emulator, json.refresh_token)).json).toMatchObject({
      error: 'invalid_grant',
      error_codes: [65001],
      suberror: 'consent_required',
    })
  })
})

describe('a customer', () => {
  const grant = (scope: string) =>
    browser.adminConsent(adminConsentUrl({ client_id: entrywayCustomers.clientId, scope }, customersAt))

  test('is never asked, as the administrator has granted what the app needs', async () => {
    const back = await browser.signIn(
      customersUrl({ scope: 'openid profile User.Read User.ReadWrite' }),
      robin.signInName,
    )
    const { json } = await redeem(
      emulator,
      back.searchParams.get('code') ?? '',
      { client_id: entrywayCustomers.clientId },
      {},
      customersAt,
    )
    expect((await callGraph(emulator, '/v1.0/me', json.access_token)).status).toBe(200)
    expect(emulator.state.consents.size).toBe(0)
  })

  test('cannot consent, so the app is refused until an administrator has', async () => {
    emulator.setFault('admin_consent_revoked')
    const refused = fieldsOf(await browser.signIn(customersUrl(), robin.signInName))
    expect(refused.error).toBe('access_denied')
    expect(refused.error_description).toContain('AADSTS65001')
    expect(
      (await browser.signIn(customersUrl({ scope: 'openid profile' }), robin.signInName)).searchParams.has(
        'code',
      ),
    ).toBe(true)
    await grant('User.Read')
    expect((await browser.signIn(customersUrl(), robin.signInName)).searchParams.has('code')).toBe(true)
    const more = await browser.signIn(customersUrl({ scope: 'openid User.ReadWrite' }), robin.signInName)
    expect(more.searchParams.get('error')).toBe('access_denied')
  })

  test('is not asked by prompt=consent either', async () => {
    const back = await browser.signIn(customersUrl({ prompt: 'consent' }), robin.signInName)
    expect(back.searchParams.has('code')).toBe(true)
  })
})
