// What goes wrong between this machine and Graph: a clear sentence, what was done so far, and a second run completes.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { beforeEach, describe, expect, test } from 'vitest'
import { lidia } from '../../emulator/seed.ts'
import { doctor } from '../../tools/doctor.ts'
import { allowTheTool, asOperator } from '../support/operator.ts'
import {
  APP_NAME,
  answerInstead,
  contosoRun,
  type Entra,
  graphError,
  type RunOptions,
  recordedAnswer,
  registered,
  runForJson,
  runRegister,
  variablesIn,
} from './register-run.ts'

type Fault = Parameters<Entra['emulator']['setFault']>

let entra: Entra
let file: string
let args: string[]
beforeEach(async () => {
  ;({ entra, file, args } = await contosoRun())
})

async function completes(options: RunOptions = {}): Promise<void> {
  const { exitCode, stderr } = await runForJson(args, options)
  expect(exitCode, stderr).toBe(0)
  const [app, ...others] = registered(entra)
  expect(others).toEqual([])
  expect(app?.secrets.map(({ value }) => value)).toEqual([variablesIn(file).CLIENT_SECRET])
  expect((await runForJson(args, options)).report.outcome).toBe('unchanged')
}

const sum = (seconds: number[]) => seconds.reduce((all, each) => all + each, 0)
const gone = () => 'gone' as const
/** Graph does it, and the answer is lost on the way. */
const lost = async (request: Request) => {
  await entra.emulator.fetch(request)
  return gone()
}

/** The directory's clock goes on with what is waited for. */
function waitingClock(): { waited: () => number; options: RunOptions; skip: (seconds: number) => void } {
  let waited = 0
  const now = () => Date.now() + waited * 1000
  entra.emulator.state.now = now
  const skip = (seconds: number) => {
    waited += seconds
  }
  return { waited: () => waited, options: { now, during: skip }, skip }
}

describe('a directory that has not heard of the app', () => {
  test.each(['service-principal-not-yet', 'service-principal-not-yet-403'])(
    'is waited for, a second longer each time (%s)',
    async (name) => {
      answerInstead(entra, 'POST', /\/servicePrincipals$/, recordedAnswer('graph', name), 3)
      const { exitCode, waits, stdout } = await runRegister(args)
      expect([exitCode, waits.slice(1)]).toEqual([0, [1, 2, 3]])
      expect(stdout).toContain('waiting for the directory to catch up')
    },
  )

  test('is waited for by the next run too', async () => {
    answerInstead(entra, 'POST', /\/servicePrincipals$/, gone, 1)
    expect((await runRegister(args)).exitCode).toBe(5)
    const notYet = recordedAnswer('graph', 'service-principal-not-yet')
    answerInstead(entra, 'POST', /\/servicePrincipals$/, notYet, 1)
    expect((await runRegister(args)).exitCode).toBe(0)
  })

  test('for five minutes is reported, and a second run completes', async () => {
    entra.emulator.setFault('directory_replication', { times: 0 })
    const { exitCode, report, waits } = await runForJson(args)
    expect([exitCode, report.error?.kind]).toEqual([5, 'graph'])
    expect(sum(waits.slice(1))).toBeGreaterThanOrEqual(300)
    expect(report.application).toEqual({ clientId: registered(entra)[0]?.clientId, name: APP_NAME })
    expect(report.steps.map(({ done }) => done)).toEqual([true, false, false, false])
    // The app's id is written down the moment that it exists.
    expect(variablesIn(file).CLIENT_ID).toBe(registered(entra)[0]?.clientId)
    entra.emulator.clearFaults()
    await completes()
  })

  test('for three minutes is waited for: one app, complete, and its secret accepted', async () => {
    entra.emulator.setFault('directory_lag')
    const { waited, options } = waitingClock()
    const { exitCode, stdout } = await runRegister([...args, '--admin-consent'], options)
    expect(exitCode, stdout).toBe(0)
    expect(stdout).toContain('Entra accepts the new credential')
    expect(waited()).toBeGreaterThanOrEqual(3 * 60)
    expect(registered(entra)).toHaveLength(1)
  })

  test('is recognized by the doctor, and not reported as a mistake', async () => {
    const { options, skip } = waitingClock()
    expect((await runRegister(args, options)).exitCode).toBe(0)
    // Entra's token servers have forgotten what they have just been told.
    entra.emulator.setFault('credential_replication', { times: 0 })
    const surroundings = { environment: {}, paper: { columns: null, colors: false }, now: Date.now }
    const examine = async () => (await doctor(['--env-file', file], { ...surroundings, ...options })).output
    expect(await examine()).toMatch(/Entra may not know it yet: the credential was added/)
    skip(20 * 60)
    expect(await examine()).not.toContain('may not know it yet')
  })
})

