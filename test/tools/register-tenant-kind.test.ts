// Whether the tenant, its cloud and its Azure DevOps fit the answers: what is found out, and said where it is not known.
import { afterEach, describe, expect, test, vi } from 'vitest'
import { adele, contoso, fabrikam, fourthCoffee, joni, nestor } from '../../emulator/seed.ts'
import { findTenantType } from '../../tools/app-registration/tenant-type.ts'
import { checkCloud, checkOrganization } from '../../tools/register/prompts/tenant-fit.ts'
import {
  asPublicCloud,
  changeAnswers,
  newRun,
  type Operator,
  registered,
  runForJson,
  variablesIn,
} from './register-run.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

async function runIn(tenant: { id: string }, operator: Operator, ...more: string[]) {
  const { entra, file, args } = await newRun(tenant)
  return { entra, file, ...(await runForJson([...args, ...more], { operator })) }
}

/** Only a token with Organization.Read.All is told the type. */
async function runWhereTypeIs(tenantType: string | null, ...more: string[]) {
  const tenant = tenantType === 'AAD' ? contoso : fourthCoffee
  const { entra, args } = await newRun(tenant)
  changeAnswers<{ value: object[] }>(entra, 'GET', /\/organization$/, ({ value }) => ({
    value: value.map((each) => ({ ...each, tenantType })),
  }))
  const operator = tenant === contoso ? nestor : joni
  return { entra, args, run: () => runForJson([...args, ...more], { operator }) }
}

describe('a tenant whose type Graph tells', () => {
  test.each([
    ['CIAM', [], 'is a tenant for customers', '--kind customers'],
    ['AAD', ['--kind', 'customers'], 'is not a tenant for customers', '--kind tenant'],
  ])('as %s is refused with %j', async (tenantType, more, message, next) => {
    const { entra, run } = await runWhereTypeIs(tenantType, ...more)
    const { exitCode, report, stderr } = await run()
    expect([exitCode, report.error]).toMatchObject([
      2,
      { message: expect.stringContaining(message), next: expect.stringContaining(next) },
    ])
    expect(stderr).not.toContain('Could not determine')
    expect(registered(entra, 'Front door')).toEqual([])
  })
})

describe('a tenant whose type Graph does not tell', () => {
  test.each([
    [adele, contoso, 'customers', 'tenant'],
    [nestor, contoso, 'customers', 'tenant'],
    [joni, fourthCoffee, 'organizations', 'customers'],
    [joni, fourthCoffee, 'common', 'customers'],
  ])('and refuses %o of %o with --kind %s may be of --kind %s', async (operator, tenant, kind, other) => {
    const { exitCode, report, entra } = await runIn(tenant, operator, '--kind', kind)
    expect(exitCode).not.toBe(0)
    expect(report.error?.next).toContain(`--kind ${other}`)
    expect(registered(entra)).toEqual([])
  })

  test.each([
    ['tenant', contoso, nestor, 'customers'],
    ['customers', fourthCoffee, joni, 'tenant'],
  ])('is said to be so with --kind %s', async (kind, tenant, operator, other) => {
    const { stderr } = await runIn(tenant, operator, '--kind', kind, '--dry-run')
    expect(stderr).toMatch(
      /Could not determine whether this is a tenant for customers .External ID.: Graph did not show/,
    )
    expect(stderr).toContain(`--kind ${other}`)
  })

  test('is taken for what --kind says', async () => {
    const { exitCode, file } = await runIn(fourthCoffee, joni, '--kind', 'customers')
    expect([exitCode, variablesIn(file).AUTHORITY]).toEqual([0, expect.stringContaining(fourthCoffee.id)])
  })

  const issuer = `https://${fourthCoffee.id}.ciamlogin.com/${fourthCoffee.id}/v2.0`
  const inPublicCloud = async (ciam: () => Response, ...more: string[]) => {
    const { entra, args, run } = await runWhereTypeIs(null, ...more)
    asPublicCloud(entra, ciam)
    args.push('--authority', `https://login.microsoftonline.com/${fourthCoffee.id}`)
    return run()
  }

  test('is found out at ciamlogin.com, and another --kind is rejected', async () => {
    const { exitCode, stderr } = await inPublicCloud(() => Response.json({ issuer }))
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('a tenant for customers')])
  })

  test('is said to be so if ciamlogin.com does not tell either', async () => {
    const { stderr } = await inPublicCloud(() => new Response('', { status: 503 }), '--dry-run')
    expect(stderr).toContain('customers (External ID): fourthcoffee.ciamlogin.com returned 503')
  })

  test('is said to be so in a national cloud, without asking ciamlogin.com', async () => {
    const { entra, args } = await newRun(contoso)
    const hosts: string[] = []
    vi.stubGlobal('fetch', (input: string | URL | Request, init?: RequestInit) => {
      const request = new Request(input, init)
      hosts.push(new URL(request.url).host)
      return entra.emulator.fetch(request)
    })
    const at = ['--authority', `https://login.microsoftonline.us/${contoso.id}`]
    const { stderr } = await runForJson([...args, ...at, '--dry-run'])
    expect(stderr).toMatch(/Could not determine .*: ciamlogin\.com.*login\.microsoftonline\.us/)
    expect(hosts.filter((host) => host.includes('ciamlogin'))).toEqual([])
  })

  test.each<[string, () => Response | Promise<Response>, unknown]>([
    ['has its metadata', () => Response.json({ issuer }), { forCustomers: true }],
    [
      'has that of another issuer',
      () => Response.json({ issuer: `https://login.microsoftonline.com/${contoso.id}/v2.0` }),
      { forCustomers: false },
    ],
    [
      'knows no such tenant',
      () => Response.json({ error: 'invalid_tenant' }, { status: 400 }),
      { forCustomers: false },
    ],
    [
      'is a proxy',
      () => new Response('<h1>Sign in</h1>', { status: 403 }),
      { forCustomers: null, why: 'fourthcoffee.ciamlogin.com returned 403' },
    ],
    [
      'throttles',
      () => Response.json({ error: 'x' }, { status: 429 }),
      { forCustomers: null, why: expect.anything() },
    ],
    [
      'does not answer',
      () => Promise.reject(new TypeError('fetch failed')),
      { forCustomers: null, why: 'fourthcoffee.ciamlogin.com could not be reached' },
    ],
  ])('where ciamlogin.com %s', async (_, answer, expected) => {
    vi.stubGlobal('fetch', async (input: string | URL) => {
      expect(new URL(input).host).toBe('fourthcoffee.ciamlogin.com')
      return answer()
    })
    expect(await findTenantType(fourthCoffee.id, 'fourthcoffee')).toEqual(expected)
  })
})

