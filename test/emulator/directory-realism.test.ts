// The directory as a busy tenant has it: it lags, it is full, its policies forbid things, and tools may not sign in.
import { SignJWT } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import {
  adele,
  alex,
  contoso,
  entryway,
  fabrikam,
  graphCommandLine,
  lidia,
  megan,
  nestor,
  pradeep,
} from '../../emulator/seed.ts'
import { operatorRefusals } from '../../emulator/state/directory-faults.ts'
import { authorizeUrl, codeFor, redeem } from '../support/entra-client.ts'
import { asOperator, type Directory, operatorScopes, operatorTokens } from '../support/operator.ts'
import { type Credential, createCredential } from './credential.ts'
import {
  addSecret,
  keyOf,
  microsoftGraph,
  type RegisteredApp,
  redirectUri,
  registerApp,
} from './registered-app.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

let now: number
let emulator: Emulator
let graph: Directory
beforeEach(async () => {
  // Later than the certificates that the tests make begin.
  now = Date.now() + 5 * MINUTE_MS
  emulator = await createEmulator({ now: () => now })
  graph = await asOperator(emulator)
})

const errorOf = (status: number, code: string) => ({ status, json: { error: { code } } })

/** The AADSTS number with which the app's own credential is refused; undefined = taken. */
async function refusalOf(appId: string, credential: Record<string, string>): Promise<number | undefined> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: appId,
    scope: 'https://graph.microsoft.com/.default',
    ...credential,
  })
  const url = `https://login.microsoftonline.com/${contoso.id}/oauth2/v2.0/token`
  const answer = await emulator.fetch(new Request(url, { method: 'POST', body }))
  return ((await answer.json()) as { error_codes?: number[] }).error_codes?.[0]
}

const assertionOf = ({ keys, thumbprints }: Credential, appId: string) =>
  new SignJWT({ iss: appId, sub: appId, jti: crypto.randomUUID() })
    .setProtectedHeader({ alg: 'PS256', typ: 'JWT', 'x5t#S256': thumbprints['x5t#S256'] ?? '' })
    .setAudience(`https://login.microsoftonline.com/${contoso.id}/oauth2/v2.0/token`)
    .setIssuedAt(now / 1000)
    .setNotBefore(now / 1000)
    .setExpirationTime(now / 1000 + 300)
    .sign(keys.PS256)

const withSecret = (appId: string, client_secret: string) => refusalOf(appId, { client_secret })