test.each<[...Fault]>([
  ['directory_busy', { times: 2 }],
  ['directory_conflict', { times: 1 }],
  ['directory_grants_unlisted', { times: 2 }],
  ['app_replication', { times: 3 }],
  ['directory_null_scope'],
])('%s does not stop it', async (fault, faultOptions) => {
  entra.emulator.setFault(fault, faultOptions)
  const more = ['--admin-consent', '--azure-devops', 'contoso']
  const { exitCode, stderr } = await runForJson([...args, ...more], waitingClock().options)
  expect(exitCode, stderr).toBe(0)
  expect(registered(entra)).toHaveLength(1)
})

describe('a Graph that is busy', () => {
  test('is retried after Retry-After seconds', async () => {
    entra.emulator.setFault('directory_throttled', { times: 3 })
    const { exitCode, waits } = await runRegister(args)
    expect([exitCode, waits]).toEqual([0, [5, 1, 1, 1]])
  })

  test('is retried after a Retry-After date', async () => {
    const now = Date.now()
    const headers = { 'Retry-After': new Date(now + 30_000).toUTCString() }
    answerInstead(entra, 'POST', /addPassword$/, () => new Response(null, { status: 503, headers }), 1)
    const { exitCode, waits } = await runRegister(args, { now: () => now })
    expect([exitCode, Math.round((waits[1] ?? 0) / 2)]).toEqual([0, 15])
  })

  test('for an hour is reported instead of waited for', async () => {
    let asked = 0
    answerInstead(entra, 'GET', /\/organization$/, () => {
      asked += 1
      return new Response('{}', { status: 429, headers: { 'Retry-After': '3600' } })
    })
    const { exitCode, report } = await runForJson(args)
    expect([exitCode, asked]).toEqual([5, 1])
    expect(report.error?.next).toContain('60 minutes')
  })

  test('that failed is retried for reads, but never creates an app twice', async () => {
    answerInstead(entra, 'GET', /applications/, () => new Response('broken', { status: 502 }), 1)
    expect((await runRegister([...args, '--dry-run'])).exitCode).toBe(0)
    const timeout = async (request: Request) => {
      await entra.emulator.fetch(request)
      return new Response('gone', { status: 504 })
    }
    answerInstead(entra, 'POST', /\/applications$/, timeout, 1)
    const { exitCode, stdout, waits } = await runRegister(args)
    expect([exitCode, waits]).toEqual([5, [5]])
    expect(stdout).toContain(`May have been done anyway:\n- Register the application "${APP_NAME}"`)
    await completes()
  })

  test('that stays busy is given up on, and a second run completes', async () => {
    answerInstead(entra, 'POST', /addPassword$/, () => new Response('busy', { status: 503 }))
    const { exitCode, stdout, waits } = await runRegister(args)
    expect([exitCode, waits]).toEqual([5, [5, 2, 4, 8, 16, 32]])
    expect(stdout).toContain('Graph is unavailable. Graph returned 503')
    expect(stdout).toContain(`Done so far:\n- Register the application "${APP_NAME}"`)
    expect(stdout).toContain(`"${APP_NAME}", ${registered(entra)[0]?.clientId}`)
    entra.intercept = () => null
    await completes()
  })

  test.each([
    ['Directory_ObjectNotFound', 'Unable to read the company information from the directory.'],
    ['Request_ResourceNotFound', 'Resource does not exist.'],
  ])('and answers 404 %s about the tenant is reported in its own words', async (code, message) => {
    answerInstead(entra, 'GET', /\/organization$/, graphError(404, code, message))
    const { exitCode, report } = await runForJson(args)
    expect([exitCode, report.error?.message]).toEqual([5, expect.stringContaining(`${code}: ${message}`)])
    expect(report.error?.next).toContain('in a few minutes')
  })
})

