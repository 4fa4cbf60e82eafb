// An app that exposes an API: scopes, versions of its tokens, app roles; and the Contoso Web API.
import { decodeJwt, type JWTPayload } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import type { AppRegistration } from '../../emulator/directory/app-registration.ts'
import { contosoApi } from '../../emulator/directory/resource.ts'
import { noContexts } from '../../emulator/protocol/authentication-context.ts'
import { adele, contoso, contosoWebApi, entryway } from '../../emulator/seed.ts'
import { signAccessToken } from '../../emulator/token/access-token.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import {
  authority,
  authorizeUrl,
  errorIn,
  redeemAsApp,
  refresh,
  registrationOf,
  tokensFor,
} from '../support/entra-client.ts'

const URI = 'api://wingtip'
const scopeId = crypto.randomUUID()
const now = () => Date.UTC(2026, 5, 1)

let emulator: Emulator
let api: AppRegistration
beforeEach(async () => {
  emulator = await startEmulator({ now })
  api = {
    ...contosoWebApi,
    clientId: '00000000-0000-4000-8000-0000000000b1',
    objectId: '00000000-0000-4000-8000-0000000000b2',
    displayName: 'Wingtip API',
    others: {
      identifierUris: [URI, 'https://contoso.example/wingtip'],
      api: {
        oauth2PermissionScopes: [
          { id: scopeId, value: 'Toys.Read', type: 'User', isEnabled: true },
          { id: crypto.randomUUID(), value: 'Toys.Admin', type: 'Admin', isEnabled: true },
          { id: crypto.randomUUID(), value: 'Toys.Old', type: 'User', isEnabled: false },
        ],
      },
    },
  }
  emulator.state.apps.push(api)
  emulator.state.servicePrincipals.push({
    id: crypto.randomUUID(),
    tenantId: contoso.id,
    appId: api.clientId,
    displayName: api.displayName,
    enabled: true,
    tags: [],
    createdAt: 0,
  })
})

const withApi = (settings: Record<string, unknown>) => {
  api.others = { ...api.others, api: { ...(api.others.api as object), ...settings } }
}

const accessFor = async (scope = `openid ${URI}/Toys.Read`): Promise<JWTPayload> =>
  decodeJwt(String((await tokensFor(emulator, { scope })).access_token))

describe('a token for it', () => {
  test('of version 2 has its client id, and says who asked by azp', async () => {
    withApi({ requestedAccessTokenVersion: 2 })
    const claims = await accessFor()
    expect(claims).toMatchObject({
      aud: api.clientId,
      iss: `${authority}/v2.0`,
      azp: entryway.clientId,
      azpacr: '1',
      scp: 'Toys.Read',
      ver: '2.0',
      preferred_username: 'adele@contoso.example',
    })
    for (const name of ['appid', 'upn', 'family_name']) expect(claims).not.toHaveProperty(name)
  })

  test('brings the optional claims that the API registered', async () => {
    withApi({ requestedAccessTokenVersion: 2 })
    api.others = {
      ...api.others,
      groupMembershipClaims: 'SecurityGroup',
      optionalClaims: {
        accessToken: [
          { name: 'given_name' },
          { name: 'idtyp', additionalProperties: ['include_user_token'] },
          { name: 'xms_pl' },
        ],
      },
    }
    const claims = await accessFor()
    expect(claims).toMatchObject({ given_name: 'Adele', idtyp: 'user', xms_pl: 'en-us' })
    expect(claims.groups).toEqual(expect.arrayContaining([expect.any(String)]))
  })

  test('of version 1 has the client id where the API asks for it', async () => {
    api.others = {
      ...api.others,
      optionalClaims: { accessToken: [{ name: 'aud', additionalProperties: ['use_guid'] }] },
    }
    expect((await accessFor()).aud).toBe(api.clientId)
  })

  test('can be requested by the API’s second URI or its client ID', async () => {
    for (const name of ['https://contoso.example/wingtip', api.clientId]) {
      expect((await accessFor(`openid ${name}/Toys.Read`)).scp).toBe('Toys.Read')
    }
  })

  test.each([
    ['Toys.None', '650053'],
    ['Toys.Old', '650053'],
  ])('is not issued for %s', async (name, number) => {
    const back = await emulator.fetch(new Request(authorizeUrl({ scope: `${URI}/${name}` })))
    expect(errorIn(back).error_description).toContain(number)
  })

  test('is not issued for another tenant’s API', async () => {
    api.tenantId = 'fab0fab0-0000-4000-8000-000000000002'
    const back = await emulator.fetch(new Request(authorizeUrl({ scope: `${URI}/Toys.Read` })))
    expect(back.headers.get('Location')).toContain('AADSTS500011')
  })

  test('needs no consent for a preauthorized app', async () => {
    const browser = new EntraBrowser(emulator)
    await browser.signIn(authorizeUrl({ scope: 'openid' }), 'adele@contoso.example')
    const silent = () => browser.get(authorizeUrl({ scope: `openid ${URI}/Toys.Read`, prompt: 'none' }))
    expect((await silent()).headers.get('Location')).toContain('AADSTS65001')
    const preAuthorizedApplications = [{ appId: entryway.clientId, delegatedPermissionIds: [scopeId] }]
    withApi({ preAuthorizedApplications })
    expect((await silent()).headers.get('Location')).toContain('code=')
  })

  test('does not let a user grant admin-only scopes', async () => {
    const back = await new EntraBrowser(emulator).signIn(
      authorizeUrl({ scope: `openid ${URI}/Toys.Admin` }),
      'adele@contoso.example',
    )
    expect(back.searchParams.get('error_subcode')).toBe('cancel')
  })
})

