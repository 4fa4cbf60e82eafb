// AUTHORITY for each kind of accounts, and when the one in .dev.vars already says the same.
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { MetadataError, parseAuthority } from '../../src/entryway/protocol.ts'
import { accountKinds, kindOfAudience, kindRow } from '../../tools/app-registration/account-kind.ts'
import { metadataRefusal } from '../../tools/app-registration/metadata-refusal.ts'
import { authorityFor, meansSameAuthority, type Tenant } from '../../tools/app-registration/tenant.ts'
import { readOptions } from '../../tools/register/command-line/options.ts'
import { RegisterRefusal } from '../../tools/register/command-line/refusal.ts'
import { findSignInAuthority } from '../../tools/register/sign-in/sign-in-authority.ts'

const tenant: Tenant = {
  id: 'f0c0ffee-0000-4000-8000-000000000003',
  displayName: 'Fourth Coffee',
  domains: ['fourthcoffee.onmicrosoft.com', 'fourthcoffee.example'],
  name: 'fourthcoffee',
  forCustomers: null,
}

const at = (url: string) => {
  const authority = parseAuthority(url)
  if (!authority) throw new Error(`${url} is no authority`)
  return authority
}

const publicCloud = 'https://login.microsoftonline.com/organizations'

test.each([
  ['tenant', publicCloud, null, `https://login.microsoftonline.com/${tenant.id}`],
  ['organizations', publicCloud, null, 'https://login.microsoftonline.com/organizations'],
  ['common', publicCloud, null, 'https://login.microsoftonline.com/common'],
  ['consumers', publicCloud, null, 'https://login.microsoftonline.com/consumers'],
  ['customers', publicCloud, null, `https://fourthcoffee.ciamlogin.com/${tenant.id}`],
  ['customers', publicCloud, 'https://other.ciamlogin.com', `https://other.ciamlogin.com/${tenant.id}`],
  [
    'customers',
    publicCloud,
    `https://login.fourthcoffee.example/${tenant.id}`,
    `https://login.fourthcoffee.example/${tenant.id}`,
  ],
  ['customers', 'http://localhost:8788/x.example', null, `http://localhost:8788/${tenant.id}`],
  [
    'tenant',
    'https://login.microsoftonline.us/x.example',
    null,
    `https://login.microsoftonline.us/${tenant.id}`,
  ],
] as const)('for %s, signed in at %s, with --authority %s, it is %s', (kind, signedInAt, given, expected) => {
  expect(authorityFor(kind, tenant, at(signedInAt), given)).toBe(expected)
})

test('without the tenant’s name, the External ID host uses its ID', () => {
  const nameless = { ...tenant, name: null }
  expect(authorityFor('customers', nameless, at(publicCloud), null)).toBe(
    `https://${tenant.id}.ciamlogin.com/${tenant.id}`,
  )
})

describe('the Microsoft Graph that metadata names', () => {
  const named = async (authority: string, host: string, more: string[] = []) => {
    const metadata = {
      authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
      device_authorization_endpoint: `${authority}/oauth2/v2.0/devicecode`,
      token_endpoint: `${authority}/oauth2/v2.0/token`,
      end_session_endpoint: `${authority}/oauth2/v2.0/logout`,
      jwks_uri: `${authority}/discovery/v2.0/keys`,
      issuer: `${new URL(authority).origin}/${tenant.id}/v2.0`,
      msgraph_host: host,
    }
    vi.spyOn(globalThis, 'fetch').mockImplementation(async () => Response.json(metadata))
    onTestFinished(() => {
      vi.restoreAllMocks()
    })
    return (await findSignInAuthority(readOptions(['--authority', authority, ...more]))).graphUrl
  }
  test.each([
    [
      'https://login.microsoftonline.com/contoso.example',
      'graph.microsoft.com',
      'https://graph.microsoft.com',
    ],
    [
      'https://login.microsoftonline.us/contoso.example',
      'dod-graph.microsoft.us',
      'https://dod-graph.microsoft.us',
    ],
    ['http://localhost:8788/contoso.example', 'graph.microsoft.com', 'http://localhost:8788'],
  ])('of %s is %s', async (authority, host, url) => {
    expect(await named(authority, host)).toBe(url)
  })

  test('is not the one that --graph-url names', async () => {
    const login = 'https://login.microsoftonline.us/contoso.example'
    const dod = 'https://dod-graph.microsoft.us'
    expect(await named(login, 'graph.microsoft.us', ['--graph-url', dod])).toBe(dod)
  })

  test('elsewhere gets no token', async () => {
    const login = 'https://login.microsoftonline.com/contoso.example'
    await expect(named(login, 'graph.attacker.example')).rejects.toThrow(/foreign msgraph_host/)
  })
})

