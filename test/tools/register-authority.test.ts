// AUTHORITY for each kind of accounts, when the one in .dev.vars already says the same, and where the operator signs in.
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { MetadataError, parseAuthority } from '../../src/entryway/protocol.ts'
import { accountKinds, kindOfAudience, kindRow } from '../../tools/app-registration/account-kind.ts'
import { metadataRefusal } from '../../tools/app-registration/metadata-refusal.ts'
import { authorityFor, meansSameAuthority, type Tenant } from '../../tools/app-registration/tenant.ts'
import { readOptions } from '../../tools/register/command-line/options.ts'
import { authorityToSignIn, findSignInAuthority } from '../../tools/register/sign-in/sign-in-authority.ts'

const tenant: Tenant = {
  id: 'f0c0ffee-0000-4000-8000-000000000003',
  displayName: 'Fourth Coffee',
  domains: ['fourthcoffee.onmicrosoft.com', 'fourthcoffee.example'],
  name: 'fourthcoffee',
  forCustomers: null,
}
const GLOBAL = 'https://login.microsoftonline.com'
const US = 'https://login.microsoftonline.us'
const CUSTOM = 'https://login.fourthcoffee.example'
const LOCAL = 'http://localhost:8788'

const at = (url: string) => {
  const authority = parseAuthority(url)
  if (!authority) throw new Error(`${url} is no authority`)
  return authority
}

describe('AUTHORITY', () => {
  test.each([
    ['tenant', GLOBAL, null, `${GLOBAL}/${tenant.id}`],
    ['tenant', US, null, `${US}/${tenant.id}`],
    ['organizations', GLOBAL, null, `${GLOBAL}/organizations`],
    ['common', GLOBAL, null, `${GLOBAL}/common`],
    ['consumers', GLOBAL, null, `${GLOBAL}/consumers`],
    ['customers', GLOBAL, null, `https://fourthcoffee.ciamlogin.com/${tenant.id}`],
    ['customers', GLOBAL, 'https://other.ciamlogin.com', `https://other.ciamlogin.com/${tenant.id}`],
    ['customers', GLOBAL, `${CUSTOM}/${tenant.id}`, `${CUSTOM}/${tenant.id}`],
    ['customers', LOCAL, null, `${LOCAL}/${tenant.id}`],
  ] as const)('for %s, signed in at %s, with --authority %s, is %s', (kind, origin, given, expected) => {
    expect(authorityFor(kind, tenant, at(`${origin}/x.example`), given)).toBe(expected)
  })

  test('has the tenant’s ID in its External ID host where its name is unknown', () => {
    expect(authorityFor('customers', { ...tenant, name: null }, at(`${GLOBAL}/x.example`), null)).toBe(
      `https://${tenant.id}.ciamlogin.com/${tenant.id}`,
    )
  })

  test.each([
    [`${GLOBAL}/${tenant.id}/v2.0`, `${GLOBAL}/${tenant.id}`, true],
    [`${GLOBAL}/fourthcoffee.example`, `${GLOBAL}/${tenant.id}`, true],
    [`${CUSTOM}/${tenant.id}`, `https://fourthcoffee.ciamlogin.com/${tenant.id}`, true],
    [`${GLOBAL}/${tenant.id}`, `https://fourthcoffee.ciamlogin.com/${tenant.id}`, false],
    [`${GLOBAL}/contoso.example`, `${GLOBAL}/${tenant.id}`, false],
    [`${GLOBAL}/common`, `${GLOBAL}/${tenant.id}`, false],
    [`${US}/${tenant.id}`, `${GLOBAL}/${tenant.id}`, false],
    ['nonsense', `${GLOBAL}/${tenant.id}`, false],
    [undefined, `${GLOBAL}/${tenant.id}`, false],
  ])('%s in .dev.vars means %s: %s', (one, other, same) => {
    expect(meansSameAuthority(one, other, tenant)).toBe(same)
  })
})

test('the kind of a registration is known by its audience', () => {
  for (const kind of accountKinds) {
    expect(kindOfAudience(kindRow(kind).audience, kind === 'customers')).toBe(kind)
  }
  expect(kindOfAudience('SomethingNew', false)).toBeNull()
})

test.each([
  [{}, `${GLOBAL}/organizations`],
  [{ tenant: 'contoso.example' }, `${GLOBAL}/contoso.example`],
  [{ authority: `${US}/contoso.example` }, `${US}/contoso.example`],
  [{ authority: `${US}/common`, tenant: 'contoso.example' }, `${US}/contoso.example`],
  [{ authority: 'https://fourthcoffee.ciamlogin.com' }, `${GLOBAL}/fourthcoffee.onmicrosoft.com`],
  [{ authority: `${CUSTOM}/${tenant.id}` }, `${GLOBAL}/${tenant.id}`],
  [{ authority: `${LOCAL}/contoso.example` }, `${LOCAL}/contoso.example`],
])('with %j the operator signs in at %s', (given, url) => {
  expect(authorityToSignIn({ authority: null, tenant: null, ...given }).url).toBe(url)
})

