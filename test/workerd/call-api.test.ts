import { expect, test } from 'vitest'
import { contoso } from '../../emulator/seed.ts'
import { variables } from '../../src/call-api/settings.ts'
import { fromEnv } from '../../src/entryway/index.ts'
import { parseVariables } from '../../src/entryway/settings/variables.ts'
import { contosoSettings, type TestApp } from './app.ts'
import type { Browser } from './browser.ts'
import { answerApi, type Json } from './changed-answers.ts'
import { stopDeadlines } from './clock.ts'
import { signedInAtSample, startSampleApp } from './sample-app.ts'

const PAGES = ['/call_api', '/profile'] as const

const json = (value: unknown, status = 200) => Response.json(value, { status })

test('the API’s JSON is shown indented by four and escaped', async () => {
  const { app, browser } = await signedInAtSample()
  answerApi(app, '/v1.0/me', () => json({ name: '<b>&"\'', list: [1, null, { deep: true }] }))
  const response = await browser.get('/call_api')
  const page = await response.text()
  expect(response.status).toBe(200)
  expect(page.replaceAll('<wbr/>', '')).toContain('GET https://graph.microsoft.com/v1.0/me')
  expect(page).toContain(
    '{\n    &quot;name&quot;: &quot;&lt;b&gt;&amp;\\&quot;&#39;&quot;,\n    &quot;list&quot;: [\n        1,\n        null,',
  )
  expect(page).not.toContain('<b>')
})

test('the request to the API carries the token as Bearer, asks for JSON, and follows no redirect', async () => {
  const { app, browser } = await signedInAtSample()
  const [request] = await askedOf(app, browser)
  expect([request?.method, request?.redirect]).toEqual(['GET', 'manual'])
  expect(request?.headers.get('authorization')).toMatch(/^Bearer [\w-]+\.[\w-]+\.[\w-]+$/)
  expect(request?.headers.get('accept')).toBe('application/json')
  expect([request?.headers.get('cookie'), request?.headers.get('origin')]).toEqual([null, null])
})

test.each([['a text', '"hello"']])('JSON that is %s is JSON', async (_, body) => {
  const { app, browser } = await signedInAtSample()
  answerApi(app, '/v1.0/me', () => new Response(body))
  const response = await browser.get('/call_api')
  expect(response.status).toBe(200)
  expect(await response.text()).toContain(`<code>${body.replaceAll('"', '&quot;')}</code>`)
})

test.each(['null', '[{"displayName":"x"}]'])(
  'reports a profile that is %s as a failure of the API',
  async (body) => {
    const { app, browser } = await signedInAtSample()
    answerApi(app, '/v1.0/me', () => new Response(body))
    const response = await browser.get('/profile')
    expect([response.status, app.lastLog('error')]).toMatchObject([
      502,
      { code: 'api_failed', reason: 'not_an_object' },
    ])
  },
)

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)
/** A list of many zeros under many brackets: small, and each zero far to the right when it is shown. */
const deepZeros = (levels: number, zeros: number) =>
  new Response('['.repeat(levels) + Array(zeros).fill(0).join() + ']'.repeat(levels))

const FAULTS: [string, () => Response | Promise<Response>, number, string, string][] = [
  ['a page', () => new Response('<h1>Proxy</h1>'), 502, 'api_not_json', 'status_200'],
  ['403', () => json({}, 403), 403, 'api_forbidden', 'status_403'],
  ['404', () => json({}, 404), 502, 'api_not_found', 'status_404'],
  ['429', () => json({}, 429), 503, 'api_busy', 'status_429'],
  ['a redirect', () => Response.redirect('https://evil.example/', 302), 502, 'api_failed', 'status_302'],
  ['more than 1 MiB', () => json('x'.repeat(2 ** 20)), 502, 'api_failed', 'too_large'],
]

