// Files as editors save them, environments of wrangler.toml, and a run in CI that has no secret of the app.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { unstable_getVarsForDev as getVarsForDev } from 'wrangler'
import { contoso, secret } from '../../emulator/seed.ts'
import { parseAuthority } from '../../src/entryway/protocol.ts'
import type { Line } from '../../tools/doctor/diagnosis/diagnosis.ts'
import { tenantType } from '../../tools/doctor/entra/tenant-type.ts'
import { doctor } from '../../tools/doctor.ts'
import { operatorTokens } from '../support/operator.ts'
import { appOf, examineOnce, faultsOf, healthyPatient, type Patient } from './doctor-patient.ts'

const surroundings = { environment: {}, paper: { columns: 80, colors: false }, now: Date.now }

const textOf = ({ variables }: Patient) =>
  Object.entries(variables)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}\r\n`]))
    .join('')

function savedAs(bytes: Uint8Array, name = '.dev.vars'): string {
  const folder = mkdtempSync(join(tmpdir(), 'entryway-doctor-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, name), bytes)
  return join(folder, name)
}

async function examineFile(path: string, more: string[] = [], environment: NodeJS.ProcessEnv = {}) {
  const { output, exitCode } = await doctor(['--env-file', path, '--json', ...more], {
    ...surroundings,
    environment,
  })
  return { lines: (JSON.parse(output) as { checks: Line[] }).checks, exitCode }
}

const utf16 = (text: string, bigEndian = false) => {
  const bytes = Buffer.from(text, 'utf16le')
  return bigEndian ? bytes.swap16() : bytes
}

const utf32 = (text: string, bigEndian = false) => {
  const bytes = Buffer.from(Uint32Array.from([...text], (each) => each.codePointAt(0) ?? 0).buffer)
  return bigEndian ? bytes.swap32() : bytes
}

describe('a file saved', () => {
  test('with a byte-order mark is read correctly', async () => {
    const patient = await healthyPatient()
    const { lines } = await examineFile(savedAs(Buffer.from(`\ufeff${textOf(patient)}`)))
    expect(faultsOf({ lines })).toEqual([])
  })

  test.each([
    ['UTF-16', (text: string) => utf16(`\ufeff${text}`)],
    ['big-endian UTF-16', (text: string) => utf16(`\ufeff${text}`, true)],
    ['UTF-16 without a mark', (text: string) => utf16(text)],
    ['UTF-32', (text: string) => utf32(`\ufeff${text}`)],
    ['big-endian UTF-32', (text: string) => utf32(`\ufeff${text}`, true)],
    ['UTF-32 without a mark', (text: string) => utf32(text)],
    ['big-endian UTF-32 without a mark', (text: string) => utf32(text, true)],
  ])('as %s is reported as the only problem', async (name, encode) => {
    const patient = await healthyPatient()
    const { lines, exitCode } = await examineFile(savedAs(encode(textOf(patient))))
    expect(exitCode).toBe(1)
    expect(faultsOf({ lines })).toEqual([
      expect.objectContaining({
        check: 'variables',
        sentence: expect.stringContaining(name.includes('32') ? 'UTF-32' : 'UTF-16'),
      }),
    ])
  })

  test('with old Mac line endings is read, as wrangler does', async () => {
    const patient = await healthyPatient()
    const path = savedAs(Buffer.from(textOf(patient).replaceAll('\r\n', '\r')))
    const { lines } = await examineFile(path)
    expect(faultsOf({ lines })).toEqual([])
    const read = getVarsForDev(path, undefined, {}, undefined, true)
    expect(Object.keys(read)).toEqual(expect.arrayContaining(Object.keys(patient.variables)))
  })

  test('with a # in an unquoted value is reported', async () => {
    const patient = await healthyPatient()
    patient.variables.CLIENT_SECRET = 'abc#def'
    const { lines } = await examineFile(savedAs(Buffer.from(textOf(patient))))
    expect(faultsOf({ lines })).toEqual([
      {
        check: 'variables',
        status: 'fail',
        sentence: 'CLIENT_SECRET ends at a #, where a comment begins.',
        whatToDo: 'Put the whole value in single quotes.',
      },
    ])
    // The twins: a comment after a value, and a value in quotes.
    patient.variables.CLIENT_SECRET = `'${secret}' # until May`
    patient.variables.REDIRECT_URI += ' # local'
    const twin = await examineFile(savedAs(Buffer.from(textOf(patient))))
    expect(faultsOf(twin)).toEqual([])
  })
})