describe('app roles', () => {
  const role = { id: crypto.randomUUID(), value: 'Toys.Read.All', displayName: 'Reads', description: '' }

  test('appear in an app-only token', async () => {
    api.appRoles = [role]
    emulator.state.applicationPermissions.set(entryway.clientId, ['Toys.Read.All', 'Directory.Read.All'])
    const rolesAt = async (resource: string) =>
      decodeJwt(String((await redeemAsApp(emulator, resource)).json.access_token))
    expect(await rolesAt(URI)).toMatchObject({ aud: URI, roles: ['Toys.Read.All'], appidacr: '1' })
    withApi({ requestedAccessTokenVersion: 2 })
    expect(await rolesAt(URI)).toMatchObject({ aud: api.clientId, azp: entryway.clientId, ver: '2.0' })
  })

  test('appear in an assigned user’s token', async () => {
    api.appRoles = [{ ...role, assignedTo: [adele.profile.id] }]
    expect((await accessFor()).roles).toEqual(['Toys.Read.All'])
  })
})

const hello = (token: unknown, origin = 'https://api.contoso.example') => {
  const headers = { Authorization: `Bearer ${token}` }
  return emulator.fetch(new Request(`${origin}/contoso-api/hello`, { headers }))
}

describe('the Contoso Web API', () => {
  test('accepts its own token', async () => {
    const { access_token } = await tokensFor(emulator, { scope: 'openid api://contoso-api/access_as_user' })
    expect(await (await hello(access_token)).json()).toMatchObject({ message: 'Hello, Adele' })
  })

  test.each([
    ['a token for Graph', async () => (await tokensFor(emulator)).access_token, 401, 'invalid_token'],
    ['its own token without the scope', withoutScope, 403, 'insufficient_scope'],
  ])('rejects %s', async (_, token, status, error) => {
    const response = await hello(await token())
    expect([response.status, response.headers.get('WWW-Authenticate')]).toEqual([
      status,
      expect.stringContaining(error),
    ])
  })

  function withoutScope() {
    const permissions = { resource: contosoApi, names: ['something_else'] }
    const granted = { openId: [], resources: [] }
    const grant = {
      app: entryway,
      person: adele,
      sid: '',
      nonce: null,
      contexts: noContexts,
      clientInfo: false,
    }
    const { keys } = emulator.state
    const whole = { ...grant, granted, openId: [], permissions }
    return signAccessToken(keys, new URL(authority), whole, 3600, now())
  }
})

describe('an app that is client and API', () => {
  const own = `api://${entryway.clientId}`
  const asked = { scope: `openid offline_access ${own}/Things.Read` }

  beforeEach(() => {
    const app = registrationOf(emulator, entryway)
    app.others = {
      ...app.others,
      identifierUris: [own],
      api: {
        oauth2PermissionScopes: [{ id: scopeId, value: 'Things.Read', type: 'User', isEnabled: true }],
      },
    }
    app.permissions = [...app.permissions, `${own}/Things.Read`]
  })

  test('signs in, and renews its token only where the request names the scope', async () => {
    const { refresh_token, access_token } = await tokensFor(emulator, asked)
    expect(decodeJwt(String(access_token)).aud).toBe(own)
    const without = await refresh(emulator, refresh_token)
    expect(without).toMatchObject({ status: 400, json: { error: 'invalid_request', error_codes: [90009] } })
    expect(without.json.error_description).toContain(
      `Application '${entryway.clientId}'(${own}) is requesting a token for itself.`,
    )
    const named = await refresh(emulator, refresh_token, asked)
    expect(decodeJwt(String(named.json.access_token))).toMatchObject({ aud: own, scp: 'Things.Read' })
    expect((await refresh(emulator, named.json.refresh_token)).json.error_codes).toEqual([90009])
  })

  test('renews without scope what it asked for by its client id', async () => {
    const { refresh_token } = await tokensFor(emulator, {
      scope: `openid offline_access ${entryway.clientId}/.default`,
    })
    expect((await refresh(emulator, refresh_token)).status).toBe(200)
  })

  test('renews without scope a token for Graph, which it asked for beside its own API', async () => {
    const { refresh_token } = await tokensFor(emulator, { scope: `${asked.scope} User.Read` })
    expect((await refresh(emulator, refresh_token)).status).toBe(200)
  })
})
