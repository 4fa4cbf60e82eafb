// Tenants as they are: of a kind that Graph does not tell, in a cloud of their own, with policies, and with Azure DevOps elsewhere.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { contoso, fabrikam, fourthCoffee, joni, nestor } from '../../emulator/seed.ts'
import { findTenantType } from '../../tools/app-registration/tenant-type.ts'
import { checkCloud, checkOrganization } from '../../tools/register/prompts/tenant-fit.ts'
import { operatorTokens } from '../support/operator.ts'
import {
  APP_NAME,
  asPublicCloud,
  contosoRun,
  type Entra,
  newFolder,
  registered,
  runForJson,
  runRegister,
  serveEntra,
  variablesIn,
  writes,
} from './register-run.ts'

type Sample = { name: string; status: number; body?: unknown }

const { samples } = JSON.parse(readFileSync(new URL('../recorded/graph.json', import.meta.url), 'utf8')) as {
  samples: Sample[]
}

/** Answers this call as was recorded, as often as is said. */
function answerAs(
  entra: Entra,
  method: string,
  path: RegExp,
  name: string,
  times = Number.POSITIVE_INFINITY,
): void {
  const { status, body } = samples.find((each) => each.name === name) ?? { status: 0 }
  let left = times
  entra.intercept = (request) => {
    if (left === 0 || request.method !== method || !path.test(new URL(request.url).pathname)) return null
    left -= 1
    return Response.json(body, { status })
  }
}

let entra: Entra
let file: string
let args: string[]
beforeEach(async () => {
  ;({ entra, file, args } = await contosoRun())
})
afterEach(() => {
  vi.unstubAllGlobals()
})

describe('a policy of the tenant', () => {
  test('that forbids secrets gives the app a certificate', async () => {
    answerAs(entra, 'POST', /addPassword$/, 'policy-credential-type')
    const { exitCode, report } = await runForJson(args)
    expect([exitCode, report.outcome]).toEqual([0, 'changed'])
    expect(report.warnings).toContainEqual(expect.stringContaining('does not allow client secrets'))
    const [app] = registered(entra)
    expect([app?.secrets, app?.certificates.length]).toEqual([[], 1])
    expect(variablesIn(file)).toMatchObject({
      CLIENT_CERTIFICATE: expect.stringContaining('BEGIN CERTIFICATE'),
    })
    expect(variablesIn(file).CLIENT_SECRET).toBeUndefined()
    expect((await runForJson(args)).report.outcome).toBe('unchanged')
  })

  test('that forbids an explicit --secret is reported, with --certificate as advice', async () => {
    answerAs(entra, 'POST', /addPassword$/, 'policy-credential-type')
    const { exitCode, report } = await runForJson([...args, '--secret'])
    expect([exitCode, report.error?.graph?.code]).toEqual([5, 'CredentialTypeNotAllowedAsPerAppPolicy'])
    expect(report.error?.next).toContain('--certificate')
    entra.intercept = () => null
    expect((await runForJson([...args, '--certificate'])).exitCode).toBe(0)
    expect(registered(entra)).toHaveLength(1)
  })

  test.each([
    ['policy-credential-lifetime', /addPassword$/, '--lifetime'],
    ['policy-audience', /\/applications$/, '--kind'],
  ])('%s names %s %s', async (name, path, flag) => {
    answerAs(entra, 'POST', path, name)
    const { exitCode, report } = await runForJson(args)
    expect(exitCode).toBe(5)
    expect(report.error?.next).toContain(flag)
    expect(report.error?.message).toContain('AsPerAppPolicy')
  })
})

