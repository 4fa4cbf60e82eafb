// Every form of authority: its documents, who signs in there, and what their ID token and Graph say.
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { beforeAll, expect, test } from 'vitest'
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
import { tokensAt } from '../support/entra-client.ts'

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