test.each(FAULTS)(
  'when the API answers with %s the page says so, and the session stays',
  async (_, answer, status, code, reason) => {
    const { app, browser } = await signedInAtSample()
    app.intercept = (request) => (request.url.endsWith('/v1.0/me') ? answer() : null)
    for (const path of PAGES) {
      app.outbound.length = 0
      app.logs.length = 0
      const response = await browser.get(path)
      expect([path, response.status, app.logs]).toMatchObject([
        path,
        status,
        [{ event: 'error', code, reason }],
      ])
      expect(await response.text()).toContain('<dl class="details">')
      expect(app.outbound).toEqual(['GET https://graph.microsoft.com/v1.0/me'])
      expect([response.headers.getSetCookie(), browser.sessionToken !== undefined]).toEqual([[], true])
    }
  },
)

test.each([
  ['7', '7'],
  ['soon', null],
  ['Tue, 21 Oct 2098 07:28:00 GMT', '3600'],
])('Retry-After: %s is passed on as %s', async (sent, passed) => {
  const { app, browser } = await signedInAtSample()
  answerApi(app, '/v1.0/me', () => new Response('', { status: 429, headers: { 'retry-after': sent } }))
  const response = await browser.get('/call_api')
  const page = await response.text()
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, passed])
  expect(page.includes('Please wait')).toBe(passed !== null)
  if (passed !== null) expect(page).toContain(`wait ${passed} seconds`)
})

test.each(PAGES)('an API that does not answer is given up on after ten seconds at %s', async (path) => {
  const clock = stopDeadlines()
  const { app, browser } = await signedInAtSample()
  const asked = Promise.withResolvers<void>()
  app.intercept = () => {
    asked.resolve()
    return new Promise(() => undefined)
  }
  const answer = browser.get(path)
  await asked.promise
  await clock.pass(10)
  expect([(await answer).status, app.lastLog('error')]).toMatchObject([504, { code: 'api_timed_out' }])
  app.intercept = () => null
  expect((await browser.get(path)).status).toBe(200)
})

test.each([
  ['brackets that indenting blows up', () => new Response(nested(2000))],
  ['zeros that indenting blows up', () => deepZeros(60, 10_000)],
])('%s are not shown', async (_, answer) => {
  const { app, browser } = await signedInAtSample()
  answerApi(app, '/v1.0/me', answer)
  const response = await browser.get('/call_api')
  expect([response.status, app.lastLog('exception')]).toEqual([200, undefined])
  expect(await response.text()).toContain('The response is too large to show here.')
})

async function askedOf(app: TestApp, browser: Browser): Promise<Request[]> {
  const asked = answerApi(app, '/v1.0/me', () => json({} satisfies Json))
  await browser.get('/call_api')
  return asked
}

test('the address of the API page in Microsoft’s tutorial leads to the page of today', async () => {
  const app = await startSampleApp()
  const response = await app.browser().get('/call_downstream_api')
  expect([response.status, response.headers.get('location')]).toEqual([301, '/call_api'])
})

function parse(change: Record<string, unknown>) {
  const env = { ...contosoSettings, ...change }
  return parseVariables(variables, env, fromEnv(env).settings)
}

const problemsOf = (change: Record<string, unknown>) =>
  parse(change).problems.map(({ variable, problem }) => `${variable} ${problem}`)

test.each([
  ['http://graph.microsoft.com/v1.0/me', 'ENDPOINT is not an https URL'],
  ['https://me@graph.microsoft.com/v1.0/me', 'ENDPOINT has a name or a password in it'],
  ['https://:word@graph.microsoft.com/v1.0/me', 'ENDPOINT has a name or a password in it'],
])('rejects ENDPOINT %j', (ENDPOINT, problem) => {
  expect(problemsOf({ ENDPOINT })).toEqual([problem])
})

test('ENDPOINT is read, and may be left out', () => {
  const href = 'https://graph.microsoft.com/v1.0/me/messages'
  expect(parse({ ENDPOINT: href }).values.ENDPOINT?.href).toBe(href)
  expect(parse({ ENDPOINT: '' })).toEqual({ values: { ENDPOINT: null }, problems: [] })
})

