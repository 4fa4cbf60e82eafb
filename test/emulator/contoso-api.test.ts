// The Contoso Web API.
import { beforeAll, describe, expect, test } from 'vitest'
import { contosoApi } from '../../emulator/directory/resource.ts'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { noContexts } from '../../emulator/protocol/authentication-context.ts'
import { adele, entryway, entrywayFabrikam, fabrikam } from '../../emulator/seed.ts'
import { signAccessToken } from '../../emulator/token/access-token.ts'
import { authority, authorizeUrl, tokensFor } from '../support/entra-client.ts'

const apiScope = 'api://contoso-api/access_as_user'

let emulator: Emulator
let graphToken: unknown
let apiToken: unknown
beforeAll(async () => {
  emulator = await createEmulator()
  graphToken = (await tokensFor(emulator)).access_token
  apiToken = (await tokensFor(emulator, { scope: `openid ${apiScope}` })).access_token
})

describe('the Contoso Web API', () => {
  const hello = (token: unknown, origin = 'https://api.contoso.example') =>
    emulator.fetch(
      new Request(`${origin}/contoso-api/hello`, { headers: { Authorization: `Bearer ${token}` } }),
    )

  test('accepts its own token', async () => {
    expect(await (await hello(apiToken)).json()).toMatchObject({ message: 'Hello, Adele' })
    expect((await hello(apiToken, 'http://localhost:8788')).status).toBe(200)
  })

  test('rejects a token for Graph', async () => {
    const response = await hello(graphToken)
    expect(response.status).toBe(401)
    expect(response.headers.get('WWW-Authenticate')).toContain('invalid_token')
  })

  test('rejects its own token without the scope', async () => {
    const scope = { openId: [], resources: [] }
    const permissions = { resource: contosoApi, names: ['something_else'] }
    const grant = {
      app: entryway,
      person: adele,
      sid: '',
      nonce: null,
      contexts: noContexts,
      clientInfo: false,
    }
    const whole = { ...grant, granted: scope, openId: [], permissions }
    const { keys, now } = emulator.state
    const response = await hello(await signAccessToken(keys, new URL(authority), whole, 3600, now()))
    expect(response.status).toBe(403)
    expect(response.headers.get('WWW-Authenticate')).toContain('insufficient_scope')
  })

  test('does not exist in Fabrikam', async () => {
    const url = authorizeUrl(
      { client_id: entrywayFabrikam.clientId, scope: apiScope },
      `https://login.microsoftonline.com/${fabrikam.id}`,
    )
    const response = await emulator.fetch(new Request(url))
    expect(response.headers.get('Location')).toContain('error=invalid_resource')
  })
})