describe('the directory', () => {
  test('that is full is reported, and nothing is left behind', async () => {
    answerAs(entra, 'POST', /\/applications$/, 'quota')
    const { exitCode, report, stderr } = await runForJson(args)
    expect([exitCode, report.error?.graph?.code, report.error?.fixableBy]).toEqual([
      5,
      'Directory_QuotaExceeded',
      'you',
    ])
    expect(stderr).not.toContain('It needs the role')
    expect([existsSync(file), registered(entra)]).toEqual([false, []])
  })

  test('that returns an error leaves .dev.vars unchanged', async () => {
    writeFileSync(file, 'SESSION_IDLE_MINUTES=30\n')
    answerAs(entra, 'POST', /\/applications$/, 'quota')
    await runForJson(args)
    expect(readFileSync(file, 'utf8')).toBe('SESSION_IDLE_MINUTES=30\n')
  })

  test.each(['service-principal-not-yet', 'service-principal-not-yet-403'])(
    'that has not heard of the app (%s) is waited for',
    async (name) => {
      answerAs(entra, 'POST', /\/servicePrincipals$/, name, 3)
      const { exitCode, waits, stdout } = await runRegister(args)
      expect([exitCode, waits.slice(1)]).toEqual([0, [1, 2, 3]])
      expect(stdout).toContain('waiting for the directory to catch up')
    },
  )

  test('that has the service principal already is read', async () => {
    entra.intercept = async (request) => {
      if (request.method !== 'POST' || !request.url.endsWith('/servicePrincipals')) return null
      const { status } = await entra.emulator.fetch(request)
      expect(status).toBe(201)
      const { body } = samples.find((each) => each.name === 'service-principal-exists') ?? {}
      return Response.json(body, { status: 409 })
    }
    expect((await runForJson([...args, '--admin-consent'])).exitCode).toBe(0)
  })

  test('that has the consent already counts it as given, and adds what it lacks', async () => {
    expect((await runForJson([...args, '--admin-consent'])).exitCode).toBe(0)
    let lists = 0
    entra.intercept = ({ method, url }) => {
      if (method !== 'GET' || !url.includes('/oauth2PermissionGrants')) return null
      lists += 1
      return lists === 1 ? Response.json({ value: [] }) : null
    }
    const { exitCode, report } = await runForJson([...args, '--admin-consent'])
    expect([exitCode, report.outcome]).toEqual([0, 'changed'])
  })

  test('with a scope that has no value does not stop it', async () => {
    entra.intercept = async (request) => {
      if (request.method !== 'GET' || !request.url.includes('499b84ac')) return null
      const principal = (await (await entra.emulator.fetch(request)).json()) as {
        oauth2PermissionScopes: unknown[]
      }
      principal.oauth2PermissionScopes.unshift({ id: contoso.id, value: null })
      return Response.json(principal)
    }
    const { exitCode, stderr } = await runForJson([...args, '--azure-devops', 'contoso'])
    expect(exitCode, stderr).toBe(0)
  })
})

describe('the new credential', () => {
  /** As a token server that has not heard of it. */
  const unknownTo = (answers: number, name: string) => {
    const { samples: tokenSamples } = JSON.parse(
      readFileSync(new URL('../recorded/token-answers.json', import.meta.url), 'utf8'),
    ) as { samples: Sample[] }
    const { status, body } = tokenSamples.find((each) => each.name === name) ?? { status: 0 }
    let left = answers
    entra.intercept = async (request) => {
      if (!request.url.endsWith('/token') || left === 0) return null
      if (!(await request.clone().text()).includes('client_credentials')) return null
      left -= 1
      return Response.json(body, { status })
    }
  }

  test.each(['7000215', '7000222', '700016'])('that Entra answers with %s is waited for', async (name) => {
    unknownTo(4, name)
    const { exitCode, waits, stdout } = await runRegister(args)
    expect([exitCode, waits.slice(1)]).toEqual([0, [1, 2, 3, 4]])
    expect(stdout).toContain('Entra accepts the new credential')
    expect(stdout).toContain('waiting for the directory to catch up')
  })

  test('that Entra still rejects after five minutes causes a warning', async () => {
    unknownTo(Number.POSITIVE_INFINITY, '7000215')
    const { exitCode, report, waits } = await runForJson(args)
    expect(exitCode).toBe(0)
    expect(waits.slice(1).reduce((sum, each) => sum + each, 0)).toBeGreaterThanOrEqual(300)
    expect(report.warnings).toContainEqual(
      expect.stringContaining('still does not accept the new credential'),
    )
  })

  test('that is rejected for another reason is not waited for', async () => {
    unknownTo(1, '53003')
    const { exitCode, waits, stdout } = await runRegister(args)
    expect([exitCode, waits.slice(1)]).toEqual([0, []])
    expect(stdout).toContain('Could not check whether Entra accepts the new credential')
  })

  test('has its expiration beside it', async () => {
    await runRegister([...args, '--lifetime', '90'])
    const expires = Date.parse(variablesIn(file).CLIENT_SECRET_EXPIRES ?? '')
    const endsAt = registered(entra)[0]?.secrets[0]?.endsAt ?? 0
    expect(Math.abs(expires - endsAt)).toBeLessThan(1000)
    // Written down later, where somebody left it out.
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^CLIENT_SECRET_EXPIRES=.*\n/m, ''))
    expect((await runForJson(args)).report.outcome).toBe('changed')
    expect(Math.abs(Date.parse(variablesIn(file).CLIENT_SECRET_EXPIRES ?? '') - endsAt)).toBeLessThan(1000)
    // Or that of an earlier secret, as a person writes a date.
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^(CLIENT_SECRET_EXPIRES)=.*$/m, '$1=2025-01-01'))
    expect((await runForJson(args)).stderr).toContain('CLIENT_SECRET_EXPIRES: 2025-01-01 -> 20')
    expect((await runForJson(args)).report.outcome).toBe('unchanged')
  })
})

