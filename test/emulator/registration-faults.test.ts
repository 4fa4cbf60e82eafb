// The directory as a busy tenant has it: what is new is not known everywhere yet, quotas, policies, and tools that may not
// sign in.
import { SignJWT } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { entryway, lidia, nestor } from '../../emulator/seed.ts'
import { operatorRefusals } from '../../emulator/state/directory-faults.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { authority, authorizeUrl, codeFor, redeem, redeemAsApp } from '../support/entra-client.ts'
import { allowTheTool, asOperator, type Directory, operatorTokens } from '../support/operator.ts'
import { createCredential } from './credential.ts'
import { startDevice } from './device.ts'
import { addSecret, keyOf, microsoftGraph, registerApp } from './registered-app.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

let now: number
let emulator: Emulator
let graph: Directory
beforeEach(async () => {
  // After the certificates that the tests create become valid.
  now = Date.now() + 5 * MINUTE_MS
  emulator = await startEmulator({ now: () => now })
  graph = await asOperator(emulator)
})

const errorOf = (status: number, code: string) => ({ status, json: { error: { code } } })
const create = async () =>
  (await graph('POST', '/applications', { displayName: 'New' })).json as { id: string; appId: string }
const named = async () => (await graph('GET', "/applications?$filter=displayName eq 'New'")).json.value

/** The AADSTS number that rejects the app's own credential; undefined: it is accepted. */
const errorWith = async (client_id: string, credential: Record<string, string | null>) =>
  (await redeemAsApp(emulator, undefined, { client_id, ...credential })).json.error_codes?.[0]

const errorWithSecret = (appId: string, client_secret: string) => errorWith(appId, { client_secret })

test.each([
  ['directory_throttled', 429, 'TooManyRequests', '1'],
  ['directory_unavailable', 503, 'serviceNotAvailable', null],
  ['directory_denied', 403, 'Authorization_RequestDenied', null],
] as const)('%s: nothing is registered until it is over', async (fault, status, code, retryAfter) => {
  emulator.setFault(fault)
  const known = emulator.state.apps.length
  const rejected = await graph('POST', '/applications', { displayName: 'Late' })
  expect(rejected).toMatchObject(errorOf(status, code))
  expect(rejected.headers.get('Retry-After')).toBe(retryAfter)
  expect(emulator.state.apps).toHaveLength(known)
  expect((await graph('POST', '/applications', { displayName: 'Late' })).status).toBe(201)
})

