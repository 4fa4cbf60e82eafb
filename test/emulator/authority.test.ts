// Every form of authority: its documents, who signs in there, and what their ID token and Graph say.
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import {
  type AppRegistration,
  adele,
  casey,
  contoso,
  entryway,
  entrywayCustomers,
  entrywayEverywhere,
  entrywayFabrikam,
  fabrikam,
  fourthCoffee,
  megan,
  type Person,
  personalAccounts,
  robin,
} from '../../emulator/seed.ts'
import { authorizeUrl, tokensAt } from '../support/entra-client.ts'

const PUBLIC = 'https://login.microsoftonline.com'
const LOCAL = 'http://localhost:8788'
const TEMPLATE = `${PUBLIC}/{tenantid}/v2.0`
const CUSTOMERS = `https://${fourthCoffee.id}.ciamlogin.com/${fourthCoffee.id}/v2.0`

let emulator: Emulator
beforeAll(async () => {
  emulator = await createEmulator()
})

type Json = Record<string, unknown>
const get = async (url: string, headers: Record<string, string> = {}) =>
  (await (await emulator.fetch(new Request(url, { headers }))).json()) as Json
const metadataOf = (at: string) => get(`${at}/v2.0/.well-known/openid-configuration`)

const everywhere = entrywayEverywhere
type Row = [at: string, app: AppRegistration, person: Person, issuer: string, graph: string]

const rows: Row[] = [
  [`${PUBLIC}/${contoso.id}`, entryway, adele, `${PUBLIC}/${contoso.id}/v2.0`, 'graph.microsoft.com'],
  [`${PUBLIC}/contoso.example`, entryway, adele, `${PUBLIC}/${contoso.id}/v2.0`, 'graph.microsoft.com'],
  [
    `${PUBLIC}/contoso.onmicrosoft.com`,
    everywhere,
    adele,
    `${PUBLIC}/${contoso.id}/v2.0`,
    'graph.microsoft.com',
  ],
  [
    `${PUBLIC}/${fabrikam.id}`,
    entrywayFabrikam,
    megan,
    `${PUBLIC}/${fabrikam.id}/v2.0`,
    'graph.microsoft.com',
  ],
  [`${PUBLIC}/${fabrikam.id}`, everywhere, megan, `${PUBLIC}/${fabrikam.id}/v2.0`, 'graph.microsoft.com'],
  [`${PUBLIC}/common`, everywhere, adele, TEMPLATE, 'graph.microsoft.com'],
  [`${PUBLIC}/Common`, everywhere, megan, TEMPLATE, 'graph.microsoft.com'],
  [`${PUBLIC}/common`, everywhere, casey, TEMPLATE, 'graph.microsoft.com'],
  [`${PUBLIC}/organizations`, everywhere, megan, TEMPLATE, 'graph.microsoft.com'],
  [`${PUBLIC}/consumers`, everywhere, casey, `${PUBLIC}/${personalAccounts.id}/v2.0`, 'graph.microsoft.com'],
  [
    `${PUBLIC}/${personalAccounts.id}`,
    everywhere,
    casey,
    `${PUBLIC}/${personalAccounts.id}/v2.0`,
    'graph.microsoft.com',
  ],
  ['https://login.windows.net/organizations', everywhere, adele, TEMPLATE, 'graph.microsoft.com'],
  [
    'https://login.microsoftonline.us/contoso.example',
    entryway,
    adele,
    `https://login.microsoftonline.us/${contoso.id}/v2.0`,
    'graph.microsoft.us',
  ],
  [
    'https://login.microsoftonline.us/organizations',
    everywhere,
    adele,
    'https://login.microsoftonline.us/{tenantid}/v2.0',
    'graph.microsoft.us',
  ],
  [
    'https://login.partner.microsoftonline.cn/common',
    everywhere,
    adele,
    'https://login.partner.microsoftonline.cn/{tenantid}/v2.0',
    'microsoftgraph.chinacloudapi.cn',
  ],
  [
    `https://login.chinacloudapi.cn/${contoso.id}`,
    entryway,
    adele,
    `https://login.partner.microsoftonline.cn/${contoso.id}/v2.0`,
    'microsoftgraph.chinacloudapi.cn',
  ],
  [
    'https://fourthcoffee.ciamlogin.com/fourthcoffee.onmicrosoft.com',
    entrywayCustomers,
    robin,
    CUSTOMERS,
    'graph.microsoft.com',
  ],
  [
    `https://fourthcoffee.ciamlogin.com/${fourthCoffee.id}`,
    entrywayCustomers,
    robin,
    CUSTOMERS,
    'graph.microsoft.com',
  ],
  [
    `https://${fourthCoffee.id}.ciamlogin.com/${fourthCoffee.id}`,
    entrywayCustomers,
    robin,
    CUSTOMERS,
    'graph.microsoft.com',
  ],
  [
    `https://login.fourthcoffee.example/${fourthCoffee.id}`,
    entrywayCustomers,
    robin,
    CUSTOMERS,
    'graph.microsoft.com',
  ],
  [`${LOCAL}/common`, everywhere, megan, `${LOCAL}/{tenantid}/v2.0`, 'localhost:8788'],
  [`${LOCAL}/organizations`, everywhere, adele, `${LOCAL}/{tenantid}/v2.0`, 'localhost:8788'],
  [`${LOCAL}/consumers`, everywhere, casey, `${LOCAL}/${personalAccounts.id}/v2.0`, 'localhost:8788'],
  [
    `${LOCAL}/${fourthCoffee.id}`,
    entrywayCustomers,
    robin,
    `${LOCAL}/${fourthCoffee.id}/v2.0`,
    'localhost:8788',
  ],
  [
    `${LOCAL}/fourthcoffee.onmicrosoft.com`,
    entrywayCustomers,
    robin,
    `${LOCAL}/${fourthCoffee.id}/v2.0`,
    'localhost:8788',
  ],
]