test('a directory that stays busy is not taken for one without the app', async () => {
  await runRegister(args)
  const named = [...args, '--client-id', registered(entra)[0]?.clientId ?? '']
  answerInstead(entra, 'GET', /\/applications\(appId/, graphError(404, 'Directory_ObjectNotFound'))
  expect((await runRegister(named)).exitCode).toBe(5)
})

describe('a call that Graph refuses', () => {
  test.each([
    { status: 400, exitCode: 5 },
    { status: 401, exitCode: 3 },
    { status: 403, exitCode: 4 },
  ])('with $status is reported as not done', async ({ status, exitCode }) => {
    answerInstead(entra, 'POST', /addPassword$/, () => new Response('{}', { status }), 1)
    const run = await runForJson(args)
    expect(run.exitCode).toBe(exitCode)
    expect(run.report.steps.map(({ done }) => done)).toEqual([true, false, false, false])
    expect(run.stderr).not.toContain('May have been done')
    expect(run.stderr).toContain('Not done:\n- Add the client secret')
    await completes()
  })

  const everywhere = { times: 0 }
  test.each<[...Fault, more: string[], exitCode: number, says: RegExp]>([
    ['directory_quota', everywhere, [], 5, /250.*Directory_QuotaExceeded/],
    ['directory_no_secrets', {}, ['--secret'], 5, /--certificate/],
    ['directory_denied', everywhere, [], 4, /Authorization_RequestDenied.*Privileged Identity/s],
    ['directory_permission_missing', everywhere, [], 4, /permission Application\.ReadWrite\.All/],
    ['directory_access_policy', everywhere, [], 3, /Conditional Access.*GRAPH_TOKEN/s],
  ])(
    'because of %s %o is reported with Graph’s own code and advice',
    async (fault, how, more, exitCode, says) => {
      writeFileSync(file, 'SESSION_IDLE_MINUTES=30\n')
      entra.emulator.setFault(fault, how)
      const run = await runRegister([...args, ...more])
      expect(run.exitCode, run.stdout).toBe(exitCode)
      expect(run.stdout).toMatch(says)
      expect(run.stdout).toMatch(/Graph returned 40[013] \w+/)
      if (registered(entra).length === 0) {
        expect(run.stdout).toContain('Nothing was changed.')
        expect(readFileSync(file, 'utf8')).toBe('SESSION_IDLE_MINUTES=30\n')
      }
      entra.emulator.clearFaults()
      const again = await runForJson([...args, ...more])
      expect([again.exitCode, registered(entra).length], again.stderr).toEqual([0, 1])
    },
  )

  test('in a first run leaves no .dev.vars, and the report has Graph’s code', async () => {
    answerInstead(entra, 'POST', /\/applications$/, recordedAnswer('graph', 'quota'))
    const { exitCode, report } = await runForJson(args)
    expect([exitCode, existsSync(file), registered(entra)]).toEqual([5, false, []])
    expect(report.error).toMatchObject({ graph: { code: 'Directory_QuotaExceeded' }, fixableBy: 'you' })
  })

  test('for want of a role is the last of the run', async () => {
    await allowTheTool(await asOperator(entra.emulator))
    const { exitCode, stdout } = await runRegister([...args, '--admin-consent'], { operator: lidia })
    expect(exitCode).toBe(4)
    expect(stdout).toContain('This account is not allowed to grant admin consent.')
    expect(stdout).toContain('Cloud Application Administrator')
    // Her token has the permission.
    expect(stdout).not.toContain('the permission DelegatedPermissionGrant')
    expect(stdout).toMatch(/Done so far:\n- Register the application[\s\S]*Not done:\n- Grant admin consent/)
    // The twin: without that, her role is enough, and the first run has left nothing to do.
    expect((await runForJson(args, { operator: lidia })).report.outcome).toBe('unchanged')
    args.push('--admin-consent')
    await completes()
  })
})

describe('a tenant that forbids secrets', () => {
  beforeEach(() => {
    entra.emulator.setFault('directory_no_secrets')
  })

  test('gets a certificate, and a warning', async () => {
    const { exitCode, report } = await runForJson(args)
    expect([exitCode, report.outcome]).toEqual([0, 'changed'])
    expect(report.warnings).toContainEqual(expect.stringContaining('does not allow client secrets'))
    const [app] = registered(entra)
    expect([app?.secrets, app?.certificates.length]).toEqual([[], 1])
    const { CLIENT_SECRET, CLIENT_CERTIFICATE } = variablesIn(file)
    expect([CLIENT_SECRET, CLIENT_CERTIFICATE]).toEqual([undefined, expect.stringContaining('BEGIN')])
    expect((await runForJson(args)).report.outcome).toBe('unchanged')
  })

  test('gets one too where a replaced secret was removed to make room for another', async () => {
    entra.emulator.clearFaults()
    await runRegister(args)
    await runRegister([...args, '--rotate'])
    entra.emulator.setFault('directory_no_secrets')
    const { exitCode, report } = await runForJson([...args, '--rotate'])
    const sentences = report.steps.map(({ sentence }) => sentence.split(' "')[0])
    expect([exitCode, sentences]).toEqual([
      0,
      ['Remove the client secret', 'Add a certificate for 180 days', `Write ${file}`],
    ])
  })

  test('and certificates gets no circular advice', async () => {
    const code = 'CredentialTypeNotAllowedAsPerAppPolicy'
    entra.intercept = async (request) =>
      request.method === 'PATCH' && (await request.clone().text()).includes('keyCredentials')
        ? graphError(400, code)()
        : null
    const { exitCode, report } = await runForJson(args)
    expect([exitCode, report.error?.message]).toEqual([5, expect.stringContaining(code)])
    expect(report.error?.next).toContain('exempt')
    expect(report.error?.next).not.toMatch(/--secret|--certificate/)
  })
})

describe('what exists already, though Graph did not list it,', () => {
  test('is read, if it is the service principal', async () => {
    answerInstead(entra, 'POST', /\/servicePrincipals$/, async (request) => {
      expect((await entra.emulator.fetch(request)).status).toBe(201)
      return recordedAnswer('graph', 'service-principal-exists')()
    })
    expect((await runForJson([...args, '--admin-consent'])).exitCode).toBe(0)
  })

  test('is completed, if it is consent to less', async () => {
    args.push('--admin-consent')
    await runForJson(args)
    const graph = await asOperator(entra.emulator)
    const { clientId } = registered(entra)[0] ?? {}
    const grants = `/servicePrincipals(appId='${clientId}')/oauth2PermissionGrants`
    const list = async () => (await graph('GET', grants)).json.value as { id: string; scope: string }[]
    const [whole] = await list()
    await graph('PATCH', `/oauth2PermissionGrants/${whole?.id}`, { scope: 'openid' })
    entra.emulator.setFault('directory_grants_unlisted', { times: 1 })
    expect((await runForJson(args)).report.outcome).toBe('changed')
    const scopes = (await list()).map(({ scope }) => scope.split(' ').toSorted())
    expect(scopes).toEqual([whole?.scope.split(' ').toSorted()])
  })

  test('is not what a directory says that is busy', async () => {
    args.push('--admin-consent')
    answerInstead(entra, 'POST', /Grants$/, graphError(409, 'Directory_ConcurrencyViolation'))
    const { exitCode, report } = await runForJson(args)
    expect([exitCode, report.error?.graph?.code]).toEqual([5, 'Directory_ConcurrencyViolation'])
    entra.intercept = () => null
    await completes()
  })

  test('counts as given with a warning, if Graph never lists the consent', async () => {
    await runForJson([...args, '--admin-consent'])
    entra.emulator.setFault('directory_grants_unlisted', { times: 0 })
    const { exitCode, report, stderr } = await runForJson([...args, '--admin-consent'])
    expect(exitCode, stderr).toBe(0)
    expect(report.warnings).toEqual([
      expect.stringMatching(/^Graph reports that this already exists.* Permissions/),
    ])
  })
})

describe('a network that fails', () => {
  test.each([
    ['while the application is made', /\/applications$/, gone],
    ['while the secret is made', /addPassword$/, gone],
    ['while the service principal is made', /servicePrincipals$/, gone],
    ['with the answer about the application', /\/applications$/, lost],
    ['with the answer about the secret', /addPassword$/, lost],
    ['with the answer about the service principal', /servicePrincipals$/, lost],
  ])('%s leaves what a second run completes', async (_, path, answer) => {
    answerInstead(entra, 'POST', path, answer, 1)
    const { exitCode, stdout } = await runRegister(args)
    expect([exitCode, stdout]).toEqual([5, expect.stringContaining('could not be reached')])
    expect(stdout).toMatch(/Check the network\..* Then run this again, and it continues from there\./)
    expect(stdout).toContain('May have been done anyway')
    // A secret that nobody knows is named; the next run removes it.
    for (const { displayName, value } of registered(entra)[0]?.secrets ?? [])
      if (value !== variablesIn(file).CLIENT_SECRET) expect(stdout).toContain(displayName)
    await completes()
  })

  test('and comes back is not noticed by reading', async () => {
    answerInstead(entra, 'GET', /servicePrincipals/, gone, 1)
    await runRegister(args)
    answerInstead(entra, 'GET', /\/applications/, gone, 1)
    expect((await runForJson(args)).report.outcome).toBe('unchanged')
  })
})

describe('the new credential', () => {
  /** As a token server that has not heard of it. */
  const unknownTo = (name: string, times = Number.POSITIVE_INFINITY) => {
    let left = times
    entra.intercept = async (request) => {
      if (left === 0 || !request.url.endsWith('/token')) return null
      if (!(await request.clone().text()).includes('client_credentials')) return null
      left -= 1
      return recordedAnswer('token-answers', name)()
    }
  }

  test.each(['7000215', '7000222', '700016'])('that Entra answers with %s is waited for', async (name) => {
    unknownTo(name, 4)
    const { exitCode, waits, stdout } = await runRegister(args)
    expect([exitCode, waits.slice(1)]).toEqual([0, [1, 2, 3, 4]])
    expect(stdout).toContain('Entra accepts the new credential')
    expect(stdout).toContain('waiting for the directory to catch up')
  })

  test('that Entra still rejects after five minutes causes a warning', async () => {
    unknownTo('7000215')
    const { exitCode, report, waits } = await runForJson(args)
    expect([exitCode, sum(waits.slice(1)) >= 300]).toEqual([0, true])
    expect(report.warnings).toContainEqual(
      expect.stringContaining('still does not accept the new credential'),
    )
  })

  test('that is rejected for another reason is not waited for', async () => {
    unknownTo('53003')
    const { exitCode, waits, stdout } = await runRegister(args)
    expect([exitCode, waits.slice(1)]).toEqual([0, []])
    expect(stdout).toContain('Could not check whether Entra accepts the new credential')
  })
})
