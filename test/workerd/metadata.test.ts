import { expect, test } from 'vitest'
import { contoso, fabrikam } from '../../emulator/seed.ts'
import { parseAuthority } from '../../src/entryway/entra/authority.ts'
import { readMetadata } from '../../src/entryway/entra/metadata.ts'
import { visit } from './app.ts'
import type { Json } from './changed-answers.ts'
import { changeDocument } from './hostile-entra.ts'
import { expectRefused, expectSignedIn, signInUnavailable } from './refused.ts'

const HOST = 'https://login.microsoftonline.com'
const ISSUER = `${HOST}/${contoso.id}/v2.0`
const ENDPOINTS = ['authorization_endpoint', 'token_endpoint', 'end_session_endpoint', 'jwks_uri']

const foreignIssuer = 'metadata names a foreign issuer'
const lacksField = 'metadata lacks a field'

const REFUSED: [name: string, change: Json, reason: string][] = [
  ['an issuer on another host', { issuer: ISSUER.replace(HOST, 'https://evil.example') }, foreignIssuer],
  ['an issuer of another tenant', { issuer: `${HOST}/${fabrikam.id}/v2.0` }, foreignIssuer],
  ['an issuer over http', { issuer: ISSUER.replace('https:', 'http:') }, foreignIssuer],
  ['an issuer of version 1', { issuer: `https://sts.windows.net/${contoso.id}/` }, foreignIssuer],
  ['an issuer with more path', { issuer: `${ISSUER}/evil` }, foreignIssuer],
  ['an issuer that is a template', { issuer: `${HOST}/{tenantid}/v2.0` }, foreignIssuer],
  [
    'an issuer that only begins like Entra’s',
    { issuer: `${HOST}.evil.example/${contoso.id}/v2.0` },
    foreignIssuer,
  ],
  [
    'an issuer behind a user name',
    { issuer: `https://login.microsoftonline.com@evil.example/${contoso.id}/v2.0` },
    foreignIssuer,
  ],
  ['no issuer', { issuer: undefined }, lacksField],
  ...ENDPOINTS.flatMap((name): [string, Json, string][] => [
    [`a foreign ${name}`, { [name]: 'https://evil.example/x' }, `metadata has a foreign ${name}`],
    [
      `a ${name} over http`,
      { [name]: `http://login.microsoftonline.com/x` },
      `metadata has a foreign ${name}`,
    ],
    [`a ${name} on another port`, { [name]: `${HOST}:8443/x` }, `metadata has a foreign ${name}`],
    [
      `a ${name} with a user name`,
      { [name]: `https://me@login.microsoftonline.com/x` },
      `metadata has a foreign ${name}`,
    ],
    [`a ${name} that is no URL`, { [name]: '/x' }, `metadata has a foreign ${name}`],
    [`a ${name} that is a list`, { [name]: [`${HOST}/x`] }, lacksField],
  ]),
  ...ENDPOINTS.filter((name) => name !== 'end_session_endpoint').map((name): [string, Json, string] => [
    `no ${name}`,
    { [name]: undefined },
    lacksField,
  ]),
  ['a foreign Graph host', { msgraph_host: 'graph.evil.example' }, 'metadata has a foreign msgraph_host'],
  [
    'a Graph host with a path',
    { msgraph_host: 'graph.microsoft.com/x' },
    'metadata has a foreign msgraph_host',
  ],
  [
    'a Graph host behind a user name',
    { msgraph_host: 'graph.microsoft.com@evil.example' },
    'metadata has a foreign msgraph_host',
  ],
  ['a Graph host that is a number', { msgraph_host: 1 }, lacksField],
]