describe('an authority without metadata', () => {
  const PUBLIC = 'https://login.microsoftonline.com/contoso.example'
  const page = (status: number) => () => new Response('<h1>Blocked</h1>', { status })
  const entra = (number: number, sentence: string) => () =>
    Response.json(
      { error: 'invalid_tenant', error_description: `AADSTS${number}: ${sentence} Trace ID: x` },
      { status: 400 },
    )
  const gone = () => {
    throw Object.assign(new TypeError('fetch failed'), {
      cause: Object.assign(new Error(), { code: 'ENOTFOUND' }),
    })
  }
  const customers = () =>
    Response.json({
      issuer: `https://${tenant.id}.ciamlogin.com/${tenant.id}/v2.0`,
      authorization_endpoint: PUBLIC,
      token_endpoint: PUBLIC,
      jwks_uri: PUBLIC,
    })
  test.each<[string, string, () => Response, RegExp, RegExp]>([
    [
      'a tenant that does not exist',
      PUBLIC,
      entra(90002, "Tenant 'contoso.example' not found. Check it."),
      /^The tenant “contoso\.example” does not exist at login\.microsoftonline\.com\. Entra returned invalid_tenant, AADSTS90002: Tenant 'contoso\.example' not found\.$/,
      /^Compare the tenant in --tenant, --authority, or AUTHORITY in \.dev\.vars with Directory \(tenant\) ID .* another of Microsoft’s clouds/,
    ],
    [
      'a name that is none',
      PUBLIC,
      entra(900023, "Specified tenant identifier 'contoso.example' is neither a valid DNS name."),
      /^“contoso\.example” is neither the ID of a tenant nor one of its domains\. .*AADSTS900023/,
      /^Use Directory \(tenant\) ID/,
    ],
    [
      'a proxy’s page',
      PUBLIC,
      page(403),
      /^login\.microsoftonline\.com returned 403, but not in Entra’s form\.$/,
      /proxy/,
    ],
    [
      'a redirect',
      PUBLIC,
      () => Response.redirect('https://proxy.contoso.example/', 302),
      /it redirects/,
      /proxy/,
    ],
    [
      'a gateway',
      PUBLIC,
      page(502),
      /^https:\/\/login\.microsoftonline\.com returned 502\.$/,
      /again in a few minutes/,
    ],
    ['a page with status 200', PUBLIC, page(200), /the response was not JSON/, /proxy/],
    ['no network', PUBLIC, gone, /its host name was not found/, /HTTPS_PROXY/],
    [
      'a tenant for customers',
      PUBLIC,
      customers,
      /^It is a tenant for customers/,
      /^Run this again with --authority https:\/\/f0c0ffee\S+\.ciamlogin\.com\/contoso\.example\.$/,
    ],
  ])('is explained by the response: %s', async (_, authority, respond, says, next) => {
    vi.spyOn(globalThis, 'fetch').mockImplementation(async () => respond())
    onTestFinished(() => {
      vi.restoreAllMocks()
    })
    const error = await findSignInAuthority(readOptions(['--authority', authority])).catch((thrown) => thrown)
    expect(error).toBeInstanceOf(RegisterRefusal)
    expect(error.message).toMatch(says)
    expect(error.next).toMatch(next)
  })
})

test.each([
  ['https://login.fabrikam.example/contoso.example', 404, 'Not Found', /returned 404/, /custom URL domain/],
  [
    'https://contoso.ciamlogin.com',
    400,
    JSON.stringify({ error: 'invalid_tenant', error_description: 'AADSTS90002: Not found. Check it.' }),
    /does not exist at contoso\.ciamlogin\.com.*AADSTS90002/,
    /organization’s tenant: Set AUTHORITY to https:\/\/login\.microsoftonline\.com\//,
  ],
])('for customers at %s, %i is told with what their host may lack', (url, status, text, says, next) => {
  const answer = { status, text, headers: new Headers() }
  const naming = { name: 'AUTHORITY', set: (to: string) => `Set AUTHORITY to ${to}.` }
  const [problem, whatToDo] = metadataRefusal(at(url), answer, new MetadataError('x'), naming)
  expect(problem).toMatch(says)
  expect(whatToDo).toMatch(next)
})

describe('the one in .dev.vars', () => {
  const here = `https://login.microsoftonline.com/${tenant.id}`
  test.each([
    [`https://login.microsoftonline.com/${tenant.id}/v2.0`, here, true],
    ['https://login.microsoftonline.com/fourthcoffee.example', here, true],
    ['https://login.microsoftonline.com/contoso.example', here, false],
    ['https://login.microsoftonline.com/common', here, false],
    [`https://login.microsoftonline.us/${tenant.id}`, here, false],
    [
      `https://login.fourthcoffee.example/${tenant.id}`,
      `https://fourthcoffee.ciamlogin.com/${tenant.id}`,
      true,
    ],
    [
      `https://login.microsoftonline.com/${tenant.id}`,
      `https://fourthcoffee.ciamlogin.com/${tenant.id}`,
      false,
    ],
    ['nonsense', here, false],
    [undefined, here, false],
  ])('%s means %s: %s', (one, other, same) => {
    expect(meansSameAuthority(one, other, tenant)).toBe(same)
  })
})

test('the kind of a registration is known by its audience', () => {
  for (const kind of accountKinds) {
    expect(kindOfAudience(kindRow(kind).audience, kind === 'customers')).toBe(kind)
  }
  expect(kindOfAudience('SomethingNew', false)).toBeNull()
})
