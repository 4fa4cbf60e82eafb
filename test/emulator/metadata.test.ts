// The metadata document and the key set.
import { X509Certificate } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { contoso } from '../../emulator/seed.ts'

let emulator: Emulator
beforeAll(async () => {
  emulator = await createEmulator()
})

const get = (url: string) => emulator.fetch(new Request(url))
const metadata = async (authority: string) =>
  (await (await get(`${authority}/v2.0/.well-known/openid-configuration`)).json()) as Record<string, unknown>

test.each([contoso.id, contoso.id.toUpperCase(), 'contoso.example', 'Contoso.Example'])(
  'asked for %s, the URLs have the GUID',
  async (name) => {
    const document = await metadata(`https://login.microsoftonline.com/${name}`)
    const base = `https://login.microsoftonline.com/${contoso.id}`
    expect(document).toMatchObject({
      issuer: `${base}/v2.0`,
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      token_endpoint: `${base}/oauth2/v2.0/token`,
      end_session_endpoint: `${base}/oauth2/v2.0/logout`,
      jwks_uri: `${base}/discovery/v2.0/keys`,
      msgraph_host: 'graph.microsoft.com',
      frontchannel_logout_supported: true,
    })
    // Entra does PKCE and does not say so.
    expect(document).not.toHaveProperty('code_challenge_methods_supported')
  },
)

test('on localhost everything is on localhost', async () => {
  const document = await metadata('http://localhost:8788/contoso.example')
  expect(document).toMatchObject({
    issuer: `http://localhost:8788/${contoso.id}/v2.0`,
    msgraph_host: 'localhost:8788',
    userinfo_endpoint: 'http://localhost:8788/oidc/userinfo',
  })
})

test('on an External ID host the issuer has the tenant’s GUID for host', async () => {
  const document = await metadata('https://contoso.ciamlogin.com/contoso.example')
  expect(document.issuer).toBe(`https://${contoso.id}.ciamlogin.com/${contoso.id}/v2.0`)
  expect(document.token_endpoint).toBe(`https://contoso.ciamlogin.com/${contoso.id}/oauth2/v2.0/token`)
})

test('may be kept for a day, and read by pages', async () => {
  const response = await get(
    `https://login.microsoftonline.com/${contoso.id}/v2.0/.well-known/openid-configuration`,
  )
  expect(response.headers.get('Cache-Control')).toBe('max-age=86400, private')
  expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*')
})

test('of an unknown tenant is refused in Entra’s JSON', async () => {
  const response = await get(
    'https://login.microsoftonline.com/nobody.example/v2.0/.well-known/openid-configuration',
  )
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ error: 'invalid_tenant', error_codes: [90002] })
})

describe('the key set', () => {
  test('has two keys of this cloud and two of another, each with its certificate and issuer', async () => {
    const response = await get(`https://login.microsoftonline.com/${contoso.id}/discovery/v2.0/keys`)
    const { keys } = (await response.json()) as { keys: Record<string, string>[] }
    expect(keys.map((key) => key.cloud_instance_name)).toEqual([
      ...['microsoftonline.com', 'microsoftonline.com', 'microsoftonline.us', 'microsoftonline.us'],
    ])
    for (const key of keys) {
      expect(key).toMatchObject({
        kty: 'RSA',
        use: 'sig',
        e: 'AQAB',
        issuer: `https://login.microsoftonline.com/${contoso.id}/v2.0`,
      })
      expect(key.kid).toBe(key.x5t)
      expect(key).not.toHaveProperty('d')
      const certificate = new X509Certificate(Buffer.from(key.x5c?.[0] ?? '', 'base64'))
      expect(certificate.subject).toBe('CN=Local Entra emulator')
      expect(certificate.verify(certificate.publicKey)).toBe(true)
      expect(certificate.publicKey.export({ format: 'jwk' }).n).toBe(key.n)
      expect(Buffer.from(certificate.fingerprint.replaceAll(':', ''), 'hex').toString('base64url')).toBe(
        key.x5t,
      )
    }
  })

  test('differs in each emulator', async () => {
    const other = await createEmulator()
    const kids = (each: Emulator) => each.state.keys.published.map(({ kid }) => kid)
    expect(kids(other)).not.toEqual(kids(emulator))
  })
})
