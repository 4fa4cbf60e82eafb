// What Graph refuses of an app that exposes an API: names, URIs, and the apps it lets in by itself.
import { beforeEach, expect, test } from 'vitest'
import { createEmulator } from '../../emulator/index.ts'
import { asOperator, type Directory } from '../support/operator.ts'
import { registerApp } from './registered-app.ts'

let graph: Directory
beforeEach(async () => {
  graph = await asOperator(await createEmulator())
})

const register = (settings: object) => graph('POST', '/applications', { displayName: 'Wingtip', ...settings })
const scope = (value: string, id: string = crypto.randomUUID()) => ({
  id,
  value,
  type: 'User',
  isEnabled: true,
})
const scopes = (...oauth2PermissionScopes: object[]) => ({ api: { oauth2PermissionScopes } })
const PERSONAL = 'AzureADandPersonalMicrosoftAccount'
const one = crypto.randomUUID()

test.each([
  ['a relative URI', { identifierUris: ['wingtip'] }, 'must be a valid absolute URI'],
  ['a wildcard', { identifierUris: ['api://*.wingtip'] }, 'wildcard'],
  ['a slash at the end', { identifierUris: ['api://wingtip/'] }, 'must not end with a slash'],
  ['256 characters', { identifierUris: [`api://${'a'.repeat(250)}`] }, 'longer than 255'],
  ['a domain of somebody else', { identifierUris: ['https://wingtip.example/api'] }, 'verified domain'],
  ['Microsoft Graph’s URI', { identifierUris: ['https://graph.microsoft.com'] }, 'verified domain'],
  [
    'a URI of another app',
    { identifierUris: ['api://contoso-api'] },
    'same value for property identifierUris',
  ],
  ['a URI twice', { identifierUris: ['api://a', 'API://A'] }, 'same value for property identifierUris'],
  ['a urn for personal accounts', { identifierUris: ['urn:a:b'], signInAudience: PERSONAL }, 'urn'],
  ['a scope with a space', scopes(scope('Toys Read')), 'invalid character'],
  ['a scope with a dot before it', scopes(scope('.default')), 'must not begin with a dot'],
  ['a scope of 121 characters', scopes(scope('a'.repeat(121))), '120'],
  [
    'a scope of 41 characters for personal accounts',
    { ...scopes(scope('a'.repeat(41))), signInAudience: PERSONAL },
    '',
  ],
  ['two scopes of one name', scopes(scope('Toys.Read'), scope('Toys.Read')), 'used twice'],
  ['two scopes of one id', scopes(scope('Toys.Read', one), scope('Toys.Write', one)), 'used twice'],
  ['a scope without an id', scopes({ value: 'Toys.Read', type: 'User' }), 'no GUID'],
])('%s is refused', async (_, settings, message) => {
  expect(await register(settings)).toMatchObject({
    status: 400,
    json: { error: { code: 'Request_BadRequest', message: expect.stringContaining(message) } },
  })
})

test.each([
  'api://contoso.example/wingtip',
  'https://contoso.example/wingtip',
  'https://toys.contoso.example',
  'https://contoso.onmicrosoft.com/toys',
  'urn:wingtip:toys',
])('%s is taken', async (uri) => {
  expect((await register({ identifierUris: [uri] })).status).toBe(201)
})

test.each([
  ['a property that there is not', { color: 1 }],
  ['apps let in that are no list', { preAuthorizedApplications: 'all' }],
  ['an app let in that has no id', { preAuthorizedApplications: [{ delegatedPermissionIds: [] }] }],
  ['tokens of version 3', { requestedAccessTokenVersion: 3 }],
  ['a scope of no type', { oauth2PermissionScopes: [{ ...scope('Toys.Read'), type: 'Everybody' }] }],
])('%s is refused', async (_, api) => {
  expect(await register({ api })).toMatchObject({
    status: 400,
    json: { error: { message: expect.stringContaining("property 'api'") } },
  })
})

test('an app can be preauthorized only for scopes that already exist', async () => {
  const known = scope('Toys.Read')
  const { path, appId } = await registerApp(graph, scopes(known))
  const letIn = (id: string) =>
    graph('PATCH', path, {
      api: { preAuthorizedApplications: [{ appId, delegatedPermissionIds: [id] }] },
    })
  expect(await letIn(crypto.randomUUID())).toMatchObject({
    status: 400,
    json: {
      error: {
        code: 'InvalidValue',
        message:
          'Property api.preAuthorizedApplications.delegatedPermissionIds has a Permission Id that cannot be found in the AppPermissions sets.',
      },
    },
  })
  expect((await letIn(known.id)).status).toBe(204)
  const fresh = scope('Toys.Write')
  const both = {
    oauth2PermissionScopes: [known, fresh],
    preAuthorizedApplications: [{ appId, delegatedPermissionIds: [fresh.id] }],
  }
  expect((await graph('PATCH', path, { api: both })).json.error).toMatchObject({ code: 'InvalidValue' })
})

test('a URI no longer used by an app can be used again', async () => {
  const { path } = await registerApp(graph, { identifierUris: ['api://wingtip'] })
  expect((await graph('PATCH', path, { identifierUris: ['api://wingtip', 'api://toys'] })).status).toBe(204)
  expect((await graph('PATCH', path, { identifierUris: [] })).status).toBe(204)
  expect((await register({ identifierUris: ['api://wingtip'] })).status).toBe(201)
})

test('a scope and a role must be disabled before they are deleted', async () => {
  const known = scope('Toys.Read')
  const role = {
    id: one,
    value: 'Toys.Write',
    displayName: 'Writer',
    description: 'Writes',
    allowedMemberTypes: ['User'],
  }
  const { path } = await registerApp(graph, { ...scopes(known), appRoles: [role] })
  const change = (body: object) => graph('PATCH', path, body)
  for (const gone of [scopes(), { appRoles: [] }]) {
    expect(await change(gone)).toMatchObject({
      status: 400,
      json: { error: { code: 'CannotDeleteOrUpdateEnabledEntitlement' } },
    })
  }
  const disabled = { ...scopes({ ...known, isEnabled: false }), appRoles: [{ ...role, isEnabled: false }] }
  expect((await change(disabled)).status).toBe(204)
  expect((await graph('GET', path)).json.appRoles).toEqual([
    { ...role, isEnabled: false, origin: 'Application' },
  ])
  expect((await change({ ...scopes(), appRoles: [] })).status).toBe(204)
})
