// The operator's sign-in by device code: waiting as Entra says, and what may come of it.
import { beforeEach, describe, expect, test } from 'vitest'
import { contoso, fabrikam, lidia, nestor, pradeep } from '../../emulator/seed.ts'
import { asOperator, operatorTokens } from '../support/operator.ts'
import {
  contosoRun,
  type Entra,
  enterCode,
  registered,
  runForJson,
  runRegister,
  writes,
} from './register-run.ts'

let entra: Entra
let args: string[]
beforeEach(async () => {
  ;({ entra, args } = await contosoRun())
})

const at = (tenant: string) => args.with(args.indexOf('--authority') + 1, `${entra.url}/${tenant}`)
/** Of the operator; the app's own request, which tries its new secret, is the last. */
const tokenRequests = () =>
  entra.emulator.requests.filter(({ url }) => url.endsWith('/oauth2/v2.0/token')).length

test('polls at Entra’s interval until the code has been entered', async () => {
  let waits = 0
  const { exitCode, stdout } = await runRegister(args, {
    operator: null,
    during: async (seconds, text) => {
      waits += 1
      expect(seconds).toBe(5)
      if (waits === 3) await enterCode(text, nestor)
    },
  })
  expect([exitCode, waits, tokenRequests()]).toEqual([0, 3, 3 + 1])
  expect(stdout).toMatch(/Open {2}http:\/\/localhost:\d+\/device\n {2}Enter [A-Z]{9}\n/)
})

test('slow_down makes each wait longer', async () => {
  entra.emulator.setFault('device_slow_down', { times: 2 })
  const { exitCode, waits } = await runRegister(args)
  expect([exitCode, waits]).toEqual([0, [5, 10, 15]])
})

test('a temporary connection loss does not end it', async () => {
  let lost = 3
  entra.intercept = (request) => {
    if (!request.url.endsWith('/token') || lost === 0) return null
    lost -= 1
    return 'gone'
  }
  expect((await runRegister(args)).exitCode).toBe(0)
})

describe('refused, with nothing changed:', () => {
  test.each([
    ['a code that the operator declines', {}, 'cancel', 'The sign-in was declined.'],
    ['a code that expires', { fault: 'device_expired' }, 'accept', 'The code expired'],
    ['a code that a policy declines', { fault: 'device_declined' }, 'accept', 'The sign-in was declined.'],
  ] as const)(
    '%s',
    async (_, { fault }: { fault?: 'device_expired' | 'device_declined' }, action, message) => {
      if (fault) entra.emulator.setFault(fault)
      const { exitCode, stdout } = await runRegister(args, { action })
      expect([exitCode, stdout]).toEqual([3, expect.stringContaining(message)])
      expect(stdout).toContain('Nothing was changed.')
      expect(writes(entra)).toEqual([])
    },
  )

  test('a code that nobody enters, once its time is over', async () => {
    let now = Date.now()
    const { exitCode, stdout } = await runRegister(args, {
      operator: null,
      now: () => now,
      during: (seconds) => {
        now += seconds * 1000
      },
    })
    expect([exitCode, tokenRequests()]).toEqual([3, 180])
    expect(stdout).toContain('The code expired')
  })

  test('an account that may not consent to what is needed', async () => {
    const { exitCode, stdout } = await runRegister(args, { operator: lidia })
    expect([exitCode, stdout]).toEqual([3, expect.stringContaining('The sign-in was declined.')])
  })

  test('a token without the permission, of an administrator', async () => {
    const { access_token: token } = await operatorTokens(entra.emulator, nestor, ['User.Read'])
    const environment = { GRAPH_TOKEN: String(token) }
    const { exitCode, report } = await runForJson(args, { operator: null, environment })
    expect([exitCode, report.error?.message]).toEqual([
      4,
      expect.stringMatching(
        /^The token in GRAPH_TOKEN lacks the permission Application\.ReadWrite\.All.*it has .*User\.Read/,
      ),
    ])
    expect(report.error?.next).not.toContain('role')
  })

  test('an account of another tenant', async () => {
    const { access_token: token } = await operatorTokens(entra.emulator, pradeep)
    const environment = { GRAPH_TOKEN: String(token) }
    const { exitCode, stdout } = await runRegister(args, { operator: null, environment })
    expect(exitCode).toBe(3)
    expect(stdout).toContain(
      `The token in GRAPH_TOKEN is for Fabrikam (${fabrikam.id}), not for ${contoso.id}.`,
    )
    expect(writes(entra)).toEqual([])
  })

  test('a tenant that does not exist', async () => {
    const { exitCode, stdout } = await runRegister(at('nobody.example'), { operator: null })
    expect([exitCode, stdout]).toEqual([
      3,
      expect.stringContaining('The tenant “nobody.example” does not exist'),
    ])
  })

  test('a public client that the tenant does not know', async () => {
    const { exitCode, stdout } = await runRegister([...args, '--sign-in-client', fabrikam.id], {
      operator: null,
    })
    expect([exitCode, stdout]).toEqual([3, expect.stringContaining('unauthorized_client, AADSTS700016')])
  })

  test('a sign-in that comes without a permission that was asked for', async () => {
    entra.intercept = async (request) => {
      if (!request.url.endsWith('/token')) return null
      const answer = (await (await entra.emulator.fetch(request)).json()) as { scope?: string }
      return Response.json({ ...answer, scope: answer.scope?.replace(/\S*Application\.ReadWrite\.All/i, '') })
    }
    const { exitCode, stdout } = await runRegister(args)
    expect(exitCode).toBe(4)
    expect(stdout).toContain('without the permission Application.ReadWrite.All')
    expect(writes(entra)).toEqual([])
  })

  test.each([
    ['token_endpoint', () => 'https://attacker.example/token'],
    ['device_authorization_endpoint', () => 'https://attacker.example/device'],
    ['device_authorization_endpoint', () => undefined],
    ['issuer', () => `${entra.url}/${fabrikam.id}/v2.0`],
  ])('metadata with a foreign %s', async (name, foreign) => {
    entra.intercept = async (request) => {
      if (!request.url.endsWith('openid-configuration')) return null
      const metadata = (await (await entra.emulator.fetch(request)).json()) as object
      return Response.json({ ...metadata, [name]: foreign() })
    }
    const { exitCode, stdout } = await runRegister(args, { operator: null })
    expect([exitCode, stdout]).toEqual([3, expect.stringContaining('does not belong to it: metadata')])
    expect(stdout).toContain(`a foreign ${name}`)
    expect(stdout).not.toContain('Enter')
  })

  test.each([429, 502])('metadata that returns %i is not reported as a missing tenant', async (status) => {
    entra.intercept = ({ url }) =>
      url.endsWith('openid-configuration') ? new Response('', { status }) : null
    const { exitCode, stdout } = await runRegister(args, { operator: null })
    expect([exitCode, stdout]).toEqual([5, expect.stringContaining(`${entra.url} returned ${status}.`)])
  })
})

