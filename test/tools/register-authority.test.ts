// AUTHORITY for each kind of accounts, and when the one in .dev.vars already says the same.
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { parseAuthority } from '../../src/entryway/protocol.ts'
import { accountKinds, kindOfAudience, kindRow } from '../../tools/app-registration/account-kind.ts'
import { authorityFor, meansSameAuthority, type Tenant } from '../../tools/app-registration/tenant.ts'
import { readOptions } from '../../tools/register/command-line/options.ts'
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

test('without the name of the tenant, its id stands for it at External ID', () => {
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
