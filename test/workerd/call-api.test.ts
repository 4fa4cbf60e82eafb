import { expect, test } from 'vitest'
import type { TestApp } from './app.ts'
import type { Browser } from './browser.ts'
import { answerApi, type Json } from './changed-answers.ts'
import { stopDeadlines } from './clock.ts'
import { startSampleApp } from './sample-app.ts'

const PAGES = ['/call_api', '/profile'] as const

async function signedIn(): Promise<{ app: TestApp; browser: Browser }> {
  const app = await startSampleApp()
  const browser = app.browser()
  await browser.signIn()
  return { app, browser }
}

const json = (value: unknown, status = 200) => Response.json(value, { status })

test('the API’s JSON is shown indented by four and escaped', async () => {
  const { app, browser } = await signedIn()
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
  const { app, browser } = await signedIn()
  const [request] = await askedOf(app, browser)
  expect([request?.method, request?.redirect]).toEqual(['GET', 'manual'])
  expect(request?.headers.get('authorization')).toMatch(/^Bearer [\w-]+\.[\w-]+\.[\w-]+$/)
  expect(request?.headers.get('accept')).toBe('application/json')
  expect([request?.headers.get('cookie'), request?.headers.get('origin')]).toEqual([null, null])
})

test.each([
  ['null', 'null'],
  ['a text', '"hello"'],
  ['an empty list', '[]'],
])('JSON that is %s is JSON', async (_, body) => {
  const { app, browser } = await signedIn()
  answerApi(app, '/v1.0/me', () => new Response(body))
  const response = await browser.get('/call_api')
  expect(response.status).toBe(200)
  expect(await response.text()).toContain(`<code>${body.replaceAll('"', '&quot;')}</code>`)
})

test.each(['null', '42', '[{"displayName":"x"}]'])(
  'a profile that is %s is none: a page says that the API failed',
  async (body) => {
    const { app, browser } = await signedIn()
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
  ['nothing', () => new Response(null, { status: 204 }), 502, 'api_not_json', 'status_204'],
  ['half of its JSON', () => new Response('{"a":'), 502, 'api_not_json', 'status_200'],
  ['403', () => json({}, 403), 403, 'api_forbidden', 'status_403'],
  ['404', () => json({}, 404), 502, 'api_not_found', 'status_404'],
  ['400', () => json({}, 400), 502, 'api_bad_request', 'status_400'],
  ['429', () => json({}, 429), 503, 'api_busy', 'status_429'],
  ['500', () => json({}, 500), 502, 'api_failed', 'status_500'],
  ['a redirect', () => Response.redirect('https://evil.example/', 302), 502, 'api_failed', 'status_302'],
  ['a reset connection', () => Promise.reject(new TypeError('reset')), 502, 'api_failed', 'network'],
  ['more than 1 MiB', () => json('x'.repeat(2 ** 20)), 502, 'api_failed', 'too_large'],
]

test.each(FAULTS)(
  'when the API answers with %s the page says so, and the session stays',
  async (_, answer, status, code, reason) => {
    const { app, browser } = await signedIn()
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
      expect(await response.text()).toContain('<section class="card error">')
      expect(app.outbound).toEqual(['GET https://graph.microsoft.com/v1.0/me'])
      expect([response.headers.getSetCookie(), browser.sessionToken !== undefined]).toEqual([[], true])
    }
  },
)

test.each([
  ['7', '7'],
  ['999999', '3600'],
  ['-1', null],
  ['0', null],
  ['soon', null],
  ['Wed, 21 Oct 2015 07:28:00 GMT', null],
  ['Tue, 21 Oct 2098 07:28:00 GMT', '3600'],
])('Retry-After: %s is passed on as %s', async (sent, passed) => {
  const { app, browser } = await signedIn()
  answerApi(app, '/v1.0/me', () => new Response('', { status: 429, headers: { 'retry-after': sent } }))
  const response = await browser.get('/call_api')
  const page = await response.text()
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, passed])
  expect(page.includes('Please wait')).toBe(passed !== null)
  if (passed !== null) expect(page).toContain(`wait ${passed} seconds`)
})

test.each(PAGES)('an API that does not answer is given up on after ten seconds at %s', async (path) => {
  const clock = stopDeadlines()
  const { app, browser } = await signedIn()
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

test('a script gets the API’s faults as JSON', async () => {
  const { app, browser } = await signedIn()
  answerApi(app, '/v1.0/me', () => json({}, 403))
  const response = await browser.get('/call_api', { accept: 'application/json' })
  expect([response.status, await response.json()]).toMatchObject([403, { error: 'api_forbidden' }])
})

test.each([
  ['1 MiB of brackets', () => new Response(nested(2 ** 19 - 1))],
  ['brackets that indenting blows up', () => new Response(nested(2000))],
  ['zeros that indenting blows up', () => deepZeros(60, 10_000)],
  ['many zeros', () => deepZeros(1, 30_000)],
])('%s are not shown', async (_, answer) => {
  const { app, browser } = await signedIn()
  answerApi(app, '/v1.0/me', answer)
  const response = await browser.get('/call_api')
  expect([response.status, app.lastLog('exception')]).toEqual([200, undefined])
  expect(await response.text()).toContain('The response is too large to show here.')
})

test('JSON of a reasonable depth is shown', async () => {
  const { app, browser } = await signedIn()
  answerApi(app, '/v1.0/me', () => new Response(nested(30)))
  expect((await browser.get('/call_api')).status).toBe(200)
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