describe('what is new', () => {
  test('is unknown for three minutes, by object and by token, and then known for good', async () => {
    emulator.setFault('directory_lag')
    const { id, appId } = (await graph('POST', '/applications', { displayName: 'New' })).json
    const path = `/applications/${id}`
    const principal = () => graph('POST', '/servicePrincipals', { appId })
    const backing = 'When using this permission, the backing application'
    expect(await principal()).toMatchObject({
      status: 403,
      json: { error: { code: 'Authorization_RequestDenied', message: expect.stringContaining(backing) } },
    })
    now += 2 * MINUTE_MS
    expect(await principal()).toMatchObject({
      status: 400,
      json: { error: { details: [{ code: 'NoBackingApplicationObject' }] } },
    })
    expect(await graph('GET', path)).toMatchObject(errorOf(404, 'Request_ResourceNotFound'))
    const listed = await graph('GET', "/applications?$filter=displayName eq 'New'")
    expect(listed.json.value).toEqual([])
    now += 1.5 * MINUTE_MS
    expect((await graph('GET', path)).status).toBe(200)
    expect((await principal()).status).toBe(201)
  })

  test('is unknown where tokens are issued as well: first the app, then its secret', async () => {
    const app = await registerApp(graph)
    emulator.setFault('directory_lag', { minutes: 10 })
    now += 9 * MINUTE_MS
    emulator.clearFaults()
    const { secretText } = await addSecret(graph, app)
    emulator.setFault('directory_lag', { minutes: 10 })
    expect(await withSecret(app.appId, secretText)).toBe(700016)
    now += 2 * MINUTE_MS
    expect(await withSecret(app.appId, secretText)).toBe(7000215)
    now += 9 * MINUTE_MS
    expect(await withSecret(app.appId, secretText)).toBeUndefined()
  })

  test('is unknown to the sign-in page too, which says so to the person', async () => {
    const { appId } = await registerApp(graph)
    emulator.setFault('directory_lag')
    const url = authorizeUrl({ client_id: appId })
    const refused = await emulator.fetch(new Request(url))
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('AADSTS700016')])
    now += 3 * MINUTE_MS
    expect((await emulator.fetch(new Request(url))).status).toBe(200)
  })

  test.each([
    ['of an app that has none other', undefined, 7000215],
    ['of an app whose others have expired', DAY_MS, 7000222],
  ])('a secret %s is refused as many times as set', async (_, age, number) => {
    const app = await registerApp(graph)
    if (age) {
      const endDateTime = new Date(now + age).toISOString()
      await addSecret(graph, app, { endDateTime })
      now += 2 * age
      graph = await asOperator(emulator)
    }
    const { secretText } = await addSecret(graph, app)
    emulator.setFault('credential_replication', { times: 2 })
    expect(await withSecret(app.appId, secretText)).toBe(number)
    expect(await withSecret(app.appId, secretText)).toBe(number)
    expect(await withSecret(app.appId, secretText)).toBeUndefined()
  })

  test('a certificate is refused with 700027', async () => {
    const app = await registerApp(graph)
    const credential = await createCredential()
    await graph('PATCH', app.path, { keyCredentials: [keyOf(credential)] })
    const assertion = async () => ({
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await assertionOf(credential, app.appId),
    })
    emulator.setFault('credential_replication')
    expect(await refusalOf(app.appId, await assertion())).toBe(700027)
    expect(await refusalOf(app.appId, await assertion())).toBeUndefined()
  })

  test('an app is refused with 700016, and an old one never', async () => {
    const app = await registerApp(graph)
    const { secretText } = await addSecret(graph, app)
    emulator.setFault('app_replication')
    const old = await redeem(emulator, await codeFor(emulator))
    expect(old.status).toBe(200)
    expect(await withSecret(app.appId, secretText)).toBe(700016)
    expect(await withSecret(app.appId, secretText)).toBeUndefined()
  })

  test('consent may exist before it is listed', async () => {
    const { principalId: clientId } = await registerApp(graph)
    const api = await graph('GET', `/servicePrincipals(appId='${microsoftGraph}')`)
    const body = { clientId, consentType: 'AllPrincipals', resourceId: api.json.id, scope: 'User.Read' }
    expect((await graph('POST', '/oauth2PermissionGrants', body)).status).toBe(201)
    const list = `/servicePrincipals/${clientId}/oauth2PermissionGrants`
    emulator.setFault('directory_grants_unlisted')
    expect((await graph('GET', list)).json.value).toEqual([])
    expect(await graph('POST', '/oauth2PermissionGrants', body)).toMatchObject(
      errorOf(409, 'Request_MultipleObjectsWithSameKeyValue'),
    )
    expect((await graph('GET', list)).json.value).toMatchObject([{ scope: 'User.Read' }])
  })
})

/** An administrator of the tenant lets everybody use the tool. */
async function allowTheTool(at = graph): Promise<void> {
  const idOf = async (appId: string) => (await at('GET', `/servicePrincipals(appId='${appId}')`)).json.id
  const body = {
    clientId: await idOf(graphCommandLine.clientId),
    consentType: 'AllPrincipals',
    resourceId: await idOf(microsoftGraph),
    scope: operatorScopes.join(' '),
  }
  expect((await at('POST', '/oauth2PermissionGrants', body)).status).toBe(201)
}

describe('a quota', () => {
  const own = (count: number, deleted: boolean) => {
    const apps = Array.from({ length: count }, (_, index) => ({
      ...entryway,
      clientId: `c${index}`,
      objectId: `o${index}`,
      owners: [lidia.profile.id],
    }))
    emulator.state[deleted ? 'deletedApps' : 'apps'].push(...apps)
  }

  test('of 250 objects without an administrator role, deleted ones included', async () => {
    await allowTheTool()
    own(240, false)
    own(9, true)
    const developer = await asOperator(emulator, lidia)
    const create = (name: string) => developer('POST', '/applications', { displayName: name })
    const last = await create('The last one')
    expect(last.status).toBe(201)
    expect(await create('One too many')).toMatchObject(errorOf(403, 'Directory_QuotaExceeded'))
    expect((await developer('DELETE', `/applications/${last.json.id}`)).status).toBe(204)
    expect(await create('Still too many')).toMatchObject(errorOf(403, 'Directory_QuotaExceeded'))
    expect((await graph('POST', '/applications', { displayName: 'By an administrator' })).status).toBe(201)
  })

  test.each(['directory_quota', 'directory_tenant_quota'] as const)(
    '%s refuses a service principal too',
    async (fault) => {
      const { appId } = (await graph('POST', '/applications', { displayName: 'New' })).json
      emulator.setFault(fault)
      expect(await graph('POST', '/servicePrincipals', { appId })).toMatchObject(
        errorOf(403, 'Directory_QuotaExceeded'),
      )
      expect((await graph('POST', '/servicePrincipals', { appId })).status).toBe(201)
    },
  )
})

