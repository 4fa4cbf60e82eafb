// Every form of authority: its documents and keys, who signs in there, and which hosts it belongs to.
import { X509Certificate } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  type AppRegistration,
  adele,
  casey,
  contoso,
  entryway,
  entrywayCustomers,
  entrywayFabrikam,
  entrywayEverywhere as everywhere,
  fabrikam,
  fourthCoffee,
  megan,
  type Person,
  personalAccounts,
  robin,
  usernameOf,
} from '../../emulator/seed.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { authorizeUrl, errorIn, tokensAt } from '../support/entra-client.ts'

const PUBLIC = 'https://login.microsoftonline.com'
const US = 'https://login.microsoftonline.us'
const CHINA = 'https://login.partner.microsoftonline.cn'
const LOCAL = 'http://localhost:8788'
const PERSONAL = `${PUBLIC}/${personalAccounts.id}`
const CUSTOMERS = `https://${fourthCoffee.id}.ciamlogin.com/${fourthCoffee.id}`

let emulator: Emulator
beforeAll(async () => {
  emulator = await startEmulator()
})

type Json = Record<string, unknown>
const get = async (url: string, accessToken?: unknown) => {
  const headers = new Headers(accessToken ? { Authorization: `Bearer ${accessToken}` } : {})
  return (await (await emulator.fetch(new Request(url, { headers }))).json()) as Json
}
const metadataOf = (at: string) => get(`${at}/v2.0/.well-known/openid-configuration`)

/** `issuer` without /v2.0. */
type Row = [at: string, app: AppRegistration, person: Person, issuer: string]

const hosts: [graph: string, rows: Row[]][] = [
  [
    'graph.microsoft.com',
    [
      [`${PUBLIC}/${contoso.id}`, entryway, adele, `${PUBLIC}/${contoso.id}`],
      [`${PUBLIC}/contoso.example`, entryway, adele, `${PUBLIC}/${contoso.id}`],
      [`${PUBLIC}/contoso.onmicrosoft.com`, everywhere, adele, `${PUBLIC}/${contoso.id}`],
      [`${PUBLIC}/${fabrikam.id}`, entrywayFabrikam, megan, `${PUBLIC}/${fabrikam.id}`],
      [`${PUBLIC}/common`, everywhere, adele, `${PUBLIC}/{tenantid}`],
      [`${PUBLIC}/Common`, everywhere, casey, `${PUBLIC}/{tenantid}`],
      [`${PUBLIC}/organizations`, everywhere, megan, `${PUBLIC}/{tenantid}`],
      [`${PUBLIC}/consumers`, everywhere, casey, PERSONAL],
      [PERSONAL, everywhere, casey, PERSONAL],
      ['https://login.windows.net/organizations', everywhere, adele, `${PUBLIC}/{tenantid}`],
      [
        'https://fourthcoffee.ciamlogin.com/fourthcoffee.onmicrosoft.com',
        entrywayCustomers,
        robin,
        CUSTOMERS,
      ],
      [CUSTOMERS, entrywayCustomers, robin, CUSTOMERS],
      [`https://login.fourthcoffee.example/${fourthCoffee.id}`, entrywayCustomers, robin, CUSTOMERS],
    ],
  ],
  [
    'graph.microsoft.us',
    [
      [`${US}/contoso.example`, entryway, adele, `${US}/${contoso.id}`],
      [`${US}/organizations`, everywhere, adele, `${US}/{tenantid}`],
    ],
  ],
  [
    'microsoftgraph.chinacloudapi.cn',
    [
      [`${CHINA}/common`, everywhere, adele, `${CHINA}/{tenantid}`],
      [`https://login.chinacloudapi.cn/${contoso.id}`, entryway, adele, `${CHINA}/${contoso.id}`],
    ],
  ],
  [
    'localhost:8788',
    [
      [`${LOCAL}/common`, everywhere, megan, `${LOCAL}/{tenantid}`],
      [`${LOCAL}/consumers`, everywhere, casey, `${LOCAL}/${personalAccounts.id}`],
      [`${LOCAL}/fourthcoffee.onmicrosoft.com`, entrywayCustomers, robin, `${LOCAL}/${fourthCoffee.id}`],
    ],
  ],
]