test('directory_null_scope: a permission and a grant have no value', async () => {
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

describe('replication', () => {
  test('hides a new app for as many requests as set', async () => {
    const { id, appId } = await create()
    emulator.setFault('directory_replication', { times: 4 })
    expect(await graph('GET', `/applications/${id}`)).toMatchObject(errorOf(404, 'Request_ResourceNotFound'))
    expect((await graph('POST', `/applications/${id}/addPassword`, {})).status).toBe(404)
    expect((await graph('PATCH', `/applications(appId='${appId}')`, { notes: 'n' })).status).toBe(404)
    expect(await named()).toEqual([])
    expect((await graph('GET', `/applications/${id}`)).status).toBe(200)
  })

  test('hides a new service principal from a grant', async () => {
    const { appId } = await create()
    const principal = await graph('POST', '/servicePrincipals', { appId })
    const api = await graph('GET', `/servicePrincipals(appId='${microsoftGraph}')`)
    const grant = { clientId: principal.json.id, consentType: 'AllPrincipals', resourceId: api.json.id }
    emulator.setFault('directory_replication')
    const consent = () => graph('POST', '/oauth2PermissionGrants', { ...grant, scope: 'openid' })
    expect((await consent()).status).toBe(404)
    expect(emulator.state.adminConsents).not.toContain(`${entryway.tenantId} ${appId} openid`)
    expect((await consent()).status).toBe(201)
  })

  test('hides nothing that is 15 minutes old', async () => {
    const { id } = await create()
    emulator.setFault('directory_replication', { times: 0 })
    expect((await graph('GET', `/applications/${entryway.objectId}`)).status).toBe(200)
    now += 15 * MINUTE_MS - 1
    expect((await graph('GET', `/applications/${id}`)).status).toBe(404)
    now += 1
    expect((await graph('GET', `/applications/${id}`)).status).toBe(200)
  })

  test('may list a grant after it exists', async () => {
    const { principalId: clientId } = await registerApp(graph)
    const api = await graph('GET', `/servicePrincipals(appId='${microsoftGraph}')`)
    const grant = { clientId, consentType: 'AllPrincipals', resourceId: api.json.id, scope: 'User.Read' }
    expect((await graph('POST', '/oauth2PermissionGrants', grant)).status).toBe(201)
    const list = `/servicePrincipals/${clientId}/oauth2PermissionGrants`
    emulator.setFault('directory_grants_unlisted')
    expect((await graph('GET', list)).json.value).toEqual([])
    expect((await graph('GET', list)).json.value).toMatchObject([{ scope: 'User.Read' }])
  })

  test.each([
    ['that has none other', [], 7000215],
    ['whose others have expired', [1], 7000222],
    ['that has a valid one beside one that has expired', [1, 3], 7000215],
  ])('rejects a new secret of an app %s as many times as set', async (_, days, number) => {
    const app = await registerApp(graph)
    for (const each of days) {
      await addSecret(graph, app, { endDateTime: new Date(now + each * DAY_MS).toISOString() })
    }
    now += 2 * DAY_MS
    graph = await asOperator(emulator)
    const { secretText } = await addSecret(graph, app)
    emulator.setFault('credential_replication', { times: 2 })
    for (const expected of [number, number, undefined]) {
      expect(await errorWithSecret(app.appId, secretText)).toBe(expected)
    }
  })

  test('rejects a new certificate with 700027', async () => {
    const app = await registerApp(graph)
    const credential = await createCredential()
    await graph('PATCH', app.path, { keyCredentials: [keyOf(credential)] })
    const assertion = () =>
      new SignJWT({ iss: app.appId, sub: app.appId, jti: crypto.randomUUID() })
        .setProtectedHeader({ alg: 'PS256', typ: 'JWT', 'x5t#S256': credential.thumbprints['x5t#S256'] })
        .setAudience(`${authority}/oauth2/v2.0/token`)
        .setExpirationTime(now / 1000 + 300)
        .sign(credential.keys.PS256)
    const client_assertion_type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
    emulator.setFault('credential_replication')
    for (const expected of [700027, undefined]) {
      const change = { client_secret: null, client_assertion_type, client_assertion: await assertion() }
      expect(await errorWith(app.appId, change)).toBe(expected)
    }
  })

  test('rejects a new app with 700016, and an old one never', async () => {
    const app = await registerApp(graph)
    const { secretText } = await addSecret(graph, app)
    emulator.setFault('app_replication')
    expect((await redeem(emulator, await codeFor(emulator))).status).toBe(200)
    expect(await errorWithSecret(app.appId, secretText)).toBe(700016)
    expect(await errorWithSecret(app.appId, secretText)).toBeUndefined()
  })
})

describe('the lag', () => {
  test('hides a new app from the directory for three minutes, with two errors', async () => {
    emulator.setFault('directory_lag')
    const { id, appId } = await create()
    const principal = () => graph('POST', '/servicePrincipals', { appId })
    const backing = 'When using this permission, the backing application'
    const message = expect.stringContaining(backing)
    now += 1.5 * MINUTE_MS - 1
    expect(await principal()).toMatchObject({ status: 403, json: { error: { message } } })
    now += 1
    expect(await principal()).toMatchObject({
      status: 400,
      json: { error: { details: [{ code: 'NoBackingApplicationObject' }] } },
    })
    expect(await graph('GET', `/applications/${id}`)).toMatchObject(errorOf(404, 'Request_ResourceNotFound'))
    expect(await named()).toEqual([])
    now += 1.5 * MINUTE_MS
    expect((await graph('GET', `/applications/${id}`)).status).toBe(200)
    expect((await principal()).status).toBe(201)
  })

  test('hides first the app and then its secret from the token endpoint', async () => {
    const app = await registerApp(graph)
    now += 9 * MINUTE_MS
    const { secretText } = await addSecret(graph, app)
    emulator.setFault('directory_lag', { minutes: 10 })
    expect(await errorWithSecret(app.appId, secretText)).toBe(700016)
    now += 2 * MINUTE_MS
    expect(await errorWithSecret(app.appId, secretText)).toBe(7000215)
    now += 9 * MINUTE_MS
    expect(await errorWithSecret(app.appId, secretText)).toBeUndefined()
  })

  test('hides a new app from the sign-in page', async () => {
    const url = authorizeUrl({ client_id: (await registerApp(graph)).appId })
    emulator.setFault('directory_lag')
    const rejected = await emulator.fetch(new Request(url))
    expect([rejected.status, await rejected.text()]).toEqual([400, expect.stringContaining('AADSTS700016')])
    now += 3 * MINUTE_MS
    expect((await emulator.fetch(new Request(url))).status).toBe(200)
  })
})

describe('a quota', () => {
  const exceeded = errorOf(403, 'Directory_QuotaExceeded')
  const own = (count: number, list: 'apps' | 'deletedApps') => {
    const owned = { ...entryway, owners: [lidia.profile.id] }
    for (let each = 0; each < count; each++) emulator.state[list].push({ ...owned, clientId: `c${each}` })
  }

  test('of 250 objects without an administrator role includes deleted ones', async () => {
    await allowTheTool(graph)
    own(240, 'apps')
    own(9, 'deletedApps')
    const developer = await asOperator(emulator, lidia)
    const register = (displayName: string) => developer('POST', '/applications', { displayName })
    const last = await register('The last one')
    expect(last.status).toBe(201)
    expect(await register('One too many')).toMatchObject(exceeded)
    expect((await developer('DELETE', `/applications/${last.json.id}`)).status).toBe(204)
    expect(await register('Still too many')).toMatchObject(exceeded)
    expect((await graph('POST', '/applications', { displayName: 'By an administrator' })).status).toBe(201)
  })

  test.each(['directory_quota', 'directory_tenant_quota'] as const)(
    '%s rejects a service principal too',
    async (fault) => {
      const { appId } = await create()
      emulator.setFault(fault)
      expect(await graph('POST', '/servicePrincipals', { appId })).toMatchObject(exceeded)
      expect((await graph('POST', '/servicePrincipals', { appId })).status).toBe(201)
    },
  )
})

describe('a policy', () => {
  test('limits a secret to 30 days', async () => {
    const { path } = await registerApp(graph)
    const add = (days: number) => {
      const endDateTime = new Date(now + days * DAY_MS).toISOString()
      return graph('POST', `${path}/addPassword`, { passwordCredential: { endDateTime } })
    }
    expect((await add(10 * 365)).status).toBe(200)
    emulator.setFault('directory_secret_lifetime', { days: 30 })
    expect(await add(31)).toMatchObject(errorOf(400, 'CredentialInvalidLifetimeAsPerAppPolicy'))
    expect((await add(30)).status).toBe(200)
  })

  test('forbids personal accounts', async () => {
    const { path } = await registerApp(graph)
    const change = (signInAudience: string) => graph('PATCH', path, { signInAudience })
    emulator.setFault('directory_no_personal_accounts')
    const rejected = errorOf(400, 'SignInAudienceNotAllowedAsPerAppPolicy')
    expect(await change('AzureADandPersonalMicrosoftAccount')).toMatchObject(rejected)
    expect((await change('AzureADMultipleOrgs')).status).toBe(204)
  })
})

describe('the sign-in of a tool', () => {
  test.each(operatorRefusals)('is rejected with %i, once, and that of an app is not', async (aadsts) => {
    emulator.setFault('operator_refused', { aadsts })
    expect((await redeem(emulator, await codeFor(emulator))).status).toBe(200)
    expect(await operatorTokens(emulator, nestor)).toMatchObject({ error_codes: [aadsts] })
    expect(await operatorTokens(emulator, nestor)).toHaveProperty('access_token')
  })

  test('cannot be rejected with an unrelated number', () => {
    expect(() => emulator.setFault('operator_refused', { aadsts: 50034 })).toThrow(RangeError)
    expect(() => emulator.setFault('operator_refused')).toThrow(RangeError)
  })

  test('waits while polling is throttled', async () => {
    const body = new URLSearchParams({ client_id: entryway.clientId, grant_type: 'device_code' })
    emulator.setFault('device_throttled')
    const url = `${authority}/oauth2/v2.0/token`
    const throttled = await emulator.fetch(new Request(url, { method: 'POST', body }))
    expect([throttled.status, throttled.headers.get('Retry-After')]).toEqual([429, '5'])
    const device = startDevice(emulator)
    const { deviceCode } = await device.newCode()
    expect((await device.poll(deviceCode)).json.error).toBe('authorization_pending')
  })
})