describe('without the credential', () => {
  const ofOperator = async ({ emulator }: Patient) =>
    String(
      (
        await operatorTokens(emulator, {
          tenantId: appTenant,
          profile: { userPrincipalName: 'nestor@contoso.example' },
        })
      ).access_token,
    )
  const appTenant = 'c0c0c0c0-0000-4000-8000-000000000001'

  test('everything else is checked, and the missing credential is not a failure', async () => {
    const patient = await healthyPatient()
    patient.variables.CLIENT_SECRET = undefined
    patient.args.push('--without-credential')
    const { lines, exitCode } = await examineOnce(patient)
    expect([exitCode, faultsOf({ lines })]).toEqual([0, []])
    expect(lines.find(({ check }) => check === 'credentials')).toMatchObject({ status: 'skipped' })
    // The twin: without the flag it is missing.
    patient.args.pop()
    expect(faultsOf(await examineOnce(patient))).toMatchObject([{ sentence: 'CLIENT_SECRET is missing.' }])
  })

  test('a registration whose credentials have all expired is a failure', async () => {
    const patient = await healthyPatient()
    const token = await ofOperator(patient)
    for (const each of appOf(patient).secrets) each.endsAt = Date.now() - 1000
    patient.variables.CLIENT_SECRET = undefined
    const path = savedAs(Buffer.from(textOf(patient)))
    const { lines, exitCode } = await examineFile(path, ['--without-credential'], { GRAPH_TOKEN: token })
    expect(faultsOf({ lines })).toMatchObject([
      {
        sentence: expect.stringContaining('no valid secret or certificate'),
        whatToDo: expect.stringMatching(/--rotate --deploy-secrets.*docs\/ci\.md/),
      },
    ])
    expect(exitCode).toBe(1)
  })

  test.each(['', ' ', 'Bearer x', 'one\ntwo'])(
    'GRAPH_TOKEN=%j checks nothing, and is refused',
    async (token) => {
      const { exitCode, error } = await doctor(['--variables-from-environment', '--without-credential'], {
        environment: { GRAPH_TOKEN: token },
        paper: { columns: 80, colors: false },
        now: Date.now,
      })
      expect([exitCode, error]).toEqual([2, expect.stringMatching(/^GRAPH_TOKEN is (empty|not a token)/)])
      expect(error).not.toContain('Bearer x')
    },
  )

  const graphError = (status: number, code: string, message: string) =>
    Response.json({ error: { code, message } }, { status })

  test.each<[string, () => Response, RegExp, RegExp]>([
    [
      'an expired token',
      () =>
        graphError(401, 'InvalidAuthenticationToken', 'Lifetime validation failed, the token is expired.'),
      /401 InvalidAuthenticationToken: Lifetime/,
      /new one/,
    ],
    [
      'a token for another API',
      () =>
        graphError(401, 'InvalidAuthenticationToken', 'Access token validation failure. Invalid audience.'),
      /Invalid audience/,
      /--resource-type ms-graph/,
    ],
    [
      'a missing permission',
      () =>
        graphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.'),
      /403 Authorization_RequestDenied/,
      /Application\.Read\.All/,
    ],
    [
      'an app that it does not have',
      () => graphError(404, 'Request_ResourceNotFound', 'Resource does not exist.'),
      /404 Request_ResourceNotFound/,
      /another tenant/,
    ],
    [
      'a busy directory',
      () => graphError(404, 'Directory_ObjectNotFound', 'Unable to read the company information.'),
      /Directory_ObjectNotFound/,
      /again in a few minutes/,
    ],
    ['throttling', () => graphError(429, 'TooManyRequests', 'Wait.'), /429/, /again in a few minutes/],
    ['an outage', () => new Response('', { status: 503 }), /503/, /again in a few minutes/],
    ['a page of something else', () => new Response('<html>'), /no registration/, /proxy/],
    [
      'a page of something else that refuses',
      () => new Response('<html>', { status: 403 }),
      /403 without an error code/,
      /proxy/,
    ],
    [
      'an access policy',
      () =>
        graphError(
          401,
          'InvalidAuthenticationToken',
          'Continuous access evaluation resulted in challenge with result: InteractionRequired',
        ),
      /Continuous access evaluation/,
      /access policy.*administrator/,
    ],
    [
      'no connection',
      () => new Response(new ReadableStream({ start: (stream) => stream.error(new Error('gone')) })),
      /could not be reached/,
      /Check the network/,
    ],
  ])('GRAPH_TOKEN with %s: prints Graph’s own message, and what to do', async (_, answer, says, wayOn) => {
    const patient = await healthyPatient()
    const token = await ofOperator(patient)
    patient.intercept = ({ url }) => (url.includes('/v1.0/applications') ? answer() : null)
    const path = savedAs(Buffer.from(textOf(patient)))
    const { lines } = await examineFile(path, [], { GRAPH_TOKEN: token })
    const [line] = lines.filter(({ check }) => check === 'registration')
    expect(line).toMatchObject({ status: 'warn', sentence: expect.stringMatching(says) })
    expect(JSON.stringify(line)).toMatch(wayOn)
    if (!/Application/.test(String(wayOn))) expect(JSON.stringify(line)).not.toContain('Application.Read.All')
  })

  test('an outage of Graph is not reported as a missing permission', async () => {
    const patient = await healthyPatient()
    patient.intercept = ({ url }) =>
      url.includes('/v1.0/applications') ? graphError(429, 'TooManyRequests', 'Wait.') : null
    const { lines } = await examineOnce(patient)
    expect(lines.find(({ check }) => check === 'registration')).toMatchObject({
      status: 'skipped',
      sentence: expect.stringMatching(/429 TooManyRequests: Wait\.$/),
    })
  })

  test('with --strict, an unknown expiration date is a warning that does not suggest npm run register', async () => {
    const patient = await healthyPatient()
    patient.variables.CLIENT_SECRET = undefined
    patient.args.push('--without-credential', '--strict')
    const unknown = {
      check: 'secret lifetime',
      status: 'warn',
      sentence: expect.stringContaining('unknown when'),
      whatToDo: expect.stringMatching(/GRAPH_TOKEN.*Certificates & secrets/),
    }
    const { lines, exitCode } = await examineOnce(patient)
    expect([exitCode, faultsOf({ lines })]).toEqual([1, [unknown]])
    expect(JSON.stringify(lines)).not.toContain('does this for you')
    // The twin: the end is noted.
    patient.variables.CLIENT_SECRET_EXPIRES = new Date(Date.now() + 90 * 86_400_000).toISOString()
    expect((await examineOnce(patient)).exitCode).toBe(0)
  })

  test('GRAPH_TOKEN shows when the newest secret expires', async () => {
    const patient = await healthyPatient()
    const token = await ofOperator(patient)
    for (const each of appOf(patient).secrets) each.endsAt = Date.now() + 12.5 * 86_400_000
    patient.variables.CLIENT_SECRET = undefined
    const path = savedAs(Buffer.from(textOf(patient)))
    const { lines, exitCode } = await examineFile(path, ['--without-credential'], { GRAPH_TOKEN: token })
    expect(faultsOf({ lines })).toEqual([
      expect.objectContaining({
        check: 'secret lifetime',
        sentence: expect.stringContaining('12 days left'),
        whatToDo: expect.stringMatching(/--rotate --deploy-secrets.*docs\/ci\.md/),
      }),
    ])
    expect(exitCode).toBe(0)
    expect(JSON.stringify(lines)).not.toContain(token)
  })
})

