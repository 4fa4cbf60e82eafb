// Each recorded discovery document, read for the authority that it was asked for at.
import { expect, test } from 'vitest'
import { parseAuthority } from '../../src/entryway/entra/authority.ts'
import { GRAPH_HOSTS } from '../../src/entryway/entra/clouds.ts'
import {
  type Metadata,
  MetadataError,
  metadataUrl,
  readMetadataAnswer,
} from '../../src/entryway/entra/metadata.ts'
import recorded from '../recorded/metadata.json'
import { feed, type Sample } from './recorded.ts'

const samples = recorded.samples as unknown as Sample[]
const named = (name: string) => samples.find((sample) => sample.name === name)?.body ?? {}

/** The whole document: a sample may give only what differs from another one. */
function documentOf({ name, body = {}, adds = {} }: Sample): Record<string, unknown> {
  if (typeof body['same as'] === 'string') return named(body['same as'])
  const base = { 'customers-by-name': 'customers', 'tenant-gcc': 'tenant' }[name]
  const government = name === 'us-government-asked-at-the-public-host' ? named('us-government') : {}
  return { ...(base && named(base)), ...government, ...body, ...adds }
}

function read(sample: Sample): Metadata {
  const url = sample.url?.replace(/(?:\/v2\.0)?\/\.well-known\/openid-configuration$/, '') ?? ''
  const authority = parseAuthority(url)
  if (!authority) throw new Error(`${url} is not an authority`)
  const text = JSON.stringify(documentOf(sample))
  return readMetadataAnswer(authority, { status: sample.status ?? 200, headers: new Headers(), text })
}

const GRAPH = 'https://graph.microsoft.com'
const TENANT = '00000000-0000-4000-8000-000000000001'
const CUSTOMERS = '00000000-0000-4000-8000-000000000003'
const PUBLIC = 'https://login.microsoftonline.com'
const tenant = {
  issuer: `${PUBLIC}/${TENANT}/v2.0`,
  cloudInstanceName: 'microsoftonline.com',
  sendsIssuer: false,
  graphOrigin: GRAPH,
}
const customers = {
  issuer: `https://${CUSTOMERS}.ciamlogin.com/${CUSTOMERS}/v2.0`,
  cloudInstanceName: null,
  sendsIssuer: false,
  graphOrigin: GRAPH,
}

/** What the app makes of it: where it signs people in, or what the operator is told. */
const EXPECTED: Record<
  string,
  Partial<Metadata> | { operator: string; fix: string; reason: string; aadsts?: number }
> = {
  common: {
    ...tenant,
    issuer: `${PUBLIC}/{tenantid}/v2.0`,
    tokenEndpoint: `${PUBLIC}/common/oauth2/v2.0/token`,
  },
  organizations: { ...tenant, issuer: `${PUBLIC}/{tenantid}/v2.0` },
  consumers: { ...tenant, issuer: `${PUBLIC}/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0` },
  tenant,
  'tenant-2026': tenant,
  'tenant-by-domain': { ...tenant, keysUri: `${PUBLIC}/${TENANT}/discovery/v2.0/keys` },
  // GCC is in the global cloud.
  'tenant-gcc': tenant,
  customers,
  'customers-by-name': customers,
  'customers-custom-domain': {
    ...customers,
    authorizationEndpoint: `https://login.fabrikam.example/${CUSTOMERS}/oauth2/v2.0/authorize`,
  },
  'us-government': {
    issuer: `https://login.microsoftonline.us/${TENANT}/v2.0`,
    cloudInstanceName: 'microsoftonline.us',
    sendsIssuer: false,
    graphOrigin: 'https://graph.microsoft.us',
  },
  'us-government-asked-at-the-public-host': {
    reason: 'metadata is of another cloud',
    operator: `the tenant is in Microsoft’s US Government cloud`,
    fix: `set AUTHORITY to https://login.microsoftonline.us/${TENANT}`,
  },
  china: {
    issuer: `https://login.partner.microsoftonline.cn/${TENANT}/v2.0`,
    tokenEndpoint: `https://login.chinacloudapi.cn/${TENANT}/oauth2/v2.0/token`,
    graphOrigin: 'https://microsoftgraph.chinacloudapi.cn',
  },
  // The app asks for version 2.0; who answers with version 1 is not taken for it.
  'v1-common': {
    reason: 'metadata names a foreign issuer',
    operator: 'metadata names a foreign issuer',
    fix: 'check AUTHORITY',
  },
  'unknown-tenant': {
    reason: 'metadata answered 400',
    aadsts: 90002,
    operator: 'the tenant doesn’t exist',
    fix: 'check AUTHORITY',
  },
}

feed(
  'metadata.json',
  recorded,
  EXPECTED,
  (sample, expected) => {
    if (!('operator' in expected)) return expect(read(sample)).toMatchObject(expected)
    let error: unknown
    try {
      read(sample)
    } catch (thrown) {
      error = thrown
    }
    expect(error).toBeInstanceOf(MetadataError)
    expect(error).toMatchObject({
      code: 'sign_in_unavailable',
      context: { ...expected, fixableBy: 'operator' },
    })
  },
  { 'hosts-of-the-clouds': 'no answer: its rows are tests below' },
)

const rows = recorded.samples.find(({ name }) => name === 'hosts-of-the-clouds')?.hosts ?? []

test.each(rows)('hosts-of-the-clouds: people sign in at $login', ({ login, aliases, graph }) => {
  for (const host of [login, ...aliases]) {
    const authority = parseAuthority(`https://${host}/${TENANT}`)
    expect(authority?.hosts).toEqual(expect.arrayContaining([login, ...aliases]))
    expect(authority && metadataUrl(authority)).toContain(`https://${host}/${TENANT}/`)
  }
  if (graph !== null) expect(GRAPH_HOSTS).toContain(graph)
})
