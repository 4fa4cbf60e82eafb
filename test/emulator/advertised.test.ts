// What the metadata advertises: each of it works, or is rejected by name.
import { createHash } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader, SignJWT } from 'jose'
import { beforeEach, expect, test } from 'vitest'
import { entryway, secret } from '../../emulator/seed.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import {
  authority,
  authorizeUrl,
  callGraph,
  codeFor,
  redeem,
  registrationOf,
  tokensFor,
} from '../support/entra-client.ts'
import { createCredential } from './credential.ts'
import { startDevice } from './device.ts'

const adele = 'adele@contoso.example'

let emulator: Emulator
let metadata: Record<string, unknown>
beforeEach(async () => {
  emulator = await startEmulator()
  const implicitGrantSettings = { enableIdTokenIssuance: true, enableAccessTokenIssuance: true }
  registrationOf(emulator, entryway).others = { web: { implicitGrantSettings } }
  metadata = await (await get(`${authority}/v2.0/.well-known/openid-configuration`)).json()
})

const get = (url: unknown) => emulator.fetch(new Request(String(url)))

const listed = (name: string) => metadata[name] as string[]

const signIn = (change: Record<string, string | null>) =>
  new EntraBrowser(emulator).signIn(authorizeUrl(change), adele)

/** Each member of the document has a test here. */
const shown: Record<string, () => Promise<void>> = {
  async response_modes_supported() {
    for (const response_mode of listed('response_modes_supported')) {
      const back = await signIn({ response_mode })
      const fields =
        response_mode === 'fragment' ? new URLSearchParams(back.hash.slice(1)) : back.searchParams
      expect([response_mode, fields.has('code')]).toEqual([response_mode, true])
    }
  },
  async response_types_supported() {
    for (const response_type of listed('response_types_supported')) {
      const back = await signIn({ response_type, response_mode: 'fragment' })
      const fields = new URLSearchParams(back.hash.slice(1))
      const brought = { code: 'code', id_token: 'id_token', token: 'access_token' }
      for (const [word, field] of Object.entries(brought)) {
        expect([response_type, field, fields.has(field)]).toEqual([
          response_type,
          field,
          response_type.split(' ').includes(word),
        ])
      }
    }
  },
  async scopes_supported() {
    const scope = listed('scopes_supported').join(' ')
    const tokens = await tokensFor(emulator, { scope })
    const claims = decodeJwt(String(tokens.id_token))
    expect([claims.name, claims.email]).toEqual(['Adele Vance', adele])
    expect(tokens.refresh_token).toBeTruthy()
  },
  async subject_types_supported() {
    expect(listed('subject_types_supported')).toEqual(['pairwise'])
  },
  async id_token_signing_alg_values_supported() {
    const { alg } = decodeProtectedHeader(String((await tokensFor(emulator)).id_token))
    expect(listed('id_token_signing_alg_values_supported')).toEqual([alg])
  },
  async token_endpoint_auth_methods_supported() {
    const methods: Record<string, () => Promise<number>> = {
      client_secret_post: async () => (await redeem(emulator, await codeFor(emulator))).status,
      client_secret_basic: async () => {
        const Authorization = `Basic ${btoa(`${entryway.clientId}:${secret}`)}`
        const change = { client_secret: null, client_id: null }
        return (await redeem(emulator, await codeFor(emulator), change, { Authorization })).status
      },
      private_key_jwt: async () => {
        const { pem, keys, thumbprints } = await createCredential()
        await emulator.registerCertificate(entryway.clientId, pem)
        const client_assertion = await new SignJWT({ jti: crypto.randomUUID() })
          .setProtectedHeader({ alg: 'PS256', 'x5t#S256': thumbprints['x5t#S256'] })
          .setAudience(String(metadata.token_endpoint))
          .setIssuer(entryway.clientId)
          .setSubject(entryway.clientId)
          .setExpirationTime('5m')
          .sign(keys.PS256)
        const client_assertion_type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
        const change = { client_secret: null, client_assertion_type, client_assertion }
        return (await redeem(emulator, await codeFor(emulator), change)).status
      },
      self_signed_tls_client_auth: async () => {
        const { token_endpoint } = metadata.mtls_endpoint_aliases as { token_endpoint: string }
        return (await get(token_endpoint)).status === 501 ? 200 : 0
      },
    }
    const advertised = listed('token_endpoint_auth_methods_supported')
    expect(advertised.toSorted()).toEqual(Object.keys(methods).toSorted())
    for (const name of advertised) expect([name, await methods[name]?.()]).toEqual([name, 200])
  },
  async request_uri_parameter_supported() {
    expect(metadata.request_uri_parameter_supported).toBe(false)
  },
  async claims_supported() {
    const { id_token } = await tokensFor(emulator, { scope: 'openid profile email', max_age: '600' })
    const back = await signIn({ response_type: 'id_token token' })
    const direct = decodeJwt(new URLSearchParams(back.hash.slice(1)).get('id_token') ?? '')
    const hybrid = await signIn({ response_type: 'code id_token', response_mode: 'fragment' })
    const withCode = decodeJwt(new URLSearchParams(hybrid.hash.slice(1)).get('id_token') ?? '')
    const seen = { ...decodeJwt(String(id_token)), ...direct, ...withCode }
    // The clouds' names are members of this document, and no token of version 2.0 has been seen with acr.
    const clouds = [
      'cloud_instance_name',
      'cloud_instance_host_name',
      'cloud_graph_host_name',
      'msgraph_host',
    ]
    const elsewhere = [...clouds, 'acr']
    expect(listed('claims_supported').filter((name) => !(name in seen))).toEqual(elsewhere)
  },
  async issuer() {
    expect(decodeJwt(String((await tokensFor(emulator)).id_token)).iss).toBe(metadata.issuer)
  },
  async authorization_endpoint() {
    expect(authorizeUrl().startsWith(String(metadata.authorization_endpoint))).toBe(true)
  },
  async token_endpoint() {
    expect((await get(metadata.token_endpoint)).status).toBe(400)
  },
  async jwks_uri() {
    const { keys } = await (await get(metadata.jwks_uri)).json()
    expect(keys.length).toBeGreaterThan(1)
  },
  async userinfo_endpoint() {
    const { access_token } = await tokensFor(emulator)
    const { pathname, host } = new URL(String(metadata.userinfo_endpoint))
    expect(host).toBe('graph.microsoft.com')
    expect((await callGraph(emulator, pathname, access_token)).status).toBe(200)
  },
  async device_authorization_endpoint() {
    expect((await startDevice(emulator).askCode()).status).toBe(200)
  },
  async end_session_endpoint() {
    expect((await get(metadata.end_session_endpoint)).status).toBe(200)
  },
  async frontchannel_logout_supported() {
    const browser = new EntraBrowser(emulator)
    await browser.signIn(authorizeUrl(), adele)
    expect((await browser.logout(String(metadata.end_session_endpoint))).frontChannel).toHaveLength(1)
  },
  async http_logout_supported() {
    expect(metadata.http_logout_supported).toBe(metadata.frontchannel_logout_supported)
  },
  async kerberos_endpoint() {
    expect((await get(metadata.kerberos_endpoint)).status).toBe(501)
  },
  async tls_client_certificate_bound_access_tokens() {
    await shown.token_endpoint_auth_methods_supported?.()
  },
  async mtls_endpoint_aliases() {
    await shown.token_endpoint_auth_methods_supported?.()
  },
}