describe('--env', () => {
  /** wrangler.toml with these environments. */
  const wranglerFile = (...names: string[]) =>
    savedAs(
      Buffer.from(
        'name = "entryway"\ncompatibility_date = "2026-11-01"\n' +
          names
            .map((name) => `[env.${name}]\n[[env.${name}.kv_namespaces]]\nbinding = "SESSIONS"\n`)
            .join(''),
      ),
      'wrangler.toml',
    )

  test('reports the missing file, and the command that creates it', async () => {
    const config = wranglerFile('prod')
    const { exitCode, error } = await doctor(['--env', 'prod', '--config', config], surroundings)
    expect(exitCode).toBe(2)
    expect(error).toMatch(/^\.dev\.vars\.prod does not exist yet\..* run npm run register -- --env prod\.\n/)
  })

  test('that is misspelled is reported first, with the existing names', async () => {
    const config = wranglerFile('staging', 'production')
    const { exitCode, error } = await doctor(['--env', 'prod', '--config', config], surroundings)
    expect(exitCode).toBe(2)
    expect(error).toMatch(
      /^wrangler\.toml has no \[env\.prod\], only staging, production\. \.dev\.vars\.prod does not exist/,
    )
  })

  test('that is not a valid name is rejected', async () => {
    const { exitCode, error } = await doctor(['--env', '../secrets'], surroundings)
    expect([exitCode, error]).toEqual([
      2,
      expect.stringContaining('--env must be the name of an environment'),
    ])
  })

  test('and the other flags are repeated in every suggested command', async () => {
    const patient = await healthyPatient()
    patient.variables.CLIENT_SECRET = 'wrong'
    const path = savedAs(Buffer.from(textOf(patient)))
    const more = ['--env', 'prod', '--config', wranglerFile('prod'), '--redirect-uri', 'http://localhost:1/x']
    const { lines } = await examineFile(path, more)
    const commands = lines.flatMap(({ whatToDo }) => whatToDo?.match(/npm run register.{0,200}/g) ?? [])
    expect(commands.length).toBeGreaterThan(1)
    for (const command of commands)
      expect(command).toContain(`npm run register -- --env prod --dev-vars ${path}`)
  })

  test('in CI names the app in suggested commands, as there is no file', async () => {
    const patient = await healthyPatient()
    patient.variables.CLIENT_SECRET = 'wrong'
    const { output } = await doctor(['--variables-from-environment', '--json'], {
      ...surroundings,
      environment: patient.variables,
    })
    expect(output).toContain(
      `npm run register -- --authority ${patient.variables.AUTHORITY} --client-id ${patient.variables.CLIENT_ID} --rotate`,
    )
  })

  test('is repeated in the wrangler command for a secret in wrangler.toml', async () => {
    const patient = await healthyPatient()
    const path = savedAs(Buffer.from(textOf(patient)))
    const config = savedAs(
      Buffer.from(
        'name = "entryway"\ncompatibility_date = "2026-11-01"\n[env.prod.vars]\nCLIENT_SECRET = "x"\n',
      ),
      'wrangler.toml',
    )
    const { lines } = await examineFile(path, ['--env', 'prod', '--config', config])
    expect(JSON.stringify(lines)).toContain('npx wrangler secret put CLIENT_SECRET --env prod.')
  })
})