test('without --tenant, the app is registered in the account’s tenant', async () => {
  const { exitCode, report } = await runForJson(at('organizations'), { operator: pradeep })
  expect([exitCode, report.tenant?.id]).toEqual([0, fabrikam.id])
  expect(registered(entra)[0]?.tenantId).toBe(fabrikam.id)
})

test('GRAPH_TOKEN replaces the sign-in, and is never printed', async () => {
  await asOperator(entra.emulator)
  const { access_token: token } = await operatorTokens(entra.emulator, nestor)
  const before = tokenRequests()
  const environment = { GRAPH_TOKEN: String(token) }
  const { exitCode, stdout, stderr } = await runRegister([...args, '--json'], { operator: null, environment })
  expect([exitCode, tokenRequests()]).toEqual([0, before + 1])
  expect(stdout + stderr).not.toContain(String(token))
})

test.each([
  ['', 'GRAPH_TOKEN is empty.'],
  [' ', 'GRAPH_TOKEN is empty.'],
  ['two tokens', 'GRAPH_TOKEN is not a token'],
  ['a-token\n', 'GRAPH_TOKEN is not a token'],
  ['junk', 'Graph does not accept the token in GRAPH_TOKEN'],
])('GRAPH_TOKEN=%j is rejected by name, without a sign-in', async (token, message) => {
  const before = tokenRequests()
  const environment = { GRAPH_TOKEN: token }
  const { exitCode, stdout } = await runRegister(args, { operator: null, environment })
  expect([exitCode, stdout]).toEqual([3, expect.stringContaining(message)])
  expect([tokenRequests(), stdout.includes('Enter')]).toEqual([before, false])
})

test('the sign-in requests only the permissions it needs', async () => {
  const asked: string[] = []
  entra.intercept = async (request) => {
    if (request.url.endsWith('/devicecode'))
      asked.push(new URLSearchParams(await request.clone().text()).get('scope') ?? '')
    return null
  }
  await runRegister(args)
  await runRegister([...args, '--admin-consent'])
  expect(asked).toEqual([
    'openid profile User.Read Application.ReadWrite.All',
    'openid profile User.Read Application.ReadWrite.All DelegatedPermissionGrant.ReadWrite.All',
  ])
})
