// What clients ask before they sign anybody in: instances, user realms, and documents for what is not here.
import { beforeAll, describe, expect, test } from 'vitest'
import { northwind } from '../../emulator/seed.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'

const PUBLIC = 'https://login.microsoftonline.com'

let emulator: Emulator
beforeAll(async () => {
  emulator = await startEmulator()
})

async function get(url: string) {
  const response = await emulator.fetch(new Request(url))
  return { status: response.status, headers: response.headers, json: await response.json() }
}

describe('instance discovery', () => {
  const ask = (endpoint: string, at = PUBLIC) =>
    get(
      `${at}/common/discovery/instance?${new URLSearchParams({ 'api-version': '1.1', authorization_endpoint: endpoint })}`,
    )

  test('names the aliases of the clouds', async () => {
    const { status, json } = await ask(`${PUBLIC}/contoso.example/oauth2/v2.0/authorize`)
    expect(status).toBe(200)
    expect(json).toMatchObject({
      tenant_discovery_endpoint: `${PUBLIC}/contoso.example/v2.0/.well-known/openid-configuration`,
      'api-version': '1.1',
    })
    expect(json.metadata[0]).toEqual({
      preferred_network: 'login.microsoftonline.com',
      preferred_cache: 'login.windows.net',
      aliases: ['login.microsoftonline.com', 'login.windows.net', 'login.microsoft.com', 'sts.windows.net'],
    })
  })

  test('names no clouds in version 1.0, which MSAL Python asks for', async () => {
    const query = new URLSearchParams({
      'api-version': '1.0',
      authorization_endpoint: `${PUBLIC}/common/oauth2/v2.0/authorize`,
    })
    const { json } = await get(`${PUBLIC}/common/discovery/instance?${query}`)
    expect(json).toEqual({
      tenant_discovery_endpoint: `${PUBLIC}/common/v2.0/.well-known/openid-configuration`,
    })
  })

  test.each(['', 'api-version=2.0&'])('rejects another version by name: %j', async (version) => {
    const query = `${version}authorization_endpoint=${encodeURIComponent(`${PUBLIC}/common/oauth2/v2.0/authorize`)}`
    const { status, json } = await get(`${PUBLIC}/common/discovery/instance?${query}`)
    expect([status, json.error]).toEqual([501, 'not_in_this_emulator'])
    expect(json.error_description).toContain('api-version=1.0 and 1.1')
  })

  test('knows the host that it is asked at', async () => {
    const at = 'https://localhost:8443'
    const { json } = await ask(`${at}/common/oauth2/v2.0/authorize`, at)
    expect(json.metadata[0]).toEqual({
      preferred_network: 'localhost:8443',
      preferred_cache: 'localhost:8443',
      aliases: ['localhost:8443'],
    })
  })

  test.each(['https://login.evil.example/common/oauth2/v2.0/authorize', 'https://localhost:9/common'])(
    'rejects %s',
    async (endpoint) => {
      const { status, json } = await ask(endpoint)
      expect([status, json.error, json.error_codes]).toEqual([400, 'invalid_instance', [50049]])
    },
  )
})

test.each([
  ['adele@contoso.example', 'Managed', 'contoso.example'],
  ['nobody@contoso.example', 'Managed', 'contoso.example'],
  ['casey@outlook.example', 'Unknown', undefined],
  ['nobody@nowhere.example', 'Unknown', undefined],
])('the realm of %s is %s', async (user, account_type, domain_name) => {
  const { json } = await get(`${PUBLIC}/common/userrealm/${user}?api-version=1.0`)
  expect([json.account_type, json.domain_name]).toEqual([account_type, domain_name])
  expect(json).toMatchObject({ ver: '1.0', cloud_instance_name: 'microsoftonline.com' })
})

describe('a tenant of another cloud', () => {
  test('is answered at the public host with the URLs of its own', async () => {
    const { json } = await get(`${PUBLIC}/northwind.example/v2.0/.well-known/openid-configuration`)
    expect(json).toMatchObject({
      issuer: `https://login.microsoftonline.us/${northwind.id}/v2.0`,
      token_endpoint: `https://login.microsoftonline.us/${northwind.id}/oauth2/v2.0/token`,
      cloud_instance_name: 'microsoftonline.us',
      msgraph_host: 'graph.microsoft.us',
    })
  })

  test('is rejected there for everything else', async () => {
    const { json } = await get(`${PUBLIC}/northwind.example/discovery/v2.0/keys`)
    expect(json.error_codes).toEqual([90038])
  })
})

test.each([
  `${PUBLIC}/common/kerberos`,
  `${PUBLIC}/common/oauth2/authorize`,
  `${PUBLIC}/common/oauth2/token`,
  `${PUBLIC}/common/openid/userinfo`,
  `${PUBLIC}/common/saml2`,
  `${PUBLIC}/common/federationmetadata/2007-06/federationmetadata.xml`,
  `${PUBLIC}/common/winauth/trust/2005/usernamemixed`,
  `${PUBLIC}/common/GetCredentialType`,
  `${PUBLIC}/common/oauth2/nativeclient`,
  `${PUBLIC}/getuserrealm.srf`,
  `${PUBLIC}/kmsi`,
  `${PUBLIC}/te/contoso.example/b2c_1_signin/oauth2/v2.0/authorize`,
  `${PUBLIC}/contoso.example/v2.0/.well-known/openid-configuration?p=b2c_1_signin`,
  'https://mtlsauth.microsoft.com/contoso.example/oauth2/v2.0/token',
  'http://localhost:8788/mtlsauth/contoso.example/oauth2/v2.0/token',
  `${PUBLIC}/common/userrealm/adele@contoso.example?api-version=2.1`,
])('%s is rejected by name', async (url) => {
  const { status, json } = await get(url)
  expect([status, json.error]).toEqual([501, 'not_in_this_emulator'])
})
