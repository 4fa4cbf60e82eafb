// The operator's sign-in by device code, or with GRAPH_TOKEN: what they are shown, and what may come of it.
import { beforeEach, describe, expect, test } from 'vitest'
import { contoso, fabrikam, lidia, nestor, pradeep } from '../../emulator/seed.ts'
import { asOperator } from '../support/operator.ts'
import { closedServer } from './doctor-patient.ts'
import {
  answerInstead,
  changeAnswers,
  contosoRun,
  type Entra,
  enterCode,
  recordedAnswer,
  registered,
  runForJson,
  runRegister,
  withToken,
  writes,
} from './register-run.ts'

let entra: Entra
let args: string[]
beforeEach(async () => {
  ;({ entra, args } = await contosoRun())
})

const requestsTo = (end: string) => entra.emulator.requests.filter(({ url }) => url.endsWith(end)).length

test('polls at Entra’s interval until the code has been entered, as the account and for the app that are shown', async () => {
  let polls = 0
  const { exitCode, stdout, waits } = await runRegister(args, {
    operator: null,
    during: async (_, text) => {
      polls += 1
      if (polls === 3) await enterCode(text, nestor)
    },
  })
  // The last request is the app's own, which tries its new secret.
  expect([exitCode, waits, requestsTo('/token')]).toEqual([0, [5, 5, 5], 3 + 1])
  expect(stdout).toMatch(
    new RegExp(
      `Open {2}http://localhost:\\d+/device\\n {2}Enter [A-Z]{9}\\n {2}As {4}an account of the tenant ${contoso.id}\\n {2}For {3}the app Microsoft Graph`,
    ),
  )
})

test('slow_down makes each wait longer', async () => {
  entra.emulator.setFault('device_slow_down', { times: 2 })
  const { exitCode, waits } = await runRegister(args)
  expect([exitCode, waits]).toEqual([0, [5, 10, 15]])
})

test('a temporary connection loss does not end it', async () => {
  answerInstead(entra, 'POST', /token$/, () => 'gone', 3)
  expect((await runRegister(args)).exitCode).toBe(0)
})

test('the sign-in requests only the permissions it needs', async () => {
  const asked: string[] = []
  answerInstead(entra, 'POST', /devicecode$/, async (request) => {
    asked.push(new URLSearchParams(await request.clone().text()).get('scope') ?? '')
    return null
  })
  await runRegister(args)
  await runRegister([...args, '--admin-consent'])
  const least = 'openid profile User.Read Application.ReadWrite.All'
  expect(asked).toEqual([least, `${least} DelegatedPermissionGrant.ReadWrite.All`])
})

test('without --tenant, the app is registered in the account’s tenant', async () => {
  args.push('--authority', `${entra.url}/organizations`)
  const { exitCode, report } = await runForJson(args, { operator: pradeep })
  expect([exitCode, report.tenant?.id]).toEqual([0, fabrikam.id])
  expect(registered(entra)[0]?.tenantId).toBe(fabrikam.id)
})

describe('refused, with nothing changed:', () => {
  const APPROVAL = 'an administrator must approve the app'
  test.each([
    ['a code that the operator declines', null, { action: 'cancel' }, 'The sign-in was declined.', APPROVAL],
    ['a code that a policy declines', 'device_declined', {}, 'The sign-in was declined.', APPROVAL],
    ['a code that expires', 'device_expired', {}, 'The code expired', APPROVAL],
    [
      'an account that may not consent',
      null,
      { operator: lidia },
      'The sign-in was declined.',
      'GRAPH_TOKEN',
    ],
  ] as const)('%s', async (_, fault, options, message, next) => {
    if (fault) entra.emulator.setFault(fault)
    const { exitCode, stdout } = await runRegister(args, options)
    expect([exitCode, stdout]).toEqual([3, expect.stringContaining(message)])
    expect(stdout).toContain(next)
    expect(stdout).toContain('Nothing was changed.')
    expect(writes(entra)).toEqual([])
  })

  test('a code that nobody enters, once its time is over', async () => {
    let now = Date.now()
    const { exitCode, stdout } = await runRegister(args, {
      operator: null,
      now: () => now,
      during: (seconds) => {
        now += seconds * 1000
      },
    })
    expect([exitCode, requestsTo('/token')]).toEqual([3, 180])
    expect(stdout).toContain('The code expired')
  })

  test('a public client that the tenant does not know', async () => {
    const { exitCode, stdout } = await runRegister([...args, '--sign-in-client', fabrikam.id])
    expect([exitCode, stdout]).toEqual([3, expect.stringContaining('unauthorized_client, AADSTS700016')])
  })

  test('a sign-in that comes without a permission that was asked for', async () => {
    changeAnswers<{ scope?: string }>(entra, 'POST', /token$/, ({ scope, ...rest }) => ({
      ...rest,
      scope: scope?.replace(/\S*Application\.ReadWrite\.All/i, ''),
    }))
    const { exitCode, stdout } = await runRegister(args)
    expect([exitCode, writes(entra)]).toEqual([4, []])
    expect(stdout).toContain('without the permission Application.ReadWrite.All')
  })

  test.each([
    ['token_endpoint', () => 'https://attacker.example/token'],
    ['device_authorization_endpoint', () => 'https://attacker.example/device'],
    ['device_authorization_endpoint', () => undefined],
    ['issuer', () => `${entra.url}/${fabrikam.id}/v2.0`],
  ])('metadata with a foreign %s', async (name, foreign) => {
    changeAnswers<object>(entra, 'GET', /openid-configuration$/, (json) => ({ ...json, [name]: foreign() }))
    const { exitCode, stdout } = await runRegister(args, { operator: null })
    expect([exitCode, stdout]).toEqual([3, expect.stringContaining('does not belong to it: metadata')])
    expect(stdout).toContain(`a foreign ${name}`)
    expect(stdout).not.toContain('Enter')
  })
})