describe('the tenant at login.microsoftonline.com', () => {
  const id = 'f0c0ffee-0000-4000-8000-000000000003'
  const examineTenant = async (answer: Response) => {
    vi.stubGlobal('fetch', async (input: string | URL) => {
      expect(String(input)).toBe(`https://${id}.ciamlogin.com/${id}/v2.0/.well-known/openid-configuration`)
      return answer
    })
    onTestFinished(() => void vi.unstubAllGlobals())
    const AUTHORITY = `https://login.microsoftonline.com/${id}`
    const metadata = { issuer: `${AUTHORITY}/v2.0` }
    const found = { authority: parseAuthority(AUTHORITY), metadata } as never
    return (await tenantType.run(found, { variables: { AUTHORITY } } as never))[0]
  }

  test('of customers is reported, because they cannot sign in there', async () => {
    const issuer = `https://${id}.ciamlogin.com/${id}/v2.0`
    expect(await examineTenant(Response.json({ issuer }))).toMatchObject({
      status: 'warn',
      sentence: expect.stringContaining('AADSTS500208'),
      whatToDo: expect.stringContaining('ciamlogin.com'),
    })
  })

  test('of an organization passes', async () => {
    expect(await examineTenant(Response.json({ error: 'invalid_tenant' }, { status: 400 }))).toMatchObject({
      status: 'pass',
    })
  })

  test.each([
    ['https://login.microsoftonline.us', 'skipped'],
    ['https://login.partner.microsoftonline.cn', 'skipped'],
    ['https://login.windows.net', 'warn'],
    ['https://contoso.ciamlogin.com', undefined],
    ['http://localhost:8788', undefined],
  ])('at %s: %s', async (origin, status) => {
    const issuer = `https://${id}.ciamlogin.com/${id}/v2.0`
    vi.stubGlobal('fetch', async () => Response.json({ issuer }))
    onTestFinished(() => void vi.unstubAllGlobals())
    const AUTHORITY = `${origin}/${id}`
    const found = { authority: parseAuthority(AUTHORITY), metadata: { issuer: `${AUTHORITY}/v2.0` } } as never
    const [outcome] = await tenantType.run(found, { variables: { AUTHORITY } } as never)
    expect(outcome?.status).toBe(status)
    if (status === 'skipped') expect(outcome?.sentence).toMatch(/tenant is for customers: ciamlogin\.com/)
  })

  test('may be unknown', async () => {
    expect(await examineTenant(new Response('', { status: 503 }))).toMatchObject({
      status: 'skipped',
      sentence: expect.stringContaining('Could not determine whether the tenant is for customers'),
    })
  })
})

test('with AUTHORITY for many tenants, the command for register goes to its host, at the tenant of --tenant', async () => {
  const patient = await healthyPatient('common')
  patient.variables.CLIENT_SECRET = 'wrong-secret-of-another-app'
  const { lines } = await examineOnce(patient)
  expect(lines.find(({ check }) => check === 'credentials')?.whatToDo).toMatch(
    new RegExp(`npm run register -- --dev-vars \\S+ --authority ${patient.origin}/${contoso.id} --rotate`),
  )
})
