// A run without the app's credential, as in CI, and the operator's own GRAPH_TOKEN.
import { describe, expect, test } from 'vitest'
import { nestor } from '../../emulator/seed.ts'
import { operatorTokens } from '../support/operator.ts'
import { appOf, examine, healthyPatient, linesOf, type Patient, run } from './doctor-patient.ts'

const DAY_MS = 86_400_000

async function withGraphToken(): Promise<Patient> {
  const patient = await healthyPatient()
  const { access_token } = await operatorTokens(patient.emulator, nestor)
  patient.environment = { GRAPH_TOKEN: String(access_token) }
  return patient
}

describe('without the credential', () => {
  const withoutCredential = (patient: Patient, ...more: string[]) => {
    patient.variables.CLIENT_SECRET = undefined
    patient.args.push('--without-credential', ...more)
  }

  test('everything else is checked, and the missing credential is not a failure', async () => {
    const patient = await healthyPatient()
    withoutCredential(patient)
    const examined = await examine(patient)
    expect([examined.exitCode, examined.faults]).toEqual([0, []])
    expect(linesOf(examined, 'credentials')).toMatchObject([{ status: 'skipped' }])
  })

  test.each([
    ['12 days left', 12.5, 0],
    ['has no valid secret or certificate', -1, 1],
  ])('GRAPH_TOKEN shows that the newest secret %s', async (says, days, exitCode) => {
    const patient = await withGraphToken()
    withoutCredential(patient)
    for (const each of appOf(patient).secrets) each.endsAt = Date.now() + days * DAY_MS
    const examined = await examine(patient)
    expect(examined.faults).toMatchObject([
      {
        check: 'secret lifetime',
        sentence: expect.stringContaining(says),
        whatToDo: expect.stringMatching(/--rotate --deploy-secrets.*docs\/ci\.md/),
      },
    ])
    expect(examined.exitCode).toBe(exitCode)
    expect(examined.output).not.toContain(patient.environment.GRAPH_TOKEN)
  })

  test('a date that has passed is a failure, and its advice gives the deployed Worker a new secret', async () => {
    const patient = await healthyPatient()
    withoutCredential(patient)
    patient.variables.CLIENT_SECRET_EXPIRES = '2026-01-01'
    expect((await examine(patient)).faults).toMatchObject([
      { status: 'fail', whatToDo: expect.stringMatching(/--rotate --deploy-secrets.*docs\/ci\.md/) },
    ])
  })

  test('with --strict, an unknown date is a warning whose advice is GRAPH_TOKEN or the date', async () => {
    const patient = await healthyPatient()
    withoutCredential(patient, '--strict')
    const { exitCode, faults } = await examine(patient)
    expect([exitCode, faults]).toMatchObject([
      1,
      [
        {
          check: 'secret lifetime',
          sentence: expect.stringContaining('unknown when'),
          whatToDo: expect.stringMatching(
            /^Set GRAPH_TOKEN (?:(?!npm run register).)*Certificates & secrets/,
          ),
        },
      ],
    ])
    patient.variables.CLIENT_SECRET_EXPIRES = new Date(Date.now() + 90 * DAY_MS).toISOString()
    expect((await examine(patient)).exitCode).toBe(0)
  })
})

test.each(['', ' ', 'Bearer x', 'one\ntwo'])('GRAPH_TOKEN=%j is rejected, and not shown', async (token) => {
  const { exitCode, error } = await run(['--variables-from-environment'], { GRAPH_TOKEN: token })
  expect([exitCode, error]).toEqual([2, expect.stringMatching(/^GRAPH_TOKEN is (empty|not a token)/)])
  expect(error).not.toContain('Bearer x')
})

const graphError = (status: number, code: string, message = 'No.') =>
  Response.json({ error: { code, message } }, { status })
const unauthorized = (message: string) => graphError(401, 'InvalidAuthenticationToken', message)
const AGAIN = /^Run this again in a few minutes\.$/

test.each<[says: RegExp, whatToDo: RegExp, answer: () => Response]>([
  [
    /401 InvalidAuthenticationToken: Lifetime validation failed/,
    /^The token is no longer valid\. Get a new one/,
    () => unauthorized('Lifetime validation failed, the token is expired.'),
  ],
  [
    /Invalid audience/,
    /--resource-type ms-graph/,
    () => unauthorized('Access token validation failure. Invalid audience.'),
  ],
  [
    /Continuous access evaluation/,
    /^An access policy.*administrator/,
    () => unauthorized('Continuous access evaluation resulted in challenge with result: InteractionRequired'),
  ],
  [
    /403 Authorization_RequestDenied/,
    /^The token needs Application\.Read\.All/,
    () => graphError(403, 'Authorization_RequestDenied'),
  ],
  [/404 Request_ResourceNotFound/, /another tenant/, () => graphError(404, 'Request_ResourceNotFound')],
  [/Directory_ObjectNotFound/, AGAIN, () => graphError(404, 'Directory_ObjectNotFound')],
  [/429 TooManyRequests/, AGAIN, () => graphError(429, 'TooManyRequests')],
  [/503/, AGAIN, () => new Response('', { status: 503 })],
  [/no registration/, /^Something else, such as a proxy, responds/, () => new Response('<html>')],
  [/403 without an error code/, /such as a proxy, may/, () => new Response('<html>', { status: 403 })],
  [
    /could not be reached/,
    /^Check the network/,
    () => new Response(new ReadableStream({ start: (stream) => stream.error(new Error('gone')) })),
  ],
])('GRAPH_TOKEN that Graph answers with %s: %s', async (says, whatToDo, answer) => {
  const patient = await withGraphToken()
  patient.intercept = ({ url }) => (url.includes('/v1.0/applications') ? answer() : null)
  expect(linesOf(await examine(patient), 'registration')).toMatchObject([
    { status: 'warn', sentence: expect.stringMatching(says), whatToDo: expect.stringMatching(whatToDo) },
  ])
})

test('without GRAPH_TOKEN, an outage of Graph is not reported as a missing permission', async () => {
  const patient = await healthyPatient()
  patient.intercept = ({ url }) =>
    url.includes('/v1.0/applications') ? graphError(429, 'TooManyRequests', 'Wait.') : null
  expect(linesOf(await examine(patient), 'registration')).toMatchObject([
    { status: 'skipped', sentence: expect.stringMatching(/429 TooManyRequests: Wait\.$/) },
  ])
})