describe.each(hosts)('with Graph at %s:', (graph, rows) => {
  test.each(rows)('%s', async (at, app, person, base) => {
    const issuer = `${base}/v2.0`
    const document = await metadataOf(at)
    expect(document).toMatchObject({ issuer, msgraph_host: graph })
    const { origin, protocol } = new URL(at)
    for (const name of ['authorization_endpoint', 'token_endpoint', 'end_session_endpoint', 'jwks_uri']) {
      expect(new URL(String(document[name])).origin).toBe(origin)
    }
    const username = usernameOf(person)
    const tokens = await tokensAt(emulator, { at, app, username })
    const claims = decodeJwt(String(tokens.id_token))
    expect(claims).toMatchObject({
      aud: app.clientId,
      iss: issuer.replace('{tenantid}', person.tenantId),
      tid: person.tenantId,
      oid: person.profile.id,
      name: person.profile.displayName,
      preferred_username: username,
    })
    const { keys } = (await get(String(document.jwks_uri))) as { keys: Record<string, string>[] }
    const key = keys.find(({ kid }) => kid === decodeProtectedHeader(String(tokens.id_token)).kid)
    expect(key?.issuer?.replace('{tenantid}', person.tenantId)).toBe(claims.iss)
    const me = await get(`${protocol}//${graph}/v1.0/me`, tokens.access_token)
    expect(me).toMatchObject({ displayName: person.profile.displayName })
  })
})

describe('the metadata', () => {
  test.each([
    ['common', 'common'],
    ['organizations', 'organizations'],
    [contoso.id.toUpperCase(), contoso.id],
    ['Contoso.Example', contoso.id],
  ])('of %s has URLs with %s', async (name, path) => {
    const base = `${PUBLIC}/${path}`
    const document = await metadataOf(`${PUBLIC}/${name}`)
    expect(document).toMatchObject({
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      token_endpoint: `${base}/oauth2/v2.0/token`,
      end_session_endpoint: `${base}/oauth2/v2.0/logout`,
      jwks_uri: `${base}/discovery/v2.0/keys`,
    })
    // Entra supports PKCE and does not announce it.
    expect(document).not.toHaveProperty('code_challenge_methods_supported')
  })

  test('on localhost has URLs on localhost only', async () => {
    const document = await metadataOf(`${LOCAL}/contoso.example`)
    expect(document.userinfo_endpoint).toBe(`${LOCAL}/oidc/userinfo`)
  })
})

describe('the keys', () => {
  const keysAt = async (name: string) => {
    const { keys } = await get(`${PUBLIC}/${name}/discovery/v2.0/keys`)
    return keys as (Record<string, string> & { x5c: [string] })[]
  }
  const template = `${PUBLIC}/{tenantid}/v2.0`

  test.each([
    ['common', [...Array(4).fill(template), `${PERSONAL}/v2.0`, `${PERSONAL}/v2.0`]],
    ['organizations', Array(4).fill(template)],
    ['consumers', [`${PERSONAL}/v2.0`, `${PERSONAL}/v2.0`]],
    [contoso.id, Array(4).fill(`${PUBLIC}/${contoso.id}/v2.0`)],
  ])('at %s each name the issuer they may sign for', async (name, issuers) => {
    expect((await keysAt(name)).map(({ issuer }) => issuer)).toEqual(issuers)
  })

  test('each have their own certificate, and no private part', async () => {
    for (const key of await keysAt(contoso.id)) {
      expect(key).toMatchObject({ kty: 'RSA', use: 'sig', e: 'AQAB', kid: key.x5t })
      expect(key).not.toHaveProperty('d')
      const certificate = new X509Certificate(Buffer.from(key.x5c[0], 'base64'))
      expect(certificate.subject).toBe('CN=Local Entra emulator')
      expect(certificate.verify(certificate.publicKey)).toBe(true)
      expect(certificate.publicKey.export({ format: 'jwk' }).n).toBe(key.n)
      const fingerprint = Buffer.from(certificate.fingerprint.replaceAll(':', ''), 'hex')
      expect(fingerprint.toString('base64url')).toBe(key.x5t)
    }
  })
})

describe('another tenant’s host', () => {
  test.each([
    [`https://fourthcoffee.ciamlogin.com/${fabrikam.id}`, 'invalid_request', 500210],
    [`https://login.fourthcoffee.example/${contoso.id}`, 'invalid_request', 500210],
    ['https://fourthcoffee.ciamlogin.com/common', 'invalid_tenant', 90002],
    ['https://fourthcoffee.ciamlogin.com/nobody.onmicrosoft.com', 'invalid_tenant', 90002],
  ])('%s is rejected: %s, AADSTS%i', async (at, error, number) => {
    expect(await metadataOf(at)).toMatchObject({ error, error_codes: [number] })
  })

  test('does not sign customers in, even if it is Microsoft’s own', async () => {
    const url = authorizeUrl({ client_id: entrywayCustomers.clientId }, `${PUBLIC}/${fourthCoffee.id}`)
    expect(errorIn(await emulator.fetch(new Request(url)))).toMatchObject({
      error: 'access_denied',
      error_description: expect.stringContaining('AADSTS500208'),
    })
  })
})
