import { createExecutionContext, createScheduledController, waitOnExecutionContext } from 'cloudflare:test'
import { expect, test } from 'vitest'
import { credentialExpiry, urgencyOf } from '../../src/entryway/credential-expiry.ts'
import { fromEnv, type Settings } from '../../src/entryway/index.ts'
import { contosoSettings, type Interceptor, startApp, type TestApp } from './app.ts'
import { makeKeyPair } from './key-pair.ts'
import smallApp from './small-app.tsx'

const DAY = 86_400_000
const NOW = Date.UTC(2027, 4, 1, 6, 17)
const WEBHOOK = 'https://hooks.example/services/not-to-be-logged'
const TOKEN = 'a-token-of-the-monitoring-0123456789'

const inDays = (days: number, from = NOW) => new Date(from + days * DAY).toISOString()

function settingsWith(variables: Record<string, unknown>): Settings {
  const { settings, problems } = fromEnv({ ...contosoSettings, ...variables })
  expect(problems).toEqual([])
  return settings as Settings
}

test.each([
  ['2027-06-01', 31, 'ok'],
  ['2027-05-31', 30, 'warning'],
  ['2027-05-08T08:00:00Z', 7, 'error'],
  ['2027-05-01T23:00:00Z', 0, 'error'],
  ['2027-04-30', -1, 'error'],
])('on May 1, a secret that expires %s has %i days left: %s', (expires, days, urgency) => {
  const expiry = credentialExpiry(settingsWith({ CLIENT_SECRET_EXPIRES: expires }), NOW)
  expect(expiry).toEqual({ kind: 'secret', expires: new Date(expires).toISOString(), days })
  expect(urgencyOf({ days })).toBe(urgency)
})

test('of a certificate and a secret, the one that expires first counts', async () => {
  const end = Math.floor(Date.now() / 1000) * 1000 + 20 * DAY
  const { certificate, key } = await makeKeyPair(Date.now() - DAY, end)
  const both = { CLIENT_CERTIFICATE: certificate, CLIENT_CERTIFICATE_KEY: key }
  const kindOf = (variables: Record<string, unknown>) =>
    credentialExpiry(settingsWith({ ...both, ...variables }), Date.now())?.kind
  expect(kindOf({ CLIENT_SECRET_EXPIRES: inDays(30, Date.now()) })).toBe('certificate')
  expect(kindOf({ CLIENT_SECRET_EXPIRES: inDays(10, Date.now()) })).toBe('secret')
  // The date of a secret that is no longer there.
  expect(kindOf({ CLIENT_SECRET: undefined, CLIENT_SECRET_EXPIRES: inDays(10, Date.now()) })).toBe(
    'certificate',
  )
})

/** The cron trigger fires once. */
async function runCron(app: TestApp): Promise<void> {
  const context = createExecutionContext()
  const controller = createScheduledController({ scheduledTime: new Date(NOW), cron: '17 6 * * *' })
  await smallApp.scheduled(controller, app.settings as unknown as Env, context)
  await waitOnExecutionContext(context)
}

/** An app whose webhook answers so, and what it was sent. */
async function startWithWebhook(days: number, answer: Interceptor = () => new Response('ok')) {
  const app = await startApp({ CLIENT_SECRET_EXPIRES: inDays(days), ALERT_WEBHOOK: WEBHOOK })
  const alerts: unknown[] = []
  app.intercept = async (request) => {
    if (request.url !== WEBHOOK) return null
    alerts.push(await request.clone().json())
    return answer(request)
  }
  return { app, alerts }
}

test.each([
  [31, null, 0],
  [30, 'warning', 1],
  [8, 'warning', 0],
  [7, 'error', 1],
  [1, 'error', 1],
  [-1, 'error', 0],
])('with %i days left, the daily check logs %s, and sends %i alerts', async (days, level, count) => {
  const { app, alerts } = await startWithWebhook(days)
  await runCron(app)
  const line = {
    event: 'credential_expires',
    level,
    reason: 'secret',
    days,
    expires: inDays(days),
    fixableBy: 'operator',
    operator: expect.stringContaining('npm run register -- --rotate'),
  }
  expect(app.logs).toEqual(level === null ? [] : [expect.objectContaining(line)])
  expect(alerts).toEqual(
    Array(count).fill({
      text: expect.stringMatching(/^The client secret of https:\/\/entryway\.example expires /),
    }),
  )
})

