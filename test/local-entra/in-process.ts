// What the local Entra does in process; the same in Node and in workerd.
import { decodeJwt } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import type { LocalEntra, LocalEntraOptions } from '../../emulator/local-entra/interface.ts'
import { createLocalEntra } from '../../emulator/local-entra/local-entra.ts'
import type { TokenRequest } from '../../emulator/local-entra/token-request.ts'
import type { FaultOptions } from '../../emulator/state/fault-names.ts'
import { ADATUM, adatum, authorizeUrl, first, orders, redeem } from '../support/adatum.ts'

export function inProcessTests(): void {
  let entra: LocalEntra
  beforeEach(async () => {
    entra = await createLocalEntra({ seed: adatum })
  })

  describe('a tenant of one’s own', () => {
    test('signs its people in, with the roles that their group has', async () => {
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

    test('knows no user of Contoso unless the samples stay', async () => {
      await expect(entra.signIn(authorizeUrl(), 'adele')).rejects.toThrow('nobody is called adele')
      const contoso =
        'https://login.microsoftonline.com/contoso.example/v2.0/.well-known/openid-configuration'
      expect((await entra.fetch(contoso)).status).toBe(400)
      const both = await createLocalEntra({ seed: { ...adatum, samples: true } })
      expect((await both.fetch(contoso)).status).toBe(200)
    })

    test('and that of another local Entra, with the same id, do not mix', async () => {
      const named = (displayName: string) => {
        const others = adatum.tenants.filter((tenant) => tenant !== first)
        return createLocalEntra({ seed: { tenants: [{ ...first, displayName }, ...others] } })
      }
      const [one, other] = [await named('One'), await named('Other')]
      const pageOf = async (entra: LocalEntra) => (await entra.fetch(authorizeUrl())).text()
      expect(await pageOf(one)).toContain('One')
      expect(await pageOf(other)).toContain('Other')
    })

    test('has its secrets, one of which has expired', async () => {
      const back = await entra.signIn(authorizeUrl(), 'lee')
      expect(await redeem(entra, back, 'old-orders-secret')).toMatchObject({ error_codes: [7000222] })
      expect(await redeem(entra, back)).toHaveProperty('id_token')
    })

    test('signs customers in at its custom URL domain', async () => {
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
    const pagesSeen = () => entra.requests.map(({ url }) => new URL(url).pathname)

    test('ask for another factor, and let no user consent; those of another tenant do neither', async () => {
      await entra.signIn(authorizeUrl(), 'kim')
      expect(pagesSeen().some((path) => path.endsWith('/mfa'))).toBe(false)
      const { aud, iss } = decodeJwt(await entra.mint({ app: 'Payroll', person: 'sam', kind: 'id' }))
      const change = { client_id: String(aud), redirect_uri: 'https://payroll.example/back', scope: 'openid' }
      const back = await entra.signIn(authorizeUrl(change, String(iss).replace('/v2.0', '')), 'sam')
      expect(new URL(back.url).searchParams.get('error')).toBe('access_denied')
      expect(pagesSeen().some((path) => path.endsWith('/mfa'))).toBe(true)
    })

    test('rejects a field that there is not by name, as over HTTP', async () => {
      const options = { sed: adatum } as LocalEntraOptions
      await expect(createLocalEntra(options)).rejects.toThrow('sed: there is no such field')
      await expect(createLocalEntra({ now: () => Number.NaN })).rejects.toThrow('now: ')
      const token = { app: orders.clientId, person: 'kim', scopes: 'x' } as TokenRequest
      await expect(entra.mint(token)).rejects.toThrow('scopes: there is no such field')
      await expect(entra.mint({} as TokenRequest)).rejects.toThrow('app: is missing')
      const often = { often: 2 } as FaultOptions
      expect(() => entra.faults.set('secret_expired', often)).toThrow('often: there is no such field')
      expect(entra.faults.active()).toEqual([])
    })

    test('mint gives an app the roles that it is granted, and a user of another tenant no token', async () => {
      const graph = { app: orders.clientId, scope: 'https://graph.microsoft.com/.default' }
      expect(decodeJwt(await entra.mint(graph)).roles).toEqual(['User.Read.All'])
      expect(decodeJwt(await entra.mint({ ...graph, roles: ['Mail.Read'] })).roles).toEqual(['Mail.Read'])
      await expect(entra.mint({ app: orders.clientId, person: 'ana', kind: 'id' })).rejects.toThrow(
        'person: Orders signs in people of A. Datum only, and ana@fineart.example is in woodgrove',
      )
    })

    test('let no app have a secret, or none that lives longer', async () => {
      const roles = ['Global Administrator' as const]
      const tenants = adatum.tenants.map((tenant) =>
        tenant.name === 'litware'
          ? { ...tenant, people: [{ username: 'sam@litware.onmicrosoft.com', roles }] }
          : tenant === first
            ? { ...tenant, policies: { maxSecretDays: 30 } }
            : tenant,
      )
      const strict = await createLocalEntra({ seed: { tenants } })
      const addSecret = async (person: string, days: number) => {
        const scope = 'Application.ReadWrite.All'
        const token = await strict.mint({ app: 'Microsoft Graph Command Line Tools', person, scope })
        const call = async (path: string, body: object) => {
          const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
          const init = { method: 'POST', headers, body: JSON.stringify(body) }
          const response = await strict.fetch(`https://graph.microsoft.com/v1.0${path}`, init)
          return (await response.json()) as { id: string; secretText?: string; error?: { code: string } }
        }
        const { id } = await call('/applications', { displayName: 'New' })
        const endDateTime = new Date(strict.clock.now() + days * 86_400_000).toISOString()
        const passwordCredential = { endDateTime }
        const { secretText, error } = await call(`/applications/${id}/addPassword`, { passwordCredential })
        return error?.code ?? typeof secretText
      }
      expect(await addSecret('sam', 1)).toBe('CredentialTypeNotAllowedAsPerAppPolicy')
      expect(await addSecret('omar', 29)).toBe('string')
      expect(await addSecret('omar', 31)).toBe('CredentialInvalidLifetimeAsPerAppPolicy')
    })
  })

  describe('admin consent', () => {
    const adminConsent = (at: string, version: string) =>
      `${at}${version}/adminconsent?${new URLSearchParams({
        client_id: orders.clientId,
        scope: 'https://graph.microsoft.com/.default',
        redirect_uri: 'http://localhost/signed-in',
        state: 's',
      })}`
    test.each([
      ['an administrator', 'omar', '/v2.0', { admin_consent: 'True', tenant: first.id }],
      ['an administrator, version 1', 'omar', '', { admin_consent: 'True', tenant: first.id }],
      ['somebody without a role', 'kim', '/v2.0', { error: 'access_denied', error_subcode: 'cancel' }],
      ['somebody without a role, version 1', 'kim', '', { error_subcode: 'cancel' }],
      ['somebody of another tenant', 'sam', '/v2.0', { error_subcode: 'cancel' }],
    ])('admin consent is given by %s or not', async (_, who, version, answer) => {
      const { url } = await entra.signIn(adminConsent(ADATUM, version), who)
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
  })

  describe('hosts', () => {
    test.each([
      ['https://api.stripe.com/v1/charges', 'api.stripe.com is no host of the local Entra'],
      [
        'https://login.microsoftonline.com.evil.example/',
        'login.microsoftonline.com.evil.example is no host',
      ],
      ['https://management.azure.com/x', 'management.azure.com (Azure Service Management) is not in'],
      ['https://contoso.sharepoint.com/x', 'contoso.sharepoint.com (Office 365 SharePoint Online) is not'],
      ['https://api.loganalytics.io/v1', 'api.loganalytics.io (Azure Monitor) is not in this emulator'],
    ])('%s is a network error that names it', async (url, message) => {
      const failed = entra.fetch(url)
      await expect(failed).rejects.toBeInstanceOf(TypeError)
      await expect(failed).rejects.toThrow(`fetch failed: ${message}`)
      expect(entra.requests).toEqual([])
    })

    test.each([
      'https://login.microsoftonline.com/common',
      'https://login.microsoftonline.us/common',
      'https://woodgrove.ciamlogin.com/woodgrove.onmicrosoft.com',
      'https://login.woodgrove.example/woodgrove.onmicrosoft.com',
      'http://localhost:3001/common',
      'http://127.0.0.1/common',
      'https://entra.test/common',
    ])('%s is answered', async (at) => {
      const entra = await createLocalEntra({ seed: adatum, publicUrl: 'https://entra.test' })
      expect((await entra.fetch(`${at}/v2.0/.well-known/openid-configuration`)).status).toBe(200)
    })

    test('others are answered by whoever was named for that', async () => {
      const fetch = async (request: Request) => new Response(`${request.method} ${request.url}`)
      const entra = await createLocalEntra({ seed: adatum, fetch })
      const response = await entra.fetch('https://api.stripe.com/v1/charges', { method: 'POST' })
      expect(await response.text()).toBe('POST https://api.stripe.com/v1/charges')
      expect((await entra.fetch('https://graph.microsoft.com/v1.0/me')).status).toBe(401)
    })
  })
}