describe('who registers apps', () => {
  test.each([
    ['a member of a tenant as it begins', adele, 201],
    ['a member where the tenant keeps it to roles', megan, 403],
    ['an administrator there', pradeep, 201],
  ])('%s', async (_, person, status) => {
    const administrator = person.tenantId === fabrikam.id ? pradeep : nestor
    await allowTheTool(await asOperator(emulator, administrator))
    const member = await asOperator(emulator, person)
    expect((await member('POST', '/applications', { displayName: 'Mine' })).status).toBe(status)
  })

  test.each([
    ['contoso', nestor, true],
    ['fabrikam', pradeep, false],
  ])('the authorization policy of %s says so', async (_, person, allowed) => {
    const policies = await asOperator(emulator, person, ['Policy.Read.All'])
    expect((await policies('GET', '/policies/authorizationPolicy')).json).toMatchObject({
      id: 'authorizationPolicy',
      defaultUserRolePermissions: { allowedToCreateApps: allowed },
    })
  })

  test('a service principal for somebody else’s app needs an administrator', async () => {
    await allowTheTool()
    const { appId } = (
      await (
        await asOperator(emulator, pradeep)
      )('POST', '/applications', {
        displayName: 'Theirs',
        signInAudience: 'AzureADMultipleOrgs',
      })
    ).json
    const member = await asOperator(emulator, alex)
    expect(await member('POST', '/servicePrincipals', { appId })).toMatchObject({
      status: 403,
      json: { error: { message: expect.stringContaining('must in the local tenant') } },
    })
    expect((await graph('POST', '/servicePrincipals', { appId })).status).toBe(201)
  })
})

describe('an app that speaks for itself', () => {
  async function asApp(permissions: string[]): Promise<Directory> {
    emulator.state.applicationPermissions.set(entryway.clientId, permissions)
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: entryway.clientId,
      client_secret: 'local-emulator-secret-not-a-real-one',
      scope: 'https://graph.microsoft.com/.default',
    })
    const url = `https://login.microsoftonline.com/${contoso.id}/oauth2/v2.0/token`
    const answer = await emulator.fetch(new Request(url, { method: 'POST', body }))
    const { access_token } = (await answer.json()) as { access_token: string }
    return async (method, path, sent) => {
      const headers = { Authorization: `Bearer ${access_token}`, 'Content-Type': 'application/json' }
      const init = { method, headers, ...(sent === undefined ? {} : { body: JSON.stringify(sent) }) }
      const response = await emulator.fetch(new Request(`https://graph.microsoft.com/v1.0${path}`, init))
      const text = await response.text()
      return {
        status: response.status,
        headers: response.headers,
        json: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>,
      }
    }
  }

  test('registers with Application.ReadWrite.All, and gives no consent', async () => {
    const app = await asApp(['Application.ReadWrite.All'])
    const { path, principalId: clientId } = await registerApp(app)
    expect((await app('PATCH', path, { notes: 'n' })).status).toBe(204)
    expect((await app('PATCH', `/applications/${entryway.objectId}`, { notes: 'n' })).status).toBe(204)
    const body = { clientId, consentType: 'AllPrincipals', resourceId: 'x', scope: 'User.Read' }
    expect(await app('POST', '/oauth2PermissionGrants', body)).toMatchObject(
      errorOf(403, 'Authorization_RequestDenied'),
    )
  })

  test('with Application.ReadWrite.OwnedBy changes what it registered, and nothing else', async () => {
    const app = await asApp(['Application.ReadWrite.OwnedBy'])
    const { path } = await registerApp(app)
    expect((await app('PATCH', path, { notes: 'n' })).status).toBe(204)
    expect(await app('PATCH', `/applications/${entryway.objectId}`, { notes: 'n' })).toMatchObject(
      errorOf(403, 'Authorization_RequestDenied'),
    )
  })

  test.each([
    [[], 403],
    [['User.Read.All'], 403],
    [['Organization.Read.All'], 200],
  ])('with %j: /organization is %i', async (permissions, status) => {
    const answer = await (await asApp(permissions))('GET', '/organization')
    expect(answer.status).toBe(status)
    if (status === 200) expect(answer.json.value).toMatchObject([{ tenantType: 'AAD' }])
  })
})