test.each(REFUSED)('metadata with %s is refused, and nobody is sent anywhere', async (_, change, reason) => {
  const { app, browser } = await visit()
  changeDocument(app, '/openid-configuration', (real) => ({ ...real, ...change }))
  await expectRefused(app, browser, '/login', signInUnavailable(reason))
  expect(browser.attempts).toEqual([])
  expect(app.outbound).toHaveLength(1)
  expect(app.lastLog('error')).toMatchObject({ fixableBy: 'operator', operator: 'check AUTHORITY' })
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

test.each([
  ['a list', Response.json([]), lacksField],
  ['null', Response.json(null), lacksField],
  [
    'Entra’s “no such tenant”',
    Response.json({ error: 'invalid_tenant' }, { status: 400 }),
    'metadata answered 400',
  ],
  ['a redirect', Response.redirect('https://evil.example/', 302), 'metadata answered 302'],
])('%s in place of metadata is refused, and not followed', async (_, answer, reason) => {
  const { app, browser } = await visit()
  app.intercept = () => answer
  await expectRefused(app, browser, '/login', signInUnavailable(reason))
  expect(app.outbound).toHaveLength(1)
})

test.each([
  ['no Graph host, which is then the public one', { msgraph_host: undefined }],
  ['a Graph host that is null', { msgraph_host: null }],
  ['no end_session_endpoint, so that sign-out is local', { end_session_endpoint: undefined }],
  ['an end_session_endpoint that is null', { end_session_endpoint: null }],
  ['a Graph host that is empty', { msgraph_host: '' }],
  ['an end_session_endpoint that is empty', { end_session_endpoint: '' }],
  ['the Graph host of another cloud', { msgraph_host: 'graph.microsoft.us' }],
  [
    'endpoints on another name of the same cloud',
    { end_session_endpoint: 'https://login.windows.net/x/logout' },
  ],
  ['fields that nobody knows', { ['__proto__']: { issuer: 'x' }, kerberos_endpoint: 'https://evil.example' }],
])('metadata with %s is taken', async (_, change) => {
  const { app, browser } = await visit()
  changeDocument(app, '/openid-configuration', (real) => ({ ...real, ...change }))
  const callback = await browser.reachCallback()
  await expectSignedIn(app, browser, callback)
})

const at = (host: string) => ({
  issuer: `https://${host}/${contoso.id}/v2.0`,
  authorization_endpoint: `https://${host}/${contoso.id}/oauth2/v2.0/authorize`,
  token_endpoint: `https://${host}/${contoso.id}/oauth2/v2.0/token`,
  end_session_endpoint: `https://${host}/${contoso.id}/oauth2/v2.0/logout`,
  jwks_uri: `https://${host}/${contoso.id}/discovery/v2.0/keys`,
})
const US = at('login.microsoftonline.us')

/** Both hosts answer for tenants of the other cloud, with the tenant's own endpoints: tools that look tenants up rest on it. */
test.each([
  ['by everything', HOST, { ...US, cloud_instance_name: 'microsoftonline.us' }, US.issuer],
  ['by the issuer alone', HOST, { issuer: US.issuer, cloud_instance_name: undefined }, US.issuer],
  ['by the name of the cloud alone', HOST, { cloud_instance_name: 'microsoftonline.us' }, US.issuer],
  [
    'by its region alone',
    HOST,
    { cloud_instance_name: undefined, tenant_region_sub_scope: 'DODCON' },
    US.issuer,
  ],
  [
    'of China',
    HOST,
    { ...at('login.partner.microsoftonline.cn'), cloud_instance_name: 'partner.microsoftonline.cn' },
    at('login.partner.microsoftonline.cn').issuer,
  ],
  [
    'of the global cloud, asked for at the US Government’s host',
    'https://login.microsoftonline.us',
    { ...at('login.microsoftonline.com'), cloud_instance_name: 'microsoftonline.com' },
    ISSUER,
  ],
])('a tenant of another cloud is said to be one, %s', async (_, origin, change, issuer) => {
  const { app, browser } = await visit({ AUTHORITY: `${origin}/${contoso.id}` })
  changeDocument(app, '/openid-configuration', (real) => ({ ...real, ...change }))
  const reason = 'metadata is of another cloud'
  await expectRefused(app, browser, '/login', signInUnavailable(reason))
  const operator = expect.stringContaining(`set AUTHORITY to ${issuer.replace('/v2.0', '')}`)
  expect(app.lastLog('error')).toMatchObject({ fixableBy: 'operator', operator })
})

test.each([
  ['GCC, which is in the global cloud', { tenant_region_scope: 'NA', tenant_region_sub_scope: 'GCC' }],
  ['no cloud', { cloud_instance_name: undefined }],
  ['a region that nobody knows', { tenant_region_scope: 'XX', tenant_region_sub_scope: 1 }],
])('metadata that names %s is taken', async (_, change) => {
  const { app, browser } = await visit()
  changeDocument(app, '/openid-configuration', (real) => ({ ...real, ...change }))
  await expectSignedIn(app, browser, await browser.reachCallback())
})

test.each([
  ['login.microsoftonline.us', 'graph.microsoft.us'],
  ['login.usgovcloudapi.net', 'graph.microsoft.us'],
  ['login.partner.microsoftonline.cn', 'microsoftgraph.chinacloudapi.cn'],
  ['login.sovcloud-identity.fr', 'graph.svc.sovcloud.fr'],
  ['login.sovcloud-identity.de', 'graph.svc.sovcloud.de'],
  ['login.sovcloud-identity.sg', 'graph.svc.sovcloud.sg'],
])('at %s Graph is at %s, whether or not the metadata says so', (host, graph) => {
  const authority = parseAuthority(`https://${host}/${contoso.id}`)
  if (!authority) throw new Error('no authority')
  for (const named of [undefined, graph]) {
    expect(readMetadata(authority, { ...at(host), msgraph_host: named }).graphOrigin).toBe(`https://${graph}`)
  }
})
