// What the local Entra does in process; the same in Node and in workerd.
import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import type { LocalEntra, LocalEntraOptions } from '../../emulator/local-entra/interface.ts'
import { createLocalEntra } from '../../emulator/local-entra/local-entra.ts'
import type { TokenRequest } from '../../emulator/local-entra/token-request.ts'
import type { FaultOptions } from '../../emulator/state/fault-names.ts'
import { ADATUM, adatum, authorizeUrl, first, orders } from '../support/adatum.ts'

async function redeem(entra: LocalEntra, back: Request, at = ADATUM, secret = 'orders-secret') {
  const response = await entra.fetch(`${at}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: orders.clientId,
      client_secret: secret,
      redirect_uri: 'http://localhost:3000/signed-in',
      code: new URL(back.url).searchParams.get('code') ?? '',
    }),
  })
  return (await response.json()) as { id_token: string; access_token: string; error_codes?: number[] }
}

export function inProcessTests(): void {
  describe('a tenant of one’s own', () => {
    test('signs its people in, with the roles that their group has', async () => {
      const entra = await createLocalEntra({ seed: adatum })
      const back = await entra.signIn(authorizeUrl(), 'kim')
      expect(new URL(back.url).searchParams.get('state')).toBe('a-state')
      const claims = decodeJwt((await redeem(entra, back)).id_token)
      expect(claims).toMatchObject({
        iss: `${ADATUM}/v2.0`,
        name: 'Kim Akers',
        preferred_username: 'kim@adatum.example',
        roles: ['Orders.Read'],
      })
      expect(claims.login_hint).toBeTypeOf('string')
    })

    test('knows nobody of Contoso unless the samples stay', async () => {
      const alone = await createLocalEntra({ seed: adatum })
      await expect(alone.signIn(authorizeUrl(), 'adele')).rejects.toThrow('nobody is called adele')
      const contoso =
        'https://login.microsoftonline.com/contoso.example/v2.0/.well-known/openid-configuration'
      expect((await alone.fetch(contoso)).status).toBe(400)
      const both = await createLocalEntra({ seed: { ...adatum, samples: true } })
      expect((await both.fetch(contoso)).status).toBe(200)
    })

    test('and that of another local Entra, with the same id, do not mix', async () => {
      const named = (displayName: string) => {
        const others = adatum.tenants.filter((tenant) => tenant !== first)
        return createLocalEntra({ seed: { tenants: [{ ...first, displayName }, ...others] } })
      }
      const [one, other] = [await named('One'), await named('Other')]
      for (const [entra, name] of [
        [one, 'One'],
        [other, 'Other'],
      ] as const) {
        const response = await entra.fetch(authorizeUrl())
        expect(await response.text()).toContain(name)
      }
    })

    test('has its secrets, one of which has expired', async () => {
      const entra = await createLocalEntra({ seed: adatum })
      const back = await entra.signIn(authorizeUrl(), 'lee')
      expect(await redeem(entra, back, ADATUM, 'old-orders-secret')).toMatchObject({ error_codes: [7000222] })
      expect(await redeem(entra, back)).toHaveProperty('id_token')
    })

    test('signs customers in at its custom URL domain', async () => {
      const entra = await createLocalEntra({ seed: adatum })
      const shop = await entra.mint({ app: 'Shop', person: 'ana', kind: 'id' })
      const url = authorizeUrl(
        { client_id: String(decodeJwt(shop).aud), redirect_uri: 'https://shop.example/back' },
        'https://login.woodgrove.example/woodgrove.onmicrosoft.com',
      )
      const back = await entra.signIn(url, 'ana')
      expect(new URL(back.url).origin).toBe('https://shop.example')
      expect(new URL(back.url).searchParams.has('code')).toBe(true)
    })
  })

  describe('the policies of a tenant', () => {
    const payroll = async (entra: LocalEntra) => {
      const { aud, iss } = decodeJwt(await entra.mint({ app: 'Payroll', person: 'sam', kind: 'id' }))
      const change = { client_id: String(aud), redirect_uri: 'https://payroll.example/back', scope: 'openid' }
      return authorizeUrl(change, String(iss).replace('/v2.0', ''))
    }

    test('ask for another factor, and let no person consent', async () => {
      const entra = await createLocalEntra({ seed: adatum })
      const back = await entra.signIn(await payroll(entra), 'sam')
      expect(new URL(back.url).searchParams.get('error')).toBe('access_denied')
      const pages = entra.requests.map(({ url }) => new URL(url).pathname)
      expect(pages.some((path) => path.endsWith('/mfa'))).toBe(true)
    })

    test.each([
      ['kim', 'access_denied', null],
      ['omar', null, 'True'],
    ])('an administrator consents for everybody, and nobody else does: %s', async (person, error, tenant) => {
      const entra = await createLocalEntra({ seed: adatum })
      const asked = new URLSearchParams({
        client_id: orders.clientId,
        redirect_uri: orders.redirectUris.web[0] ?? '',
        scope: 'https://graph.microsoft.com/User.Read.All',
      })
      const page = `https://login.microsoftonline.com/${first.id}/v2.0/adminconsent?${asked}`
      const { searchParams } = new URL((await entra.signIn(page, person)).url)
      expect(searchParams.get('error')).toBe(error)
      expect(error === null ? searchParams.get('admin_consent') : null).toBe(tenant)
    })

    test('a field that there is not is refused by name, as over HTTP', async () => {
      const options = { sed: adatum } as LocalEntraOptions
      await expect(createLocalEntra(options)).rejects.toThrow('sed: there is no such field')
      await expect(createLocalEntra({ now: () => Number.NaN })).rejects.toThrow('now: ')
      const entra = await createLocalEntra({ seed: adatum })
      const token = { app: orders.clientId, person: 'kim', scopes: 'x' } as TokenRequest
      await expect(entra.mint(token)).rejects.toThrow('scopes: there is no such field')
      await expect(entra.mint({} as TokenRequest)).rejects.toThrow('app: is missing')
      const often = { often: 2 } as FaultOptions
      expect(() => entra.faults.set('secret_expired', often)).toThrow('often: there is no such field')
      expect(entra.faults.active()).toEqual([])
    })

    test('mint gives an app the roles that it is granted, and a person of another tenant no token', async () => {
      const entra = await createLocalEntra({ seed: adatum })
      const graph = { app: orders.clientId, scope: 'https://graph.microsoft.com/.default' }
      expect(decodeJwt(await entra.mint(graph)).roles).toEqual(['User.Read.All'])
      expect(decodeJwt(await entra.mint({ ...graph, roles: ['Mail.Read'] })).roles).toEqual(['Mail.Read'])
      await expect(entra.mint({ app: orders.clientId, person: 'ana', kind: 'id' })).rejects.toThrow(
        'person: Orders signs in people of A. Datum only, and ana@fineart.example is in woodgrove',
      )
    })

    test('mint names an API that there is not', async () => {
      const entra = await createLocalEntra({ seed: adatum })
      const token = { app: orders.clientId, person: 'kim', scope: 'api://nowhere/x' }
      await expect(entra.mint(token)).rejects.toThrow("The resource principal named 'api://nowhere' was")
    })

    test('let no app have a secret, or none that lives longer', async () => {
      const admins = adatum.tenants.map((tenant) => {
        if (tenant.name === 'outlook') return tenant
        return tenant.name === 'litware'
          ? {
              ...tenant,
              people: [{ username: 'sam@litware.onmicrosoft.com', roles: ['Global Administrator' as const] }],
            }
          : { ...tenant, policies: { maxSecretDays: 30 } }
      })
      const entra = await createLocalEntra({ seed: { tenants: admins } })
      const addSecret = async (person: string, days: number) => {
        const scope = 'Application.ReadWrite.All'
        const token = await entra.mint({ app: 'Microsoft Graph Command Line Tools', person, scope })
        const call = async (path: string, body: object) => {
          const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
          const init = { method: 'POST', headers, body: JSON.stringify(body) }
          const response = await entra.fetch(`https://graph.microsoft.com/v1.0${path}`, init)
          return (await response.json()) as { id: string; secretText?: string; error?: { code: string } }
        }
        const { id } = await call('/applications', { displayName: 'New' })
        const endDateTime = new Date(entra.clock.now() + days * 86_400_000).toISOString()
        const { secretText, error } = await call(`/applications/${id}/addPassword`, {
          passwordCredential: { endDateTime },
        })
        return error?.code ?? typeof secretText
      }
      expect(await addSecret('sam', 1)).toBe('CredentialTypeNotAllowedAsPerAppPolicy')
      expect(await addSecret('omar', 29)).toBe('string')
      expect(await addSecret('omar', 31)).toBe('CredentialInvalidLifetimeAsPerAppPolicy')
    })

    test('are those of another tenant no longer', async () => {
      const entra = await createLocalEntra({ seed: adatum })
      await entra.signIn(authorizeUrl(), 'kim')
      const pages = entra.requests.map(({ url }) => new URL(url).pathname)
      expect(pages.some((path) => path.endsWith('/mfa'))).toBe(false)
    })
  })

  describe('hosts', () => {
    test.each([
      ['https://api.stripe.com/v1/charges', 'api.stripe.com is no host of the local Entra'],
      [
        'https://login.microsoftonline.com.evil.example/',
        'login.microsoftonline.com.evil.example is no host',
      ],
      [
        'https://management.azure.com/subscriptions',
        'management.azure.com (Azure Service Management) is not in',
      ],
      [
        'https://contoso.sharepoint.com/_api/web',
        'contoso.sharepoint.com (Office 365 SharePoint Online) is not',
      ],
      ['https://api.loganalytics.io/v1', 'api.loganalytics.io (Azure Monitor) is not in this emulator'],
    ])('%s is a network error that names it', async (url, message) => {
      const entra = await createLocalEntra({ seed: adatum })
      const refused = await entra.fetch(url).catch((error: unknown) => error)
      expect(refused).toBeInstanceOf(TypeError)
      expect((refused as TypeError).message).toContain(`fetch failed: ${message}`)
      expect(entra.requests).toEqual([])
    })

    test.each([
      'https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration',
      'https://login.microsoftonline.us/common/v2.0/.well-known/openid-configuration',
      'https://woodgrove.ciamlogin.com/woodgrove.onmicrosoft.com/v2.0/.well-known/openid-configuration',
      'https://login.woodgrove.example/woodgrove.onmicrosoft.com/v2.0/.well-known/openid-configuration',
      'http://localhost:3001/common/v2.0/.well-known/openid-configuration',
      'http://127.0.0.1/common/v2.0/.well-known/openid-configuration',
      'https://entra.test/common/v2.0/.well-known/openid-configuration',
    ])('%s is answered', async (url) => {
      const entra = await createLocalEntra({ seed: adatum, publicUrl: 'https://entra.test' })
      expect((await entra.fetch(url)).status).toBe(200)
    })

    test('others are answered by whoever was named for that', async () => {
      const fetch = async (request: Request) => new Response(`${request.method} ${request.url}`)
      const entra = await createLocalEntra({ seed: adatum, fetch })
      const response = await entra.fetch('https://api.stripe.com/v1/charges', { method: 'POST' })
      expect(await response.text()).toBe('POST https://api.stripe.com/v1/charges')
      expect((await entra.fetch('https://graph.microsoft.com/v1.0/me')).status).toBe(401)
    })
  })

  describe('control', () => {
    test('a token’s issuer is where the local Entra is reached', async () => {
      const asked = { app: orders.clientId, person: 'kim', kind: 'id' as const }
      const issuerOf = async (entra: LocalEntra) => decodeJwt(await entra.mint(asked)).iss
      expect(await issuerOf(await createLocalEntra({ seed: adatum }))).toBe(`${ADATUM}/v2.0`)
      const elsewhere = await createLocalEntra({ seed: adatum, publicUrl: 'https://entra.test:8443/' })
      expect(await issuerOf(elsewhere)).toBe(`https://entra.test:8443/${first.id}/v2.0`)
    })

    test('the clock ends tokens', async () => {
      const entra = await createLocalEntra({ now: () => Date.UTC(2026, 0, 31) })
      const access = await entra.mint({ app: 'Entryway', person: 'adele', scope: 'User.Read' })
      const me = () =>
        entra.fetch('https://graph.microsoft.com/v1.0/me', { headers: { Authorization: `Bearer ${access}` } })
      expect((await me()).status).toBe(200)
      entra.clock.advance(3601)
      expect((await me()).status).toBe(401)
      entra.clock.reset()
      expect((await me()).status).toBe(200)
      entra.clock.set('2026-02-01T00:00:00Z')
      expect(entra.clock.now()).toBe(Date.UTC(2026, 1, 1))
      expect(() => entra.clock.set('tomorrow')).toThrow(RangeError)
    })

    test('a fault in words is an AADSTS number, used up once', async () => {
      const entra = await createLocalEntra({ seed: adatum })
      entra.faults.set('secret_expired')
      expect(entra.faults.active()).toMatchObject([{ name: 'aadsts', aadsts: 7000222, times: 1 }])
      const back = await entra.signIn(authorizeUrl(), 'kim')
      expect(await redeem(entra, back)).toMatchObject({ error_codes: [7000222] })
      expect(await redeem(entra, back)).toHaveProperty('access_token')
      entra.faults.set('AADSTS50057', { times: 0 })
      entra.faults.set('graph_503')
      entra.faults.clear('graph_503')
      expect(entra.faults.active().map(({ name }) => name)).toEqual(['aadsts'])
      entra.faults.clear()
      expect(entra.faults.active()).toEqual([])
      expect(() => entra.faults.set('no_such_fault' as 'graph_503')).toThrow(
        'there is no fault no_such_fault',
      )
    })

    test('every request is recorded, with what was sent and answered', async () => {
      const entra = await createLocalEntra({ seed: adatum })
      await redeem(entra, await entra.signIn(authorizeUrl(), 'kim'))
      const last = entra.requests.at(-1)
      expect(last).toMatchObject({ method: 'POST', url: `${ADATUM}/oauth2/v2.0/token`, status: 200 })
      expect(new URLSearchParams(last?.body ?? '').get('grant_type')).toBe('authorization_code')
      expect(JSON.parse(last?.response ?? '')).toHaveProperty('id_token')
      entra.forgetRequests()
      expect(entra.requests).toEqual([])
    })

    const adminConsent = (at: string, version: string) =>
      `${at}${version}/adminconsent?${new URLSearchParams({
        client_id: orders.clientId,
        scope: 'https://graph.microsoft.com/.default',
        redirect_uri: 'http://localhost/signed-in',
        state: 's',
      })}`
    test.each([
      ['an administrator', 'omar', ADATUM, '/v2.0', { admin_consent: 'True', tenant: first.id }],
      ['an administrator, version 1', 'omar', ADATUM, '', { admin_consent: 'True', tenant: first.id }],
      [
        'somebody without a role',
        'kim',
        ADATUM,
        '/v2.0',
        { error: 'access_denied', error_subcode: 'cancel' },
      ],
      ['somebody without a role, version 1', 'kim', ADATUM, '', { error_subcode: 'cancel' }],
      ['somebody of another tenant', 'sam', ADATUM, '/v2.0', { error_subcode: 'cancel' }],
    ])('admin consent is given by %s or not', async (_, who, at, version, answer) => {
      const entra = await createLocalEntra({ seed: adatum })
      const { url } = await entra.signIn(adminConsent(at, version), who)
      const fields = Object.fromEntries(new URL(url).searchParams)
      expect(fields).toMatchObject({ ...answer, state: 's' })
      expect('admin_consent' in fields).toBe('admin_consent' in answer)
    })

    test('at organizations, an administrator consents for the tenant that they are in', async () => {
      const open = { ...orders, signInAudience: 'AzureADMultipleOrgs' as const }
      const entra = await createLocalEntra({
        seed: {
          tenants: [
            { name: 'litware', people: [{ username: 'sam@litware.onmicrosoft.com' }] },
            { ...first, people: first.people.map((person) => ({ ...person, guestOf: [] })), apps: [open] },
          ],
        },
      })
      const at = adminConsent('https://login.microsoftonline.com/organizations', '/v2.0')
      expect((await entra.signIn(at, 'omar')).url).toContain(`tenant=${first.id}`)
      expect((await entra.signIn(at, 'sam')).url).toContain('error_subcode=cancel')
    })

    test('a minted token has the claims that it is told to have', async () => {
      const entra = await createLocalEntra({ seed: adatum })
      const app = orders.clientId
      const id = await entra.mint({
        app,
        person: 'kim',
        kind: 'id',
        nonce: 'n',
        claims: { tid: 'x', name: null },
      })
      expect(decodeJwt(id)).toMatchObject({ aud: app, nonce: 'n', tid: 'x' })
      expect(decodeJwt(id)).not.toHaveProperty('name')
      const late = decodeJwt(await entra.mint({ app, person: 'kim', expiresIn: -60 }))
      expect(late.exp).toBeLessThan(entra.clock.now() / 1000)
      const own = decodeJwt(await entra.mint({ app, roles: ['User.Read.All'] }))
      expect(own).toMatchObject({ idtyp: 'app', roles: ['User.Read.All'] })
      await expect(entra.mint({ app: 'Nothing' })).rejects.toThrow('there is no app Nothing')
      const unknown = entra.mint({ app: 'Orders', person: 'kim', scope: 'api://zz/x' })
      await expect(unknown).rejects.toThrow("The resource principal named 'api://zz' was not found")
    })

    test('a reset is a fresh start that the old keys still sign for', async () => {
      const entra = await createLocalEntra()
      const keys = async () =>
        (await entra.fetch('https://login.microsoftonline.com/common/discovery/v2.0/keys')).text()
      const before = await keys()
      entra.faults.set('graph_503')
      entra.clock.advance(60)
      await entra.reset()
      expect(entra.faults.active()).toEqual([])
      expect(entra.requests).toEqual([])
      expect(await keys()).toBe(before)
      await entra.reset(adatum)
      await entra.signIn(authorizeUrl(), 'kim')
      await expect(entra.reset({ tenants: [{ name: 'A B' }] })).rejects.toThrow('tenants[0].name')
      await entra.signIn(authorizeUrl(), 'kim')
    })

    test('one browser stays signed in, another does not', async () => {
      const entra = await createLocalEntra({ seed: adatum })
      const browser = entra.browser()
      await browser.signIn(authorizeUrl(), 'kim')
      const silent = new Request(authorizeUrl({ prompt: 'none' }))
      expect((await browser.fetch(silent)).headers.get('Location')).toContain('code=')
      expect((await entra.browser().fetch(silent)).headers.get('Location')).toContain('error=login_required')
    })
  })
}
