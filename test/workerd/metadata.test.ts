import { expect, test } from 'vitest'
import { contoso, fabrikam } from '../../emulator/seed.ts'
import { parseAuthority } from '../../src/entryway/entra/authority.ts'
import { MetadataError, readMetadataAnswer } from '../../src/entryway/entra/metadata.ts'
import type { ErrorContext } from '../../src/entryway/errors/entryway-error.ts'
import { visit } from './app.ts'
import type { Json } from './changed-answers.ts'
import { changeDocument } from './hostile-entra.ts'
import { expectRefused, signInUnavailable } from './refused.ts'

const HOST = 'https://login.microsoftonline.com'
const ISSUER = `${HOST}/${contoso.id}/v2.0`
const ENDPOINTS = ['authorization_endpoint', 'token_endpoint', 'end_session_endpoint', 'jwks_uri']

const foreignIssuer = 'metadata names a foreign issuer'
const lacksField = 'metadata lacks a field'

const REFUSED: [name: string, change: Json, reason: string][] = [
  ['an issuer of another tenant', { issuer: `${HOST}/${fabrikam.id}/v2.0` }, foreignIssuer],
  ['an issuer over http', { issuer: ISSUER.replace('https:', 'http:') }, foreignIssuer],
  ['an issuer of version 1', { issuer: `https://sts.windows.net/${contoso.id}/` }, foreignIssuer],
  ['an issuer with more path', { issuer: `${ISSUER}/evil` }, foreignIssuer],
  [
    'an issuer behind a user name',
    { issuer: `https://login.microsoftonline.com@evil.example/${contoso.id}/v2.0` },
    foreignIssuer,
  ],
  ['no issuer', { issuer: undefined }, lacksField],
  ...ENDPOINTS.flatMap((name): [string, Json, string][] => {
    const foreign = `metadata has a foreign ${name}`
    return [
      [`a foreign ${name}`, { [name]: 'https://evil.example/x' }, foreign],
      [`a ${name} over http`, { [name]: 'http://login.microsoftonline.com/x' }, foreign],
      [`a ${name} with a user name`, { [name]: 'https://me@login.microsoftonline.com/x' }, foreign],
      [`a ${name} that is a list`, { [name]: [`${HOST}/x`] }, lacksField],
    ]
  }),
  ...ENDPOINTS.filter((name) => name !== 'end_session_endpoint').map((name): [string, Json, string] => [
    `no ${name}`,
    { [name]: undefined },
    lacksField,
  ]),
  ['a foreign Graph host', { msgraph_host: 'graph.evil.example' }, 'metadata has a foreign msgraph_host'],
  [
    'a Graph host behind a user name',
    { msgraph_host: 'graph.microsoft.com@evil.example' },
    'metadata has a foreign msgraph_host',
  ],
  ['a Graph host that is a number', { msgraph_host: 1 }, lacksField],
]

const at = (host: string) => ({
  issuer: `https://${host}/${contoso.id}/v2.0`,
  authorization_endpoint: `https://${host}/${contoso.id}/oauth2/v2.0/authorize`,
  token_endpoint: `https://${host}/${contoso.id}/oauth2/v2.0/token`,
  end_session_endpoint: `https://${host}/${contoso.id}/oauth2/v2.0/logout`,
  jwks_uri: `https://${host}/${contoso.id}/discovery/v2.0/keys`,
})
const real = {
  ...at('login.microsoftonline.com'),
  cloud_instance_name: 'microsoftonline.com',
  msgraph_host: 'graph.microsoft.com',
}

function read(document: unknown, host = 'login.microsoftonline.com') {
  const authority = parseAuthority(`https://${host}/${contoso.id}`)
  if (!authority) throw new Error('no authority')
  return readMetadataAnswer(authority, {
    status: 200,
    headers: new Headers(),
    text: JSON.stringify(document),
  })
}

/** The operator's part of the error; throws where there is none. */
function refusalOf(document: unknown, host?: string): ErrorContext {
  try {
    read(document, host)
  } catch (error) {
    if (error instanceof MetadataError) return error.context
  }
  throw new Error('the document is taken')
}

test.each(REFUSED)('rejects metadata with %s', (_, change, reason) => {
  expect(refusalOf({ ...real, ...change })).toMatchObject({
    reason,
    fix: 'check AUTHORITY',
  })
})