describe('/organization', () => {
  test.each([
    'graph.microsoft.com',
    'graph.microsoft.us',
    'dod-graph.microsoft.us',
    'microsoftgraph.chinacloudapi.cn',
    'graph.svc.sovcloud.fr',
    'graph.svc.sovcloud.de',
    'graph.svc.sovcloud.sg',
  ])('at %s is of Graph there', async (host) => {
    const refused = await emulator.fetch(new Request(`https://${host}/v1.0/organization`))
    expect(await refused.json()).toMatchObject({ error: { code: 'InvalidAuthenticationToken' } })
  })

  test('shows the tenant type to Organization.Read.All and not to User.Read', async () => {
    const kindFor = async (scopes: string[]) =>
      (await (await asOperator(emulator, nestor, scopes))('GET', '/organization?$select=id,tenantType')).json
        .value
    expect(await kindFor(['User.Read'])).toEqual([{ id: contoso.id, tenantType: null }])
    expect(await kindFor(['Organization.Read.All'])).toEqual([{ id: contoso.id, tenantType: 'AAD' }])
    const other = await asOperator(emulator, nestor, ['Application.Read.All'])
    expect((await other('GET', '/organization')).status).toBe(403)
  })
})

describe('policies for apps', () => {
  const lifetime = (days: number) => ({ endDateTime: new Date(now + days * DAY_MS).toISOString() })

  let app: RegisteredApp
  const add = (passwordCredential = {}) => graph('POST', `${app.path}/addPassword`, { passwordCredential })
  beforeEach(async () => {
    app = await registerApp(graph)
  })

  test('no secrets, until cleared; a certificate is the way on', async () => {
    emulator.setFault('directory_no_secrets')
    for (const _ of [1, 2])
      expect(await add()).toMatchObject(errorOf(400, 'CredentialTypeNotAllowedAsPerAppPolicy'))
    const credential = await createCredential()
    expect((await graph('PATCH', app.path, { keyCredentials: [keyOf(credential)] })).status).toBe(204)
    emulator.clearFaults()
    expect((await add()).status).toBe(200)
  })

  test('a secret of thirty days at most', async () => {
    emulator.setFault('directory_secret_lifetime', { days: 30 })
    expect(await add(lifetime(31))).toMatchObject(errorOf(400, 'CredentialInvalidLifetimeAsPerAppPolicy'))
    expect((await add(lifetime(30))).status).toBe(200)
  })

  test('without a policy a secret lasts as long as is asked for', async () => {
    expect((await add(lifetime(10 * 365))).status).toBe(200)
  })

  test('no personal accounts', async () => {
    emulator.setFault('directory_no_personal_accounts')
    const refused = errorOf(400, 'SignInAudienceNotAllowedAsPerAppPolicy')
    const signInAudience = 'AzureADandPersonalMicrosoftAccount'
    expect(await graph('PATCH', app.path, { signInAudience })).toMatchObject(refused)
    expect((await graph('PATCH', app.path, { signInAudience: 'AzureADMultipleOrgs' })).status).toBe(204)
  })

  test('an app for personal accounts has two secrets at most', async () => {
    const api = { requestedAccessTokenVersion: 2 }
    await graph('PATCH', app.path, { signInAudience: 'AzureADandPersonalMicrosoftAccount', api })
    expect((await add()).status).toBe(200)
    const { keyId } = (await add()).json
    expect(await add()).toMatchObject(errorOf(400, 'Request_BadRequest'))
    await graph('POST', `${app.path}/removePassword`, { keyId })
    expect((await add()).status).toBe(200)
  })
})

