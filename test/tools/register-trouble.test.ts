// What goes wrong between this machine and Graph: a clear sentence, what was done so far, and a second run completes.
import {
  appendFileSync,
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { entryway, lidia, secret } from '../../emulator/seed.ts'
import { asOperator } from '../support/operator.ts'
import {
  APP_NAME,
  contosoRun,
  type Entra,
  registered,
  runForJson,
  runRegister,
  variablesIn,
  writes,
} from './register-run.ts'

let entra: Entra
let file: string
let args: string[]
beforeEach(async () => {
  ;({ entra, file, args } = await contosoRun())
})

async function completes(more: string[] = [], operator?: Parameters<typeof runForJson>[1]): Promise<void> {
  const { exitCode, report, stderr } = await runForJson([...args, ...more], operator)
  expect([exitCode, report.outcome], stderr).toEqual([0, 'changed'])
  const [app, ...others] = registered(entra)
  expect(others).toEqual([])
  expect(app?.secrets.map(({ value }) => value)).toContain(variablesIn(file).CLIENT_SECRET)
  expect((await runForJson([...args, ...more], operator)).report.outcome).toBe('unchanged')
}

type Answer = Response | 'gone'

/** Answers this call, the first time that it comes, with something else. */
function once(method: string, path: RegExp, answer: (request: Request) => Answer | Promise<Answer>): void {
  let due = true
  entra.intercept = (request) => {
    if (!due || request.method !== method || !path.test(new URL(request.url).pathname)) return null
    due = false
    return answer(request)
  }
}

const always = (method: string, path: RegExp, answer: () => Answer) => {
  entra.intercept = (request) =>
    request.method === method && path.test(new URL(request.url).pathname) ? answer() : null
}

const gone = () => 'gone' as const

describe('replication', () => {
  test('is waited for', async () => {
    const { exitCode, waits } = await runRegister(args, {
      during: (_, text) => {
        if (text.includes('Planned changes')) return
        entra.emulator.setFault('directory_replication', { times: 4 })
      },
    })
    expect(exitCode).toBe(0)
    expect(waits.slice(1)).toEqual([1, 2, 3, 4])
    expect(registered(entra)).toHaveLength(1)
  })

  test('that takes too long is reported', async () => {
    entra.emulator.setFault('directory_replication', { times: 0 })
    const { exitCode, report, waits } = await runForJson(args)
    expect([exitCode, report.error?.kind]).toEqual([5, 'graph'])
    expect(waits.slice(1).reduce((sum, each) => sum + each, 0)).toBeGreaterThanOrEqual(300)
    expect(report.application).toEqual({ clientId: registered(entra)[0]?.clientId, name: APP_NAME })
    expect(report.steps.map(({ done }) => done)).toEqual([true, false, false, false])
    // The app's id is written down the moment that it exists.
    expect(variablesIn(file).CLIENT_ID).toBe(registered(entra)[0]?.clientId)
    entra.emulator.clearFaults()
    await completes()
  })
})

describe('a Graph that is busy', () => {
  test('is retried after Retry-After seconds', async () => {
    entra.emulator.setFault('directory_throttled', { times: 3 })
    const { exitCode, waits } = await runRegister(args)
    expect([exitCode, waits]).toEqual([0, [5, 1, 1, 1]])
  })

  test('is retried after a Retry-After date', async () => {
    const now = Date.now()
    const later = new Date(now + 30_000).toUTCString()
    once('POST', /addPassword$/, () => new Response(null, { status: 503, headers: { 'Retry-After': later } }))
    const { exitCode, waits } = await runRegister(args, { now: () => now })
    expect(exitCode).toBe(0)
    expect(waits[1]).toBeGreaterThanOrEqual(29)
    expect(waits[1]).toBeLessThanOrEqual(30)
  })

  test('that failed is retried for reads, but never creates an app twice', async () => {
    once('GET', /applications/, () => new Response('broken', { status: 502 }))
    expect((await runRegister([...args, '--dry-run'])).exitCode).toBe(0)
    once('POST', /\/applications$/, async (request) => {
      await entra.emulator.fetch(request)
      return new Response('gone', { status: 504 })
    })
    const { exitCode, stdout, waits } = await runRegister(args)
    expect([exitCode, waits]).toEqual([5, [5]])
    expect(stdout).toContain(`May have been done anyway:\n- Register the application "${APP_NAME}"`)
    await completes()
  })

  test('that stays busy is given up on, and a second run completes', async () => {
    always('POST', /addPassword$/, () => new Response('busy', { status: 503 }))
    const { exitCode, stdout, waits } = await runRegister(args)
    expect(exitCode).toBe(5)
    expect(waits).toEqual([5, 2, 4, 8, 16, 32])
    expect(stdout).toContain('Graph is unavailable. Graph returned 503')
    expect(stdout).toContain(`Done so far:\n- Register the application "${APP_NAME}"`)
    expect(stdout).toContain(`"${APP_NAME}", ${registered(entra)[0]?.clientId}`)
    entra.intercept = () => null
    await completes()
  })
})

describe('a call that Graph refuses', () => {
  test.each([
    { status: 400, exitCode: 5 },
    { status: 401, exitCode: 3 },
    { status: 403, exitCode: 4 },
  ])('with $status is reported as not done', async ({ status, exitCode }) => {
    once('POST', /addPassword$/, () => new Response('{}', { status }))
    const run = await runForJson(args)
    expect(run.exitCode).toBe(exitCode)
    expect(run.report.steps.map(({ done }) => done)).toEqual([true, false, false, false])
    expect(run.stderr).not.toContain('May have been done')
    expect(run.stderr).toContain('Not done:\n- Add the client secret')
    await completes()
  })
})

describe('a network that fails', () => {
  test('before the sign-in: nothing is changed', async () => {
    always('GET', /openid-configuration$/, gone)
    const { exitCode, stdout } = await runRegister(args)
    expect(exitCode).toBe(5)
    expect(stdout).toMatch(/could not be reached/)
    expect(stdout).toContain('Nothing was changed.')
  })

  test.each([
    ['the application', /\/applications$/],
    ['the secret', /addPassword$/],
    ['the service principal', /servicePrincipals$/],
  ])('while %s is made leaves what a second run completes', async (_, path) => {
    once('POST', path, gone)
    const { exitCode, stdout } = await runRegister(args)
    expect([exitCode, stdout]).toEqual([5, expect.stringContaining('could not be reached')])
    expect(stdout).toMatch(/Check the network\..* Then run this again, and it continues from there\./)
    await completes()
  })

  test.each([
    ['the application', /\/applications$/],
    ['the service principal', /servicePrincipals$/],
  ])('with the answer about %s leaves what a second run finds', async (_, path) => {
    once('POST', path, async (request) => {
      await entra.emulator.fetch(request)
      return gone()
    })
    expect((await runRegister(args)).exitCode).toBe(5)
    const again = await runForJson(args)
    expect(again.exitCode).toBe(0)
    expect(registered(entra)).toHaveLength(1)
    expect((await runForJson(args)).report.outcome).toBe('unchanged')
  })

  test('and comes back is not noticed by reading', async () => {
    once('GET', /servicePrincipals/, gone)
    await runRegister(args)
    once('GET', /\/applications/, gone)
    expect((await runForJson(args)).report.outcome).toBe('unchanged')
  })

  test('with the answer about the secret names the secret that nobody knows, which the next run removes', async () => {
    once('POST', /addPassword$/, async (request) => {
      await entra.emulator.fetch(request)
      return gone()
    })
    const { exitCode, stdout } = await runRegister(args)
    expect(exitCode).toBe(5)
    const [app] = registered(entra)
    expect(stdout).toContain(app?.secrets[0]?.displayName)
    expect(stdout).toContain('May have been done anyway')
    await completes()
    expect(app?.secrets.map(({ value }) => value)).toEqual([variablesIn(file).CLIENT_SECRET])
  })
})

describe('a missing role', () => {
  test('stops the run, and is reported', async () => {
    const graph = await asOperator(entra.emulator)
    await consentToTheTool(graph)
    const { exitCode, stdout } = await runRegister([...args, '--admin-consent'], { operator: lidia })
    expect(exitCode).toBe(4)
    expect(stdout).toContain('This account is not allowed to grant admin consent.')
    expect(stdout).toContain('Cloud Application Administrator')
    // Her token has the permission.
    expect(stdout).not.toContain('the permission DelegatedPermissionGrant')
    expect(stdout).toMatch(/Done so far:\n- Register the application[\s\S]*Not done:\n- Grant admin consent/)
    // The twin: without that, her role is enough, and the first run has left nothing to do.
    expect((await runForJson(args, { operator: lidia })).report.outcome).toBe('unchanged')
    await completesConsent()
  })

  test('for registering leaves nothing behind', async () => {
    entra.emulator.setFault('directory_denied', { times: 0 })
    const { exitCode, stdout } = await runRegister(args)
    expect(exitCode).toBe(4)
    expect(stdout).toContain('Nothing was changed.')
    expect([registered(entra), existsSync(file)]).toEqual([[], false])
  })

  async function consentToTheTool(graph: Awaited<ReturnType<typeof asOperator>>): Promise<void> {
    const principal = async (appId: string) =>
      (await graph('GET', `/servicePrincipals(appId='${appId}')`)).json.id
    const { status } = await graph('POST', '/oauth2PermissionGrants', {
      clientId: await principal('14d82eec-204b-4c2f-b7e8-296a70dab67e'),
      consentType: 'AllPrincipals',
      principalId: null,
      resourceId: await principal('00000003-0000-0000-c000-000000000000'),
      scope: 'User.Read Application.ReadWrite.All DelegatedPermissionGrant.ReadWrite.All',
    })
    expect(status).toBe(201)
  }

  const completesConsent = () => completes(['--admin-consent'])
})

describe('a name that is taken', () => {
  const foreign = () => args.with(-1, entryway.displayName)

  test('by someone else’s app leaves that app unchanged', async () => {
    const { exitCode, stdout } = await runRegister(foreign())
    expect(exitCode).toBe(7)
    expect(stdout).toContain(`did not create: ${entryway.clientId}`)
    expect(writes(entra)).toEqual([])
    expect(existsSync(file)).toBe(false)
  })

  test('is used with --client-id', async () => {
    const { exitCode, report } = await runForJson([
      ...foreign(),
      '--client-id',
      entryway.clientId,
      '--kind',
      'tenant',
    ])
    expect([exitCode, report.outcome], report.error?.message).toEqual([0, 'changed'])
    expect(variablesIn(file).CLIENT_ID).toBe(entryway.clientId)
    // A URI that this app cannot use is another program's.
    expect(registered(entra, entryway.displayName)[0]?.redirectUris).toEqual(
      expect.arrayContaining(entryway.redirectUris),
    )
    expect(variablesIn(file).REDIRECT_URI).not.toBe('http://localhost/')
    expect((await runRegister([...foreign(), '--delete'])).exitCode).toBe(7)
    expect(registered(entra, entryway.displayName)).toHaveLength(1)
  })

  test('by default is a colleague’s app, which is neither changed nor deleted', async () => {
    // The seeded one of that name would be in the way.
    for (const app of registered(entra, entryway.displayName)) app.displayName = 'Elsewhere'
    const unnamed = args.slice(0, -2)
    await runRegister(unnamed)
    const [before, secrets] = [writes(entra).length, () => registered(entra, 'Entryway')[0]?.secrets.length]
    const colleague = unnamed.with(unnamed.indexOf(file), `${file}.other`)
    for (const more of [[], ['--delete']]) {
      const { exitCode, stdout } = await runRegister([...colleague, ...more])
      expect([exitCode, stdout]).toEqual([7, expect.stringContaining('--client-id')])
    }
    expect([writes(entra).length, secrets(), existsSync(`${file}.other`)]).toEqual([before, 1, false])
    // Whoever says that it is this one has it.
    const thisOne = [...colleague, '--client-id', registered(entra, 'Entryway')[0]?.clientId ?? '']
    expect((await runRegister(thisOne)).exitCode).toBe(0)
    expect(secrets()).toBe(2)
    rmSync(`${file}.other`)
    expect((await runRegister([...thisOne, '--delete'])).exitCode).toBe(0)
    expect(secrets()).toBeUndefined()
  })

  test('by default is this one’s own where an interrupted run has left it without a secret', async () => {
    for (const app of registered(entra, entryway.displayName)) app.displayName = 'Elsewhere'
    const unnamed = args.slice(0, -2)
    once('POST', /addPassword$/, gone)
    expect((await runRegister(unnamed)).exitCode).toBe(5)
    expect((await runRegister(unnamed)).exitCode).toBe(0)
    expect(registered(entra, 'Entryway').map(({ secrets }) => secrets.length)).toEqual([1])
  })

  test('by two that this command made is asked about', async () => {
    await runRegister(args)
    const graph = await asOperator(entra.emulator)
    const [app] = registered(entra)
    await graph('POST', '/applications', { displayName: APP_NAME, tags: app?.others.tags })
    const elsewhere = args.with(args.indexOf(file), `${file}.other`)
    const { exitCode, stdout } = await runRegister(elsewhere)
    expect([exitCode, stdout]).toEqual([
      7,
      expect.stringContaining('This command created several applications'),
    ])
    expect(existsSync(`${file}.other`)).toBe(false)
  })
})

describe('.dev.vars', () => {
  const beside = () => readdirSync(dirname(file)).filter((name) => name !== '.dev.vars')

  test('of another app is not overwritten', async () => {
    const other = `CLIENT_ID=${entryway.tenantId}\nCLIENT_SECRET=${secret}\nSESSION_IDLE_MINUTES=45\n`
    writeFileSync(file, other)
    const { exitCode, stdout } = await runRegister(args)
    expect([exitCode, stdout]).toEqual([6, expect.stringContaining('belongs to the application')])
    expect([readFileSync(file, 'utf8'), registered(entra)]).toEqual([other, []])

    // The twin: told to, it is, and the old one is kept for nobody else to read.
    expect((await runRegister([...args, '--overwrite'])).exitCode).toBe(0)
    const [kept] = beside()
    expect(readFileSync(`${dirname(file)}/${kept}`, 'utf8')).toBe(other)
    expect(statSync(`${dirname(file)}/${kept}`).mode & 0o077).toBe(0)
    expect(readFileSync(file, 'utf8')).not.toContain(secret)
    expect(variablesIn(file).SESSION_IDLE_MINUTES).toBeUndefined()
  })

  test('of an app with another name does not rename that app', async () => {
    await runRegister(args)
    const before = readFileSync(file, 'utf8')
    const { exitCode, stdout } = await runRegister(args.with(-1, 'Back door'))
    expect([exitCode, stdout]).toEqual([6, expect.stringContaining('--overwrite')])
    expect([readFileSync(file, 'utf8'), registered(entra, 'Back door')]).toEqual([before, []])

    const clientId = registered(entra)[0]?.clientId ?? ''
    const renamed = await runRegister([...args.with(-1, 'Back door'), '--client-id', clientId])
    expect(renamed.stdout).toContain(`name: ${APP_NAME} -> Back door`)
    expect(registered(entra, 'Back door')).toHaveLength(1)
  })

  test('that is read-only is reported before anything is created', async () => {
    writeFileSync(file, '# nothing yet\n')
    chmodSync(file, 0o400)
    const { exitCode, stdout } = await runRegister(args, { operator: null })
    expect([exitCode, stdout]).toEqual([6, expect.stringContaining('is read-only')])
    expect(entra.emulator.requests).toEqual([])
    chmodSync(file, 0o600)
    await completes()
  })

  test('in a missing folder is reported before anything is created', async () => {
    const { exitCode, stdout } = await runRegister(args.with(args.indexOf(file), `${file}/none/.dev.vars`))
    expect([exitCode, stdout]).toEqual([6, expect.stringContaining('does not exist')])
    expect(entra.emulator.requests).toEqual([])
  })

  test('that is edited before anything is made has nothing to be merged', async () => {
    await runRegister(args)
    const before = writes(entra).length
    entra.intercept = (request) => {
      if (new URL(request.url).pathname.endsWith('/organization')) appendFileSync(file, '# mine\n')
      return null
    }
    const { exitCode, report } = await runForJson([...args, '--rotate'])
    expect([exitCode, report.error]).toMatchObject([
      6,
      { message: expect.stringContaining('was edited in the meantime'), next: 'Run this again.' },
    ])
    expect([beside(), writes(entra).length]).toEqual([[], before])
    entra.intercept = () => null
    expect((await runForJson([...args, '--rotate'])).report.outcome).toBe('changed')
  })

  test('that was edited in the meantime keeps the edit, and nothing is lost', async () => {
    writeFileSync(file, 'SESSION_IDLE_MINUTES=30\n')
    once('POST', /addPassword$/, (request) => {
      writeFileSync(file, 'SESSION_IDLE_MINUTES=45\n')
      return entra.emulator.fetch(request)
    })
    const { exitCode, stdout } = await runRegister(args)
    expect([exitCode, stdout]).toEqual([6, expect.stringContaining('was edited in the meantime')])
    expect(readFileSync(file, 'utf8')).toBe('SESSION_IDLE_MINUTES=45\n')
    const draft = beside().find((name) => name.endsWith('.new'))
    const saved = variablesIn(`${dirname(file)}/${draft}`)
    expect(registered(entra)[0]?.secrets[0]?.value).toBe(saved.CLIENT_SECRET)
    expect(statSync(`${dirname(file)}/${draft}`).mode & 0o077).toBe(0)
    await completes(['--client-id', registered(entra)[0]?.clientId ?? ''])
    expect(variablesIn(file).SESSION_IDLE_MINUTES).toBe('45')
  })
})