const URL_OF_CONTOSO = 'https://vssps.dev.azure.com/contoso'

test.each([
  'https://login.microsoftonline.us',
  'https://login.partner.microsoftonline.cn',
  'https://login.sovcloud-identity.fr',
])('the cloud of %s has no personal accounts and no Azure DevOps', (origin) => {
  const check = (kind: 'common' | 'consumers' | 'organizations', azureDevOpsUrl: string | null = null) =>
    checkCloud({ origin }, { kind, azureDevOpsUrl })
  expect(() => check('common')).toThrow(/personal accounts do not exist/)
  expect(() => check('consumers')).toThrow(/personal accounts/)
  expect(() => check('organizations', URL_OF_CONTOSO)).toThrow(/Azure DevOps exists in the global one only/)
  expect(() => check('organizations')).not.toThrow()
})

test.each(['https://login.microsoftonline.com', 'https://login.windows.net', 'http://localhost:8788'])(
  '%s has both',
  (origin) => {
    expect(() => checkCloud({ origin }, { kind: 'common', azureDevOpsUrl: URL_OF_CONTOSO })).not.toThrow()
  },
)

test.each([
  ['in another tenant', 'tenant', fabrikam.id, `belongs to the tenant ${fabrikam.id}, not to Contoso`],
  ['of personal accounts', 'organizations', '00000000-0000-0000-0000-000000000000', 'personal accounts'],
  ['of this tenant', 'tenant', contoso.id, null],
  ['that does not say', 'tenant', null, null],
  ['of another tenant, where people of any sign in,', 'organizations', fabrikam.id, null],
] as const)(
  'an Azure DevOps organization %s for %s is judged by its header',
  async (_, kind, id, problem) => {
    vi.stubGlobal('fetch', async (input: string | URL) => {
      expect(String(input)).toBe('https://dev.azure.com/contoso/_apis/connectionData')
      return new Response('{}', { status: 401, headers: id === null ? {} : { 'X-VSS-ResourceTenant': id } })
    })
    const tenant = {
      id: contoso.id,
      displayName: 'Contoso',
      domains: [],
      name: 'contoso',
      forCustomers: false,
    }
    const origin = 'https://login.microsoftonline.com'
    const checked = checkOrganization({ kind, azureDevOpsUrl: URL_OF_CONTOSO }, tenant, { origin })
    if (problem === null) await expect(checked).resolves.toBeUndefined()
    else await expect(checked).rejects.toThrow(problem)
  },
)