test.each<[string, Interceptor, string]>([
  ['redirects', () => Response.redirect('https://elsewhere.example/', 302), 'status_302'],
  ['cannot be reached', () => Promise.reject(new TypeError(`cannot reach ${WEBHOOK}`)), 'network'],
])('a webhook that %s is logged without its URL', async (_, answer, reason) => {
  const { app } = await startWithWebhook(1, answer)
  await runCron(app)
  expect(app.logs).toMatchObject([
    { event: 'credential_expires' },
    { event: 'alert_failed', level: 'warning', reason, fixableBy: 'operator' },
  ])
  expect(JSON.stringify(app.logs)).not.toContain('hooks.example')
  expect(app.outbound).toEqual([`POST ${WEBHOOK}`])
})

test('with invalid settings, the daily check names them', async () => {
  const app = await startApp({ CLIENT_ID: undefined })
  await runCron(app)
  expect(app.logs).toMatchObject([{ event: 'settings_error', variables: ['CLIENT_ID is missing'] }])
})

const DETAILS = '/healthz?details'
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })

test('/healthz tells who has the token how long the credential lasts', async () => {
  const expires = inDays(20, Date.now())
  const app = await startApp({ CLIENT_SECRET_EXPIRES: expires, HEALTH_TOKEN: TOKEN })
  const response = await app.fetch(DETAILS, bearer(TOKEN))
  expect([response.status, await response.json()]).toEqual([
    200,
    { status: 'warning', settings: 'ok', credential: { kind: 'secret', expires, days: 20 } },
  ])
  expect(response.headers.get('cache-control')).toContain('no-store')
  app.restart({ CLIENT_SECRET_EXPIRES: undefined })
  const unknown = await app.fetch(DETAILS, bearer(TOKEN))
  expect(await unknown.json()).toEqual({ status: 'ok', settings: 'ok', credential: null })
})

test.each([['CLIENT_SECRET_EXPIRES', 'next year', 'CLIENT_SECRET_EXPIRES is not a date']])(
  'a wrong %s takes no page down: the log and the details of /healthz say it',
  async (name, value, says) => {
    const app = await startApp({ [name]: value, HEALTH_TOKEN: TOKEN })
    expect((await app.fetch('/')).status).toBe(200)
    expect(app.logs.filter(({ event }) => event === 'settings_error')).toMatchObject([
      { level: 'warning', fixableBy: 'operator', variables: [says] },
    ])
    const details = await app.fetch(DETAILS, bearer(TOKEN))
    expect([details.status, await details.json()]).toEqual([
      200,
      { status: 'warning', settings: says, credential: null },
    ])
  },
)

test('what takes no page down is on the settings page with what does', async () => {
  const app = await startApp({ CLIENT_ID: undefined, CLIENT_SECRET_EXPIRES: 'next year' })
  const response = await app.fetch('/')
  expect([response.status, await response.json()]).toMatchObject([
    503,
    { settings: [{ variable: 'CLIENT_ID' }, { variable: 'CLIENT_SECRET_EXPIRES' }] },
  ])
})

test.each<[string, string, RequestInit]>([
  ['another token', DETAILS, bearer(TOKEN.replace('a', 'b'))],
  ['the token’s beginning', DETAILS, bearer(TOKEN.slice(0, -1))],
  ['the token and more', DETAILS, bearer(`${TOKEN}x`)],
  ['the token in the URL', `${DETAILS}&token=${TOKEN}`, {}],
  ['the token, and not asked for details', '/healthz', bearer(TOKEN)],
])('details of /healthz guessed: with %s it is the plain answer', async (_, path, init) => {
  const app = await startApp({ CLIENT_SECRET_EXPIRES: inDays(5, Date.now()), HEALTH_TOKEN: TOKEN })
  const response = await app.fetch(path, init)
  expect([response.status, await response.text()]).toEqual([200, 'ok'])
})

test.each(['null', TOKEN])('without HEALTH_TOKEN no token is right: "%s"', async (token) => {
  const app = await startApp({ CLIENT_SECRET_EXPIRES: inDays(5, Date.now()) })
  expect(await (await app.fetch(DETAILS, bearer(token))).text()).toBe('ok')
})
