// What an operator sees of the tenant and its policies, and who may register apps, change them, and give consent.
import { beforeEach, describe, expect, test } from 'vitest'
import {
  adele,
  alex,
  contoso,
  entryway,
  fabrikam,
  fourthCoffee,
  graphCommandLine,
  joni,
  lidia,
  megan,
  nestor,
  pradeep,
  robin,
} from '../../emulator/seed.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import {
  allowTheTool,
  asApp,
  asOperator,
  type Directory,
  type Operator,
  operatorScopes,
  operatorTokens,
} from '../support/operator.ts'
import { microsoftGraph, registerApp } from './registered-app.ts'

let emulator: Emulator
let graph: Directory
beforeEach(async () => {
  emulator = await startEmulator()
  graph = await asOperator(emulator)
})

const message = 'Insufficient privileges to complete the operation.'
const denied = { status: 403, json: { error: { code: 'Authorization_RequestDenied', message } } }

/** Somebody whose own roles decide, because the tool is allowed for everyone. */
async function as(person: Operator): Promise<Directory> {
  await allowTheTool(await asOperator(emulator, person.tenantId === fabrikam.id ? pradeep : nestor))
  return asOperator(emulator, person)
}

const grantOf = async (directory: Directory, clientId: string) => ({
  clientId,
  consentType: 'AllPrincipals',
  resourceId: (await directory('GET', `/servicePrincipals(appId='${microsoftGraph}')`)).json.id,
  scope: 'User.Read',
})

const entrywayPath = `/applications/${entryway.objectId}`

describe('/organization', () => {
  test.each([
    ['an organization', nestor, contoso, 'AAD', ['contoso.example', 'contoso.onmicrosoft.com']],
    ['an external tenant', joni, fourthCoffee, 'CIAM', ['fourthcoffee.onmicrosoft.com']],
  ])('of %s', async (_, person, { id, displayName }, tenantType, domains) => {
    const { json } = await (await asOperator(emulator, person))('GET', '/organization')
    const verifiedDomains = domains.map((name) => ({ name }))
    expect(json.value).toMatchObject([{ id, displayName, tenantType, verifiedDomains }])
  })

  test('shows the tenant type to Organization.Read.All and not to User.Read', async () => {
    const typeFor = async (scopes: string[]) => {
      const reader = await asOperator(emulator, nestor, scopes)
      return (await reader('GET', '/organization?$select=tenantType')).json.value
    }
    expect(await typeFor(['User.Read'])).toEqual([{ tenantType: null }])
    expect(await typeFor(['Organization.Read.All'])).toEqual([{ tenantType: 'AAD' }])
    const other = await asOperator(emulator, nestor, ['Application.Read.All'])
    expect((await other('GET', '/organization')).status).toBe(403)
  })

  test.each([
    [[], 403],
    [['User.Read.All'], 403],
    [['Organization.Read.All'], 200],
  ])('for an app with %j is %i', async (permissions, status) => {
    expect((await (await asApp(emulator, permissions))('GET', '/organization')).status).toBe(status)
  })

  test.each(['graph.microsoft.us', 'microsoftgraph.chinacloudapi.cn', 'graph.svc.sovcloud.fr'])(
    'is served at %s',
    async (host) => {
      const response = await emulator.fetch(new Request(`https://${host}/v1.0/organization`))
      expect(await response.json()).toMatchObject({ error: { code: 'InvalidAuthenticationToken' } })
    },
  )
})