describe('in place of Entra, what cannot be read is explained:', () => {
  test.each<[string, () => Response | 'gone', string]>([
    [
      'a redirect',
      () => new Response(null, { status: 302, headers: { location: 'https://attacker.example/' } }),
      'it redirects',
    ],
    ['a page', () => new Response('<title>Sign in to the network</title>'), 'the response was not JSON'],
    [
      'an answer of more than a megabyte',
      () => new Response('x'.repeat(1024 * 1024 + 1)),
      'its response was too large',
    ],
    ['a lost connection', () => 'gone', 'the connection was lost'],
  ])('%s', async (_, answer, words) => {
    answerInstead(entra, 'POST', /devicecode$/, answer)
    const { exitCode, stdout } = await runRegister(args)
    expect([exitCode, stdout]).toEqual([5, expect.stringContaining(`could not be reached: ${words}.`)])
    expect(stdout).toMatch(/Check .* Then run this again\.\n/s)
  })

  test('no server at all', async () => {
    const at = `${await closedServer()}/${contoso.id}`
    const { stdout } = await runRegister([...args, '--authority', at])
    expect(stdout).toContain('could not be reached: nothing is listening there.')
    expect(stdout).toContain('For the local Entra, run npm start in another terminal first.')
  })
})

describe('GRAPH_TOKEN', () => {
  test('replaces the sign-in, and is never printed', async () => {
    await asOperator(entra.emulator)
    const options = await withToken(entra)
    const before = requestsTo('/token')
    const { exitCode, stdout, stderr } = await runForJson(args, options)
    expect([exitCode, requestsTo('/token')]).toEqual([0, before + 1])
    expect(stdout + stderr).not.toContain(options.environment.GRAPH_TOKEN)
  })

  test.each([
    ['', 'GRAPH_TOKEN is empty.'],
    [' ', 'GRAPH_TOKEN is empty.'],
    ['two tokens', 'GRAPH_TOKEN is not a token'],
    ['a-token\n', 'GRAPH_TOKEN is not a token'],
    ['junk', 'Graph does not accept the token in GRAPH_TOKEN'],
  ])('as %j is rejected by name, without a sign-in', async (token, message) => {
    const environment = { GRAPH_TOKEN: token }
    const { exitCode, stdout } = await runRegister(args, { operator: null, environment })
    expect([exitCode, stdout]).toEqual([3, expect.stringContaining(message)])
    expect([requestsTo('/token'), stdout.includes('Enter')]).toEqual([0, false])
  })

  test('without the permission is told so, and not of roles', async () => {
    const { exitCode, report } = await runForJson(args, await withToken(entra, nestor, ['User.Read']))
    expect([exitCode, report.error?.message]).toEqual([
      4,
      expect.stringMatching(
        /^The token in GRAPH_TOKEN lacks the permission Application\.ReadWrite\.All.*it has .*User\.Read/,
      ),
    ])
    expect(report.error?.next).not.toContain('role')
  })

  test('of another tenant is refused', async () => {
    const { exitCode, stdout } = await runRegister(args, await withToken(entra, pradeep))
    expect([exitCode, writes(entra)]).toEqual([3, []])
    expect(stdout).toContain(
      `The token in GRAPH_TOKEN is for Fabrikam (${fabrikam.id}), not for ${contoso.id}.`,
    )
  })

  test('of an app that may not read the organization still registers the app', async () => {
    const options = await withToken(entra)
    answerInstead(entra, 'GET', /\/organization$/, recordedAnswer('graph', 'organization-app-only'))
    const { exitCode, report, stderr } = await runForJson(args, options)
    expect([exitCode, report.tenant]).toEqual([0, { id: contoso.id, name: contoso.id }])
    expect(stderr).toContain('Graph did not show it; this usually takes the permission Organization.Read.All')
    expect(stderr).not.toContain('the permission User.Read')
  })
})