describe('the permissions that an app asks for', () => {
  const ofOneApi = (count: number) => ({
    resourceAppId: crypto.randomUUID(),
    resourceAccess: Array.from({ length: count }, () => ({ id: crypto.randomUUID(), type: 'Scope' })),
  })
  const apis = (count: number, each: number) => Array.from({ length: count }, () => ofOneApi(each))
  const personal = {
    signInAudience: 'AzureADandPersonalMicrosoftAccount',
    api: { requestedAccessTokenVersion: 2 },
  }

  test.each([
    ['400 of one tenant', {}, apis(1, 400), 201],
    ['401 of one tenant', {}, apis(1, 401), 400],
    ['50 APIs', {}, apis(50, 1), 201],
    ['51 APIs', {}, apis(51, 1), 400],
    ['30 of one API with personal accounts', personal, apis(1, 30), 201],
    ['31 of one API with personal accounts', personal, apis(1, 31), 400],
    ['200 with personal accounts', personal, apis(10, 20), 201],
    ['201 with personal accounts', personal, [...apis(10, 20), ofOneApi(1)], 400],
  ])('%s', async (_, settings, requiredResourceAccess, status) => {
    const answer = await graph('POST', '/applications', {
      displayName: 'New',
      ...settings,
      requiredResourceAccess,
    })
    expect(answer.status).toBe(status)
  })
})

test('several apps may have the same name', async () => {
  await registerApp(graph, { displayName: 'Twin' })
  await registerApp(graph, { displayName: 'Twin' })
  expect((await graph('GET', "/applications?$filter=displayName eq 'twin'")).json.value).toHaveLength(2)
})

test('a permission and a grant may have a value that is null', async () => {
  emulator.setFault('directory_null_scope')
  const { principalId } = await registerApp(graph)
  const api = await graph('GET', `/servicePrincipals(appId='${microsoftGraph}')`)
  const scopes = api.json.oauth2PermissionScopes as { value: string | null }[]
  expect(scopes.map(({ value }) => value)).toEqual(expect.arrayContaining([null, 'User.Read']))
  const grants = await graph('GET', `/servicePrincipals/${principalId}/oauth2PermissionGrants`)
  expect(grants.json.value).toMatchObject([{ clientId: principalId, scope: null }])
  const [{ id }] = grants.json.value as [{ id: string }]
  expect((await graph('PATCH', `/oauth2PermissionGrants/${id}`, { scope: 'User.Read' })).status).toBe(204)
})

test('a concurrent change is a conflict', async () => {
  const { path } = await registerApp(graph)
  emulator.setFault('directory_conflict')
  expect(await graph('PATCH', path, { notes: 'n' })).toMatchObject(
    errorOf(409, 'Directory_ConcurrencyViolation'),
  )
  expect((await graph('PATCH', path, { notes: 'n' })).status).toBe(204)
})

describe('the sign-in of a tool', () => {
  test.each(operatorRefusals)('is refused with %i, once, and that of an app is not', async (aadsts) => {
    emulator.setFault('operator_refused', { aadsts })
    expect((await redeem(emulator, await codeFor(emulator))).status).toBe(200)
    const answer = await operatorTokens(emulator, nestor)
    expect(answer).toMatchObject({ error_codes: [aadsts] })
    expect(await operatorTokens(emulator, nestor)).toHaveProperty('access_token')
  })

  test('is refused with no number that has nothing to do with it', () => {
    expect(() => emulator.setFault('operator_refused', { aadsts: 50034 })).toThrow(RangeError)
    expect(() => emulator.setFault('operator_refused')).toThrow(RangeError)
  })

  test('is told to wait while it polls', async () => {
    const url = `https://login.microsoftonline.com/${contoso.id}/oauth2/v2.0`
    const client = { client_id: graphCommandLine.clientId }
    const post = (path: string, fields: Record<string, string>) =>
      emulator.fetch(
        new Request(`${url}/${path}`, {
          method: 'POST',
          body: new URLSearchParams({ ...client, ...fields }),
        }),
      )
    const { device_code } = (await (await post('devicecode', { scope: 'User.Read' })).json()) as {
      device_code: string
    }
    emulator.setFault('device_throttled')
    const poll = () =>
      post('token', { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code })
    const throttled = await poll()
    expect([throttled.status, throttled.headers.get('Retry-After')]).toEqual([429, '5'])
    expect(await (await poll()).json()).toMatchObject({ error: 'authorization_pending' })
  })
})

test('without lag, a registered app’s redirect URI works at once', async () => {
  const app = await registerApp(graph)
  const { secretText } = await addSecret(graph, app)
  const code = await codeFor(emulator, { client_id: app.appId, redirect_uri: redirectUri, scope: 'openid' })
  const { status } = await redeem(emulator, code, { client_id: app.appId, client_secret: secretText })
  expect(status).toBe(200)
})