describe('the policy for passcodes in an email', () => {
  const path = '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/email'
  const type = { '@odata.type': '#microsoft.graph.emailAuthenticationMethodConfiguration' }
  const off = { state: 'disabled' }

  test('is turned on for one tenant', async () => {
    const external = await asOperator(emulator, joni)
    expect((await external('GET', path)).json).toMatchObject(off)
    const on = { state: 'enabled', allowExternalIdToUseEmailOtp: 'enabled' }
    expect((await external('PATCH', path, { ...type, ...on })).status).toBe(204)
    expect((await external('GET', path)).json).toMatchObject({ ...type, id: 'Email', ...on })
    expect((await graph('GET', path)).json).toMatchObject(off)
  })

  test.each([{ state: 'enabled' }, { ...type, state: 'on' }, { ...type, color: 'red' }])(
    'rejects %j',
    async (body) => {
      expect((await graph('PATCH', path, body)).status).toBe(400)
      expect((await graph('GET', path)).json).toMatchObject(off)
    },
  )
})

test.each([
  ['contoso', nestor, true],
  ['fabrikam', pradeep, false],
])('the authorization policy of %s says whether members register apps', async (_, person, allowed) => {
  const policies = await asOperator(emulator, person, ['Policy.Read.All'])
  expect((await policies('GET', '/policies/authorizationPolicy')).json).toMatchObject({
    id: 'authorizationPolicy',
    defaultUserRolePermissions: { allowedToCreateApps: allowed },
  })
})

describe('an administrator', () => {
  test.each([
    ['Global Administrator', nestor],
    ['Application Administrator', pradeep],
    ['Global Administrator of an external tenant', joni],
  ])('who is %s registers, consents and deletes', async (_, person) => {
    const directory = await asOperator(emulator, person)
    const app = await registerApp(directory)
    const grant = await grantOf(directory, app.principalId)
    expect((await directory('POST', '/oauth2PermissionGrants', grant)).status).toBe(201)
    expect((await directory('DELETE', app.path)).status).toBe(204)
  })
})

describe('an Application Developer', () => {
  test('manages their own app, but can’t grant consent', async () => {
    const developer = await as(lidia)
    const app = await registerApp(developer)
    expect((await developer('PATCH', app.path, { notes: 'mine' })).status).toBe(204)
    expect((await developer('POST', `${app.path}/addPassword`, {})).status).toBe(200)
    const grant = await grantOf(developer, app.principalId)
    expect(await developer('POST', '/oauth2PermissionGrants', grant)).toMatchObject(denied)
    expect((await developer('DELETE', app.path)).status).toBe(204)
  })

  test('sees their own deleted apps; an administrator sees all', async () => {
    const path = '/directory/deletedItems/microsoft.graph.application?$select=appId,deletedDateTime'
    const developer = await as(lidia)
    const deleted = []
    for (const directory of [graph, developer]) {
      const app = await registerApp(directory)
      expect((await directory('DELETE', app.path)).status).toBe(204)
      deleted.push({ appId: app.appId, deletedDateTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) })
    }
    expect((await developer('GET', path)).json.value).toEqual(deleted.slice(-1))
    expect((await graph('GET', path)).json.value).toEqual(deleted)
  })

  test('can read another owner’s app, but not change it', async () => {
    const developer = await as(lidia)
    expect((await developer('GET', entrywayPath)).status).toBe(200)
    for (const [method, action, body] of [
      ['PATCH', '', { notes: 'mine' }],
      ['POST', '/addPassword', {}],
      ['DELETE', '', undefined],
    ] as const) {
      expect(await developer(method, `${entrywayPath}${action}`, body)).toMatchObject(denied)
    }
    expect(emulator.state.apps).toContainEqual(entryway)
  })

  test('cannot grant the tool admin-only permissions', async () => {
    expect((await operatorTokens(emulator, lidia)).error).toBe('authorization_declined')
    expect(await operatorTokens(emulator, lidia, ['User.Read'])).toHaveProperty('access_token')
  })
})