describe('a token of an app', () => {
  test('without permission to read the organization still registers the app', async () => {
    const { access_token: token } = await operatorTokens(entra.emulator, nestor)
    answerAs(entra, 'GET', /\/organization$/, 'organization-app-only')
    const environment = { GRAPH_TOKEN: String(token) }
    const { exitCode, report, stderr } = await runForJson(args, { operator: null, environment })
    expect([exitCode, report.tenant]).toEqual([0, { id: contoso.id, name: contoso.id }])
    expect(stderr).toContain('Graph did not show it; this usually takes the permission Organization.Read.All')
    expect(stderr).not.toContain('the permission User.Read')
  })
})

describe('whether a tenant is for customers', () => {
  const answers = (answer: () => Response | Promise<Response>) =>
    vi.stubGlobal('fetch', async (input: string | URL) => {
      expect(new URL(input).host).toBe('fourthcoffee.ciamlogin.com')
      return answer()
    })
  const issuer = `https://${fourthCoffee.id}.ciamlogin.com/${fourthCoffee.id}/v2.0`

  test.each<[string, () => Response | Promise<Response>, unknown]>([
    ['its metadata is there', () => Response.json({ issuer }), { forCustomers: true }],
    [
      'an issuer elsewhere is there',
      () => Response.json({ issuer: `https://login.microsoftonline.com/${contoso.id}/v2.0` }),
      { forCustomers: false },
    ],
    [
      'Entra knows no such tenant',
      () => Response.json({ error: 'invalid_tenant' }, { status: 400 }),
      { forCustomers: false },
    ],
    [
      'a proxy answers',
      () => new Response('<h1>Sign in</h1>', { status: 403 }),
      { forCustomers: null, why: 'fourthcoffee.ciamlogin.com returned 403' },
    ],
    [
      'it is throttled',
      () => Response.json({ error: 'x' }, { status: 429 }),
      { forCustomers: null, why: expect.anything() },
    ],
    [
      'nothing answers',
      () => Promise.reject(new TypeError('fetch failed')),
      { forCustomers: null, why: 'fourthcoffee.ciamlogin.com could not be reached' },
    ],
  ])('%s', async (_, answer, expected) => {
    answers(answer)
    expect(await findTenantType(fourthCoffee.id, 'fourthcoffee')).toEqual(expected)
  })

  const cloud = async (ciam?: Parameters<typeof asPublicCloud>[1]) => {
    const served = await serveEntra()
    served.intercept = async (request) => {
      if (!new URL(request.url).pathname.endsWith('/organization')) return null
      const answer = (await (await served.emulator.fetch(request)).json()) as {
        value: Record<string, unknown>[]
      }
      // As with User.Read.
      for (const each of answer.value ?? []) each.tenantType = null
      return Response.json(answer)
    }
    asPublicCloud(served, ciam)
    const at = join(newFolder(), '.dev.vars')
    return ['--yes', '--tenant', fourthCoffee.id, '--dev-vars', at, '--name', APP_NAME]
  }

  test('is determined elsewhere if Graph does not show it, and another --kind is rejected', async () => {
    const run = await cloud(() => Response.json({ issuer }))
    const { exitCode, stderr } = await runForJson(run, { operator: joni })
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('a tenant for customers')])
  })

  test('is reported if it could not be determined', async () => {
    const run = await cloud(() => new Response('', { status: 503 }))
    const { stderr } = await runForJson([...run, '--dry-run'], { operator: joni })
    expect(stderr).toContain('customers (External ID): fourthcoffee.ciamlogin.com returned 503')
  })
})

describe('a national cloud', () => {
  test.each([
    'https://login.microsoftonline.us',
    'https://login.partner.microsoftonline.cn',
    'https://login.sovcloud-identity.fr',
  ])('%s has no personal accounts and no Azure DevOps', (origin) => {
    const nothing = { kind: null, azureDevOpsUrl: null }
    expect(() => checkCloud({ origin }, { ...nothing, kind: 'common' })).toThrow(
      /personal accounts do not exist/,
    )
    expect(() => checkCloud({ origin }, { ...nothing, kind: 'consumers' })).toThrow(/personal accounts/)
    expect(() =>
      checkCloud({ origin }, { ...nothing, azureDevOpsUrl: 'https://vssps.dev.azure.com/x' }),
    ).toThrow(/Azure DevOps exists in the global one only/)
    // The twin.
    expect(() => checkCloud({ origin }, { ...nothing, kind: 'organizations' })).not.toThrow()
  })

  test.each(['https://login.microsoftonline.com', 'https://login.windows.net', 'http://localhost:8788'])(
    '%s is none',
    (origin) => {
      expect(() =>
        checkCloud({ origin }, { kind: 'common', azureDevOpsUrl: 'https://vssps.dev.azure.com/x' }),
      ).not.toThrow()
    },
  )
})