/** What it finds when every request is answered so. */
function found(args: string[], answer: () => Response) {
  vi.spyOn(globalThis, 'fetch').mockImplementation(async () => answer())
  onTestFinished(() => void vi.restoreAllMocks())
  return findSignInAuthority(readOptions(args))
}

describe('the Microsoft Graph that metadata names', () => {
  const named = async (origin: string, host: string, ...more: string[]) => {
    const authority = `${origin}/contoso.example`
    const metadata = {
      authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
      device_authorization_endpoint: `${authority}/oauth2/v2.0/devicecode`,
      token_endpoint: `${authority}/oauth2/v2.0/token`,
      end_session_endpoint: `${authority}/oauth2/v2.0/logout`,
      jwks_uri: `${authority}/discovery/v2.0/keys`,
      issuer: `${origin}/${tenant.id}/v2.0`,
      msgraph_host: host,
    }
    return (await found(['--authority', authority, ...more], () => Response.json(metadata))).graphUrl
  }

  test.each([
    [GLOBAL, 'graph.microsoft.com', 'https://graph.microsoft.com'],
    [US, 'dod-graph.microsoft.us', 'https://dod-graph.microsoft.us'],
    [LOCAL, 'graph.microsoft.com', LOCAL],
  ])('at %s as %s is %s', async (origin, host, url) => {
    expect(await named(origin, host)).toBe(url)
  })

  test('gives way to --graph-url', async () => {
    const dod = 'https://dod-graph.microsoft.us'
    expect(await named(US, 'graph.microsoft.us', '--graph-url', dod)).toBe(dod)
  })

  test('gets no token where it is somebody else’s', async () => {
    await expect(named(GLOBAL, 'graph.attacker.example')).rejects.toThrow(/foreign msgraph_host/)
  })
})

describe('an authority without metadata is told with the flags to change:', () => {
  const PROBLEM = {
    error: 'invalid_tenant',
    error_description: "AADSTS90002: Tenant 'x' not found. Check it.",
  }
  const metadata = {
    issuer: `https://${tenant.id}.ciamlogin.com/${tenant.id}/v2.0`,
    authorization_endpoint: GLOBAL,
    token_endpoint: GLOBAL,
    jwks_uri: GLOBAL,
  }
  test.each<[string, () => Response, RegExp, RegExp]>([
    [
      'a tenant that does not exist',
      () => Response.json(PROBLEM, { status: 400 }),
      /^The tenant “contoso\.example” does not exist at .*AADSTS90002: Tenant 'x' not found\.$/,
      /^Compare the tenant in --tenant, --authority, or AUTHORITY in \.dev\.vars with/,
    ],
    [
      'a tenant for customers',
      () => Response.json(metadata),
      /^It is a tenant for customers/,
      /^Run this again with --authority https:\/\/f0c0ffee\S+\.ciamlogin\.com\/contoso\.example\.$/,
    ],
    ['a redirect', () => Response.redirect('https://proxy.contoso.example/'), /it redirects/, /proxy/],
    ['a gateway', () => new Response('', { status: 502 }), /returned 502\.$/, /again in a few minutes/],
  ])('%s', async (_, answer, message, next) => {
    await expect(found(['--authority', `${GLOBAL}/contoso.example`], answer)).rejects.toMatchObject({
      name: 'RegisterRefusal',
      message: expect.stringMatching(message),
      next: expect.stringMatching(next),
    })
  })

  test.each([
    ['https://login.fabrikam.example/contoso.example', 404, 'Not Found', /returned 404/, /custom URL domain/],
    [
      'https://contoso.ciamlogin.com',
      400,
      JSON.stringify(PROBLEM),
      /does not exist at contoso\.ciamlogin\.com.*AADSTS90002/,
      /organization’s tenant: Set AUTHORITY to https:\/\/login\.microsoftonline\.com\//,
    ],
  ])('customers at %s, with %i', (url, status, text, problem, next) => {
    const naming = { name: 'AUTHORITY', set: (to: string) => `Set AUTHORITY to ${to}.` }
    const answer = { status, text, headers: new Headers() }
    expect(metadataRefusal(at(url), answer, new MetadataError('x'), naming)).toEqual([
      expect.stringMatching(problem),
      expect.stringMatching(next),
    ])
  })
})