const OF_ANOTHER_API = 'ENDPOINT is of another API than SCOPE'
const GRAPH_ME = 'https://graph.microsoft.com/v1.0/me'
const OWN_API = 'api://x/.default'

test.each([
  ['a neighbor', 'https://api.example/x', undefined],
  ['a host that looks like Graph', 'https://graph.microsoft.com.api.example/x', undefined],
  ['an API on this machine', 'http://localhost:9999/x', undefined],
  [
    'a neighbor, for a scope with Graph’s address',
    'https://api.example/x',
    'https://graph.microsoft.com/.default',
  ],
  ['a neighbor, for one in capitals', 'https://api.example/x', 'https://Graph.Microsoft.com/User.Read'],
  ['a neighbor, for Graph of another cloud', 'https://api.example/x', 'https://graph.microsoft.us/User.Read'],
])('the person’s token for Graph is not sent to %s', (_, ENDPOINT, SCOPE) => {
  const REDIRECT_URI = 'http://localhost:8787/getAToken'
  expect(problemsOf({ ENDPOINT, SCOPE, REDIRECT_URI })).toEqual([OF_ANOTHER_API])
  expect(problemsOf({ ENDPOINT: GRAPH_ME, SCOPE, REDIRECT_URI })).toEqual([])
  expect(problemsOf({ SCOPE, REDIRECT_URI })).toEqual([])
})

test('the token for another API is not sent to Graph', () => {
  expect(problemsOf({ SCOPE: OWN_API, ENDPOINT: GRAPH_ME })).toEqual([OF_ANOTHER_API])
  expect(problemsOf({ SCOPE: OWN_API, ENDPOINT: 'https://api.example/x' })).toEqual([])
})

const LOCAL_SETTINGS = {
  AUTHORITY: `http://localhost:8788/${contoso.id}`,
  REDIRECT_URI: 'http://localhost:8787/getAToken',
}

test('a local Entra is its own Graph', () => {
  expect(problemsOf({ ...LOCAL_SETTINGS, ENDPOINT: 'http://localhost:8788/v1.0/me' })).toEqual([])
  expect(problemsOf({ ...LOCAL_SETTINGS, ENDPOINT: 'https://api.example/x' })).toEqual([OF_ANOTHER_API])
  const SCOPE = 'api://contoso-api/access_as_user'
  const ENDPOINT = 'http://localhost:8788/contoso-api/hello'
  expect(problemsOf({ ...LOCAL_SETTINGS, SCOPE, ENDPOINT })).toEqual([])
})

test.each([
  'http://localhost:8788/x',
  'https://localhost/x',
  'https://api.localhost/x',
  'https://[::ffff:127.0.0.1]/x',
])('rejects ENDPOINT %s behind a public REDIRECT_URI', (ENDPOINT) => {
  const REDIRECT_URI = 'http://localhost:8787/getAToken'
  expect(problemsOf({ SCOPE: OWN_API, ENDPOINT })).toEqual([
    'ENDPOINT is on localhost although REDIRECT_URI is not',
  ])
  expect(problemsOf({ SCOPE: OWN_API, ENDPOINT, REDIRECT_URI })).toEqual([])
})

test('a scope of another API needs an ENDPOINT: its token is for nobody else', () => {
  const SCOPE = 'api://x/.default'
  expect(problemsOf({ SCOPE })).toEqual(['ENDPOINT is missing although SCOPE is of another API than Graph'])
  expect(problemsOf({ SCOPE, ENDPOINT: 'https://api.example/x' })).toEqual([])
  expect(problemsOf({ SCOPE: 'https://graph.microsoft.com/.default' })).toEqual([])
})

test('ENDPOINT that is wrong is named beside settings that are wrong', () => {
  expect(problemsOf({ CLIENT_ID: 'x', SCOPE: ',', ENDPOINT: 'x' })).toEqual(['ENDPOINT is not an https URL'])
})