/** They say where the tenant is, and ask for nothing. */
const statements = [
  'tenant_region_scope',
  'cloud_instance_name',
  'cloud_graph_host_name',
  'msgraph_host',
  'rbac_url',
]

test.each(Object.entries(shown))('%s', (_, holds) => holds())

test('every member of the document is shown', () => {
  expect([...Object.keys(shown), ...statements].toSorted()).toEqual(Object.keys(metadata).toSorted())
})

/** Also in the documents of version 1.0, which is rejected by name. */
const ofVersion1 = ['check_session_iframe', 'microsoft_multi_refresh_token']

test.each([
  'https://login.microsoftonline.com/common/v2.0',
  'https://login.microsoftonline.com/organizations/v2.0',
  'https://login.microsoftonline.com/consumers/v2.0',
  'https://login.microsoftonline.com/contoso.example',
  'https://login.microsoftonline.com/common',
  'https://login.microsoftonline.us/northwind.example/v2.0',
  'https://login.partner.microsoftonline.cn/common/v2.0',
  'https://fourthcoffee.ciamlogin.com/fourthcoffee.onmicrosoft.com/v2.0',
  'https://login.fourthcoffee.example/fourthcoffee.onmicrosoft.com/v2.0',
  'http://localhost:8788/contoso.example/v2.0',
])('%s lists nothing else, and each of its URLs answers or says that it is not here', async (at) => {
  const document: Record<string, unknown> = await (await get(`${at}/.well-known/openid-configuration`)).json()
  const known = [...Object.keys(shown), ...statements, ...(at.endsWith('/v2.0') ? [] : ofVersion1)]
  expect(Object.keys(document).filter((name) => !known.includes(name))).toEqual([])
  const mutualTls = Object.entries((document.mtls_endpoint_aliases ?? {}) as Record<string, string>)
  const urls = [...Object.entries(document), ...mutualTls].filter(([name]) =>
    /_(endpoint|uri|iframe)$/.test(name),
  )
  expect(urls.length).toBeGreaterThan(6)
  for (const [name, url] of urls) {
    const response = await get(url)
    const rejected = response.status === 501 && (await response.text()).includes('not in this emulator')
    expect([name, rejected || [200, 400, 401].includes(response.status)]).toEqual([name, true])
  }
})

test('an ID token from /authorize vouches for the code and the token beside it', async () => {
  const half = (text: string) =>
    createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url')
  const hybrid = new URLSearchParams(
    (await signIn({ response_type: 'code id_token', response_mode: 'fragment' })).hash.slice(1),
  )
  const { c_hash, nonce } = decodeJwt(hybrid.get('id_token') ?? '')
  expect([c_hash, nonce]).toEqual([half(hybrid.get('code') ?? ''), 'a-nonce'])
  expect((await redeem(emulator, hybrid.get('code') ?? '')).status).toBe(200)
  const implicit = new URLSearchParams((await signIn({ response_type: 'id_token token' })).hash.slice(1))
  const { at_hash } = decodeJwt(implicit.get('id_token') ?? '')
  expect(at_hash).toBe(half(implicit.get('access_token') ?? ''))
  expect((await callGraph(emulator, '/v1.0/me', implicit.get('access_token'))).status).toBe(200)
  expect([implicit.get('token_type'), implicit.has('refresh_token')]).toEqual(['Bearer', false])
})