describe('an Azure DevOps organization', () => {
  const tenant = { id: contoso.id, displayName: 'Contoso', domains: [], name: 'contoso', forCustomers: false }
  const origin = 'https://login.microsoftonline.com'
  const check = (kind: 'tenant' | 'organizations', headers: Record<string, string>) => {
    vi.stubGlobal('fetch', async (input: string | URL) => {
      expect(String(input)).toBe('https://dev.azure.com/contoso/_apis/connectionData')
      return new Response('{}', { status: 401, headers })
    })
    const azureDevOpsUrl = 'https://vssps.dev.azure.com/contoso'
    return checkOrganization({ kind, azureDevOpsUrl }, tenant, { origin })
  }

  test('in another tenant is rejected before anything is registered', async () => {
    await expect(check('tenant', { 'X-VSS-ResourceTenant': fabrikam.id })).rejects.toThrow(
      `belongs to the tenant ${fabrikam.id}, not to Contoso`,
    )
  })

  test('of personal accounts is rejected', async () => {
    const zeros = '00000000-0000-0000-0000-000000000000'
    await expect(check('organizations', { 'X-VSS-ResourceTenant': zeros })).rejects.toThrow(
      'personal accounts',
    )
  })

  test.each([
    ['of this tenant', 'tenant', { 'X-VSS-ResourceTenant': contoso.id }],
    ['that does not say', 'tenant', {}],
    [
      'of another tenant, where people of any sign in',
      'organizations',
      { 'X-VSS-ResourceTenant': fabrikam.id },
    ],
  ] as const)('%s is taken', async (_, kind, headers) => {
    await expect(check(kind, headers)).resolves.toBeUndefined()
  })
})

describe('environments', () => {
  test('--env has a registration of its own, remembered in a file of its own, and commands for it', async () => {
    const folder = newFolder()
    const run = (more: string[]) =>
      runForJson([
        ...args.slice(0, 3),
        '--dev-vars',
        join(folder, more.includes('--env') ? '.dev.vars.staging' : '.dev.vars'),
        ...more,
      ])
    const staging = await run(['--env', 'staging'])
    expect([staging.exitCode, registered(entra, 'Entryway (staging)')]).toEqual([0, [expect.anything()]])
    expect(staging.stderr).toMatch(/npm run doctor -- --env staging/)
    expect(staging.stderr).toMatch(/npm run dev -- --env staging/)
    expect((await run(['--env', 'staging'])).report.outcome).toBe('unchanged')
    expect(writes(entra).length).toBeGreaterThan(0)
  })

  test('--env that wrangler.toml does not have is refused before anything, unless it is to be deleted', async () => {
    const { exitCode, report } = await runForJson([...args, '--env', 'stagin'], { operator: null })
    expect([exitCode, report.error]).toMatchObject([
      2,
      {
        message: 'wrangler.toml has no [env.stagin], only staging, production.',
        next: expect.stringContaining('--env'),
      },
    ])
    expect([entra.emulator.requests.length, existsSync(file)]).toEqual([0, false])
    const deletion = await runForJson([...args, '--env', 'stagin', '--delete'])
    expect(deletion.report.error?.message).toContain('does not exist in')
  })
})

describe('.dev.vars saved', () => {
  test.each([
    ['in UTF-16', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['with a byte-order mark', (text: string) => Buffer.from(`\ufeff${text}`)],
    [
      'in UTF-32',
      (text: string) => Buffer.from(Uint32Array.from([...text], (each) => each.codePointAt(0) ?? 0).buffer),
    ],
  ])('%s keeps its content, and becomes plain UTF-8', async (_, encode) => {
    await runRegister(args)
    const clientId = variablesIn(file).CLIENT_ID
    const saved = encode(`${readFileSync(file, 'utf8')}SESSION_IDLE_MINUTES=45\n`)
    writeFileSync(file, saved)
    const { exitCode, report } = await runForJson(args)
    expect([exitCode, report.outcome]).toEqual([0, 'changed'])
    expect(readFileSync(report.variables?.keptAs ?? '')).toEqual(saved)
    expect(readFileSync(file)[0]).toBeLessThan(0x80)
    expect(variablesIn(file)).toMatchObject({ CLIENT_ID: clientId, SESSION_IDLE_MINUTES: '45' })
    expect(registered(entra)).toHaveLength(1)
  })
})