describe('a user without a role', () => {
  test('registers apps and changes only their own', async () => {
    const member = await as(adele)
    const { path } = await registerApp(member)
    expect((await member('PATCH', path, { notes: 'mine' })).status).toBe(204)
    expect(await member('DELETE', entrywayPath)).toMatchObject(denied)
  })

  test.each([
    ['the tenant’s policy', megan, false],
    ['a fault', adele, true],
  ])('reads, but registers nothing if %s leaves that to roles', async (_, person, fault) => {
    const member = await as(person)
    if (fault) emulator.setFault('directory_app_creation_off')
    expect((await member('GET', '/applications')).status).toBe(200)
    expect(await member('POST', '/applications', { displayName: 'Mine' })).toMatchObject(denied)
    const other = await asOperator(emulator, fault ? lidia : pradeep, fault ? undefined : operatorScopes)
    expect((await other('POST', '/applications', { displayName: 'Mine' })).status).toBe(201)
  })

  test('cannot create a service principal for another tenant’s app', async () => {
    const open = { displayName: 'Theirs', signInAudience: 'AzureADMultipleOrgs' }
    const { appId } = (await (await asOperator(emulator, pradeep))('POST', '/applications', open)).json
    expect(await (await as(alex))('POST', '/servicePrincipals', { appId })).toMatchObject({
      status: 403,
      json: { error: { message: expect.stringContaining('must in the local tenant') } },
    })
    expect((await graph('POST', '/servicePrincipals', { appId })).status).toBe(201)
  })
})

describe('an app', () => {
  test('registers with Application.ReadWrite.All, and gives no consent', async () => {
    const app = await asApp(emulator, ['Application.ReadWrite.All'])
    const { path, principalId: clientId } = await registerApp(app)
    expect((await app('PATCH', path, { notes: 'n' })).status).toBe(204)
    expect((await app('PATCH', entrywayPath, { notes: 'n' })).status).toBe(204)
    const grant = { clientId, consentType: 'AllPrincipals', resourceId: 'x', scope: 'User.Read' }
    expect(await app('POST', '/oauth2PermissionGrants', grant)).toMatchObject(denied)
  })

  test('changes only what it registered with Application.ReadWrite.OwnedBy', async () => {
    const app = await asApp(emulator, ['Application.ReadWrite.OwnedBy'])
    const { path } = await registerApp(app)
    expect((await app('PATCH', path, { notes: 'n' })).status).toBe(204)
    expect(await app('PATCH', entrywayPath, { notes: 'n' })).toMatchObject(denied)
  })
})

test.each([
  ['POST', '/applications', 'Application.ReadWrite.All'],
  ['POST', '/servicePrincipals', 'Application.ReadWrite.All'],
  ['POST', '/oauth2PermissionGrants', 'DelegatedPermissionGrant.ReadWrite.All'],
  ['POST', '/identity/authenticationEventsFlows', 'EventListener.ReadWrite.All'],
  [
    'PATCH',
    '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/email',
    'Policy.ReadWrite.AuthenticationMethod',
  ],
])('%s %s requires %s', async (method, path, scope) => {
  const others = operatorScopes.filter((each) => each !== scope)
  expect(await (await asOperator(emulator, joni, others))(method, path, {})).toMatchObject(denied)
  expect((await (await asOperator(emulator, joni, [scope]))(method, path, {})).status).toBe(400)
})

test('a customer cannot approve a device code', async () => {
  const at = `https://login.microsoftonline.com/${fourthCoffee.id}`
  const body = new URLSearchParams({ client_id: graphCommandLine.clientId, scope: 'User.Read' })
  const asked = await emulator.fetch(new Request(`${at}/oauth2/v2.0/devicecode`, { method: 'POST', body }))
  const { user_code: request } = (await asked.json()) as { user_code: string }
  const browser = new EntraBrowser(emulator)
  const page = await (await browser.post(`${at}/oauth2/deviceauth`, { user_code: request })).text()
  expect(page).toContain(joni.profile.displayName)
  expect(page).not.toContain(robin.profile.displayName)
  const rejected = await browser.post(`${at}/oauth2/deviceauth/login`, {
    request,
    username: robin.signInName,
  })
  expect([rejected.status, await rejected.text()]).toEqual([400, expect.stringContaining('AADSTS500208')])
})