test.each([['a list', []]])('%s is rejected as metadata', (_, document) => {
  expect(refusalOf(document)).toMatchObject({ reason: lacksField })
})

test.each([
  ['no Graph host, which is then the public one', { msgraph_host: undefined }],
  ['a Graph host that is empty', { msgraph_host: '' }],
  ['the Graph host of another cloud', { msgraph_host: 'graph.microsoft.us' }],
  ['no end_session_endpoint, so that sign-out is local', { end_session_endpoint: undefined }],
  ['an end_session_endpoint that is null', { end_session_endpoint: null }],
  ['endpoints on another name of the same cloud', { jwks_uri: 'https://login.windows.net/x/keys' }],
  ['fields that nobody knows', { ['__proto__']: { issuer: 'x' }, kerberos_endpoint: 'https://evil.example' }],
  ['a region that nobody knows', { tenant_region_scope: 'XX', tenant_region_sub_scope: 1 }],
])('accepts metadata with %s', (_, change: Json) => {
  const graph = change.msgraph_host || 'graph.microsoft.com'
  expect(read({ ...real, ...change })).toMatchObject({
    issuer: ISSUER,
    graphOrigin: `https://${graph}`,
    endSessionEndpoint: 'end_session_endpoint' in change ? null : real.end_session_endpoint,
  })
})

test.each<[string, (real: Json) => unknown, string]>([
  ['a foreign issuer', (real) => ({ ...real, issuer: 'https://evil.example/' }), foreignIssuer],
  [
    'Entra’s “no such tenant”',
    () => Response.json({ error: 'invalid_tenant' }, { status: 400 }),
    'metadata answered 400',
  ],
  ['a redirect', () => Response.redirect('https://evil.example/', 302), 'metadata answered 302'],
])('where metadata has or is %s, nobody is sent anywhere', async (_, change, reason) => {
  const { app, browser } = await visit()
  changeDocument(app, '/openid-configuration', change)
  await expectRefused(app, browser, '/login', signInUnavailable(reason))
  expect(browser.attempts).toEqual([])
  expect(app.outbound).toHaveLength(1)
  expect(app.lastLog('error')).toMatchObject({ fixableBy: 'operator' })
})

test.each([
  [
    { error: 'invalid_request', error_description: 'AADSTS900023: Specified tenant identifier' },
    { aadsts: 900023, operator: 'the tenant doesn’t exist: check AUTHORITY' },
  ],
  ['<h1>Blocked</h1>', { operator: 'a proxy or firewall responds in Entra’s place, or AUTHORITY is wrong' }],
])('the log tells Entra’s refusal of metadata from somebody else’s: %j', async (body, line) => {
  const { app, browser } = await visit()
  app.intercept = () => new Response(typeof body === 'string' ? body : JSON.stringify(body), { status: 400 })
  await browser.get('/login')
  expect(app.lastLog('error')).toMatchObject({ ...line, fixableBy: 'operator' })
})

const US = at('login.microsoftonline.us')
const ASKED = 'login.microsoftonline.com'

/** Both hosts answer for tenants of the other cloud, with the tenant's own endpoints: tools that look tenants up rest on it. */
test.each([
  ['by the issuer alone', ASKED, { issuer: US.issuer, cloud_instance_name: undefined }, US],
  ['by the name of the cloud alone', ASKED, { cloud_instance_name: 'microsoftonline.us' }, US],
  ['by its region alone', ASKED, { cloud_instance_name: undefined, tenant_region_sub_scope: 'DODCON' }, US],
  ['of the global cloud, asked for at the US Government’s host', 'login.microsoftonline.us', {}, real],
])('says that a tenant is in another cloud, told %s', (_, host, change, { issuer }) => {
  expect(refusalOf({ ...real, ...change }, host)).toMatchObject({
    reason: 'metadata is of another cloud',
    fix: `set AUTHORITY to ${issuer.replace('/v2.0', '')}`,
  })
})

test.each([
  ['login.microsoftonline.us', 'graph.microsoft.us'],
  ['login.partner.microsoftonline.cn', 'microsoftgraph.chinacloudapi.cn'],
  ['login.sovcloud-identity.fr', 'graph.svc.sovcloud.fr'],
])('at %s Graph is at %s, whether or not the metadata says so', (host, graph) => {
  for (const named of [undefined, graph]) {
    expect(read({ ...at(host), msgraph_host: named }, host).graphOrigin).toBe(`https://${graph}`)
  }
})