test.each(rows)('%s', async (at, app, person, issuer, graph) => {
  const document = await metadataOf(at)
  expect(document).toMatchObject({ issuer, msgraph_host: graph })
  const { origin, protocol } = new URL(at)
  for (const name of ['authorization_endpoint', 'token_endpoint', 'end_session_endpoint', 'jwks_uri']) {
    expect(new URL(String(document[name])).origin).toBe(origin)
  }

  const username = 'signInName' in person ? String(person.signInName) : person.profile.userPrincipalName
  const tokens = await tokensAt(emulator, { at, app, username })
  const claims = decodeJwt(String(tokens.id_token))
  expect(claims).toMatchObject({
    aud: app.clientId,
    iss: issuer.replace('{tenantid}', person.tenantId),
    tid: person.tenantId,
    oid: person.profile.id,
    name: person.profile.displayName,
    preferred_username: username,
  })

  const { keys } = (await get(String(document.jwks_uri))) as { keys: Record<string, string>[] }
  const key = keys.find(({ kid }) => kid === decodeProtectedHeader(String(tokens.id_token)).kid)
  expect(key?.issuer?.replace('{tenantid}', person.tenantId)).toBe(claims.iss)

  const me = await get(`${protocol}//${graph}/v1.0/me`, { Authorization: `Bearer ${tokens.access_token}` })
  expect(me).toMatchObject({ displayName: person.profile.displayName })
})

test.each(['common', 'organizations'])('%s has URLs of its own name, and of no region', async (name) => {
  const base = `${PUBLIC}/${name}`
  expect(await metadataOf(base)).toMatchObject({
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
    tenant_region_scope: null,
  })
})

describe('the keys', () => {
  const issuersAt = async (name: string) => {
    const { keys } = (await get(`${PUBLIC}/${name}/discovery/v2.0/keys`)) as { keys: { issuer: string }[] }
    return keys.map(({ issuer }) => issuer)
  }
  const PERSONAL = `${PUBLIC}/${personalAccounts.id}/v2.0`

  test.each([
    ['common', [TEMPLATE, TEMPLATE, PERSONAL]],
    ['organizations', [TEMPLATE, TEMPLATE]],
    ['consumers', [PERSONAL]],
    [contoso.id, [`${PUBLIC}/${contoso.id}/v2.0`, `${PUBLIC}/${contoso.id}/v2.0`]],
  ])('at %s each name the issuer they may sign for', async (name, issuers) => {
    expect(await issuersAt(name)).toEqual(issuers)
  })
})

describe('a host that is not the tenant’s', () => {
  test.each([
    [`https://fourthcoffee.ciamlogin.com/${fabrikam.id}`, 500210],
    [`https://contoso.ciamlogin.com/${fourthCoffee.id}`, 500210],
    [`https://login.fourthcoffee.example/${contoso.id}`, 500210],
    ['https://fourthcoffee.ciamlogin.com/common', 90002],
    ['https://fourthcoffee.ciamlogin.com/nobody.onmicrosoft.com', 90002],
  ])('%s: AADSTS%i', async (at, number) => {
    expect(await metadataOf(at)).toMatchObject({ error: 'invalid_request', error_codes: [number] })
  })

  test('signs no customers in at Microsoft’s own', async () => {
    const url = authorizeUrl({ client_id: entrywayCustomers.clientId }, `${PUBLIC}/${fourthCoffee.id}`)
    const location = new URL((await emulator.fetch(new Request(url))).headers.get('Location') ?? '')
    expect(location.searchParams.get('error')).toBe('access_denied')
    expect(location.searchParams.get('error_description')).toContain('AADSTS500208')
  })
})

test('Graph takes the access tokens of its own cloud only', async () => {
  const place = {
    at: 'https://login.microsoftonline.us/organizations',
    app: everywhere,
    username: 'adele@contoso.example',
  }
  const { access_token } = await tokensAt(emulator, place)
  const callAt = (host: string) => get(`https://${host}/v1.0/me`, { Authorization: `Bearer ${access_token}` })
  expect(await callAt('graph.microsoft.us')).toMatchObject({ displayName: 'Adele Vance' })
  expect(await callAt('graph.microsoft.com')).toMatchObject({ error: { code: 'InvalidAuthenticationToken' } })
  expect(await callAt('microsoftgraph.chinacloudapi.cn')).toMatchObject({
    error: { code: 'InvalidAuthenticationToken' },
  })
})

test('Graph calls a personal account by the end of its object id', async () => {
  const { access_token } = await tokensAt(emulator, {
    at: `${PUBLIC}/consumers`,
    app: everywhere,
    username: 'casey@outlook.example',
  })
  expect(
    await get('https://graph.microsoft.com/v1.0/me', { Authorization: `Bearer ${access_token}` }),
  ).toMatchObject({
    id: 'ca5e000000000041',
    userPrincipalName: 'casey@outlook.example',
    jobTitle: null,
  })
})
