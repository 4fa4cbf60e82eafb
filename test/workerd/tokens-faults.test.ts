import { expect, test } from 'vitest'
import { isTokenRequest } from './changed-answers.ts'
import { stopDeadlines } from './clock.ts'
import {
  ADELES,
  atTokens,
  fillIn,
  formTokenOf,
  isAzureDevOps,
  methodsOf,
  numberOfPats,
  watchCalls,
  wordsOf,
} from './tokens.ts'

const page =
  (status: number, headers: Record<string, string> = {}) =>
  () =>
    new Response('<h1>Sign in</h1>', { status, headers: { 'content-type': 'text/html', ...headers } })
const envelope = (status: number, typeKey: string) => () =>
  Response.json({ $id: '1', message: 'The service’s own words', typeKey, errorCode: 0 }, { status })

const UNCERTAIN = 'It may have been done anyway'
const UNUSABLE = 'didn’t return a usable response'
const NOT_JSON = 'was empty or in another format'
const SIGN_IN = 'with its own sign-in page'
const ELSEWHERE = { location: 'https://evil.example/' }
const LATER = { status: 429, headers: { 'retry-after': '7' } }

type Fault = [
  name: string,
  answer: () => Response | Promise<Response>,
  status: number,
  words: string,
  uncertain: boolean,
]

const FAULTS: Fault[] = [
  ['400', envelope(400, 'VssPropertyValidationException'), 502, 'returned 400', false],
  ['401', envelope(401, 'UnauthorizedRequestException'), 502, 'returned 401', false],
  ['403', envelope(403, 'AccessCheckException'), 403, 'this isn’t allowed', false],
  [
    '400 that says "not allowed"',
    envelope(400, 'InvalidAccessException'),
    403,
    'isn’t allowed to manage',
    false,
  ],
  ['404', page(404), 502, 'AZURE_DEVOPS_URL may be mistyped', false],
  ['429', () => new Response('', LATER), 503, 'wait 7 seconds', false],
  ['203 with a sign-in page', page(203), 502, SIGN_IN, false],
  ['302 to a sign-in page', page(302, ELSEWHERE), 502, SIGN_IN, false],
  ['500', envelope(500, 'x'), 502, UNUSABLE, true],
  ['broken JSON', () => new Response('{"patToken":{'), 502, NOT_JSON, true],
  ['nothing', () => new Response(''), 502, NOT_JSON, true],
  ['null', () => Response.json(null), 502, UNUSABLE, true],
  [
    'a token without dates',
    () => Response.json({ patToken: {}, patTokenError: 'none' }),
    502,
    UNUSABLE,
    true,
  ],
  ['2 MiB', () => new Response('x'.repeat(2 ** 21)), 502, UNUSABLE, true],
  ['a reset connection', () => Promise.reject(new TypeError('reset')), 502, UNUSABLE, true],
]

const READS = FAULTS.filter(([name]) => name !== 'a token without dates')
/** To a question it is a sign-in page; after a change it may be anybody's, and the change done. */
const PAGE_200: Fault = ['200 with a page', page(200), 502, NOT_JSON, true]
const CHANGES = [...FAULTS, PAGE_200]
/** One of each kind. */
const KINDS = CHANGES.filter(([name]) =>
  ['403', '429', '500', 'broken JSON', '200 with a page'].includes(name),
)

test.each<Fault>([...READS, ['200 with a page', page(200), 502, SIGN_IN, false]])(
  'a list that is answered with %s is a page in words, and the session stays',
  async (_, answer, status, words) => {
    const { app, browser } = await atTokens()
    watchCalls(app, answer)
    const response = await browser.get('/tokens')
    const text = await response.text()
    expect(response.status).toBe(status)
    expect(wordsOf(text)).toContain(words)
    expect(text).not.toMatch(/The service’s own words|evil/)
    expect([browser.sessionToken !== undefined, app.lastLog('exception')]).toEqual([true, undefined])
    app.intercept = () => null
    expect((await browser.get('/tokens')).status).toBe(200)
  },
)

test.each(CHANGES)(
  'a new token that is answered with %s is told at the form, with all that was typed',
  async (_, answer, __, words, uncertain) => {
    const { app, browser } = await atTokens()
    const typed = await fillIn(browser, { displayName: 'As typed', scope: 'vso.wiki', expiry: '60' })
    const calls = watchCalls(app, answer)
    const response = await browser.post('/tokens/new', typed)
    const text = await response.text()
    expect(response.status).toBe(422)
    expect(wordsOf(text)).toContain(words)
    expect(wordsOf(text).includes(UNCERTAIN)).toBe(uncertain)
    for (const value of ['"As typed"', '"vso.wiki" checked', '"60" checked'])
      expect(text).toContain(`value=${value}`)
    expect(formTokenOf(text)).not.toBe('')
    // Sent again only where the token was refused, which makes nothing.
    expect(new Set(calls.map(({ method }) => method))).toEqual(new Set(['POST']))
    if (uncertain) expect(calls).toHaveLength(1)
  },
)

test.each(KINDS)(
  'a change that is answered with %s is told at the form, with all that was typed',
  async (_, answer, __, words, uncertain) => {
    const { app, browser } = await atTokens()
    const calls = watchCalls(app, ({ method }) => (method === 'PUT' ? answer() : null))
    const response = await browser.post(`/tokens/${ADELES(21)}/edit`, {
      displayName: 'As typed',
      scope: 'vso.wiki',
      expiry: '7',
    })
    const text = await response.text()
    expect([response.status, wordsOf(text)]).toEqual([422, expect.stringContaining(words)])
    expect(wordsOf(text).includes(UNCERTAIN)).toBe(uncertain)
    if (uncertain) expect(calls).toHaveLength(2)
    expect(text).toContain('value="As typed"')
    expect(methodsOf(calls)).toMatch(/^GET PUT( PUT)?$/)
  },
)

test.each(KINDS)(
  'a revocation that is answered with %s is a page in words, and not said to be done',
  async (_, answer, status, words, uncertain) => {
    const { app, browser } = await atTokens()
    watchCalls(app, ({ method }) => (method === 'DELETE' ? answer() : null))
    const response = await browser.post(`/tokens/${ADELES(21)}/revoke`)
    expect(response.status).toBe(status)
    const page = wordsOf(await response.text())
    expect([page, page.includes(UNCERTAIN)]).toEqual([expect.stringContaining(words), uncertain])
    expect(app.lastLog('pat_revoked')).toBeUndefined()
  },
)

test.each(KINDS)(
  'a token that is to be changed or rotated, and to be read first, is answered with %s: nothing was done, and nobody says it may have been',
  async (_, answer) => {
    const { app, browser } = await atTokens()
    for (const path of ['edit', 'rotate']) {
      const form = formTokenOf(await (await browser.get(`/tokens/${ADELES(21)}/${path}`)).text())
      const fields = { form, displayName: 'As typed', scope: 'vso.wiki', expiry: '7' }
      const calls = watchCalls(app, answer)
      const response = await browser.post(`/tokens/${ADELES(21)}/${path}`, fields)
      expect(new Set(calls.map(({ method }) => method))).toEqual(new Set(['GET']))
      expect([response.status, wordsOf(await response.text()).includes(UNCERTAIN)]).toEqual([422, false])
      app.intercept = () => null
    }
  },
)

test.each([
  ['401', page(401), 'vso.pats'],
  ['a sign-in page', page(203), 'vso.pats'],
  ['404', page(404), 'AZURE_DEVOPS_URL'],
])('%s tells the operator what to check', async (_, answer, words) => {
  const { app, browser } = await atTokens()
  watchCalls(app, answer)
  await browser.get('/tokens')
  expect(app.lastLog('error')?.operator).toContain(words)
})

test('a token that Azure DevOps refuses before its time is renewed once, and the call made again', async () => {
  const { app, browser } = await atTokens()
  let refused = 0
  const calls = watchCalls(app, () => (refused++ === 0 ? new Response('', { status: 401 }) : null))
  app.outbound.length = 0
  expect((await browser.get('/tokens')).status).toBe(200)
  expect(calls).toHaveLength(2)
  expect(app.outbound.filter((line) => line.endsWith('/token'))).toHaveLength(1)
})

test('a refresh token that is gone, found out while the form is sent, keeps what was typed', async () => {
  const { app, browser } = await atTokens()
  const typed = await fillIn(browser, { displayName: 'As typed' })
  app.emulator.setFault('refresh_revoked')
  watchCalls(app, () => new Response('', { status: 401 }))
  const response = await browser.post('/tokens/new', typed)
  const text = await response.text()
  expect([response.status, text.includes('value="As typed"')]).toEqual([422, true])
  expect(wordsOf(text)).toContain('sign in again first')
  // The session is over with the grant.
  const away = await browser.get('/tokens')
  app.intercept = () => null
  const asked = await browser.get(away.headers.get('location') ?? '')
  await browser.followToEntra(asked)
  await browser.followToEntra(await browser.get('/tokens/confirm'))
  typed.set('form', formTokenOf(text))
  expect((await browser.post('/tokens/new', typed)).status).toBe(200)
})

const status = (code: number) => () => new Response('', { status: code })
const foreign = () => Response.json({ issuer: 'https://evil.example/' })

test.each<[string, () => Response, string]>([
  ['503', status(503), 'entra_unavailable'],
  ['a foreign issuer', foreign, 'sign_in_unavailable'],
])(
  'metadata that answers %s to a new isolate, when a token has to be renewed for a form, costs nothing that was typed',
  async (_, answer, code) => {
    const { app, browser } = await atTokens()
    const before = numberOfPats(app)
    for (const path of ['/tokens/new', `/tokens/${ADELES(21)}/edit`, `/tokens/${ADELES(21)}/rotate`]) {
      const typed = await fillIn(browser, { displayName: 'As typed', scope: 'vso.wiki', expiry: '60' }, path)
      app.restart()
      app.intercept = (request) => {
        if (isAzureDevOps(request)) return new Response('', { status: 401 })
        return request.url.includes('openid-configuration') ? answer() : null
      }
      const response = await browser.post(path, typed)
      const text = await response.text()
      expect([path, response.status]).toEqual([path, 422])
      expect(text).toContain('value="60" checked')
      if (!path.endsWith('rotate')) {
        for (const value of ['"As typed"', '"vso.wiki" checked']) expect(text).toContain(`value=${value}`)
      }
      expect([app.lastLog('error')?.code, app.lastLog('exception')]).toEqual([code, undefined])

      // The twin: the same form, once the metadata is there.
      app.intercept = () => null
      typed.set('form', formTokenOf(text))
      expect((await browser.post(path, typed)).status).toBe(path.endsWith('edit') ? 303 : 200)
    }
    expect(numberOfPats(app)).toBe(before + 2)
  },
)

test('what Entra says when it cannot renew a token for a form reaches the log', async () => {
  const { app, browser } = await atTokens()
  const typed = await fillIn(browser)
  app.intercept = (request) => {
    if (isAzureDevOps(request)) return new Response('', { status: 401 })
    const said = { error: 'temporarily_unavailable', error_codes: [90033] }
    return isTokenRequest(request) ? Response.json(said, { status: 503 }) : null
  }
  expect((await browser.post('/tokens/new', typed)).status).toBe(422)
  expect(app.lastLog('error')).toMatchObject({
    code: 'entra_unavailable',
    reason: 'status_503',
    aadsts: 90033,
    fixableBy: 'microsoft',
    operator: expect.any(String),
  })
})

test.each([
  ['the list', 'GET', '/tokens', 504, 'didn’t respond in time'],
  ['a new token', 'POST', '/tokens/new', 422, 'It may have been done anyway'],
])('%s that stalls is given up on after ten seconds', async (_, method, path, status, words) => {
  const { app, browser } = await atTokens()
  const clock = stopDeadlines()
  const typed = await fillIn(browser)
  const before = numberOfPats(app)
  const asked = Promise.withResolvers<void>()
  app.intercept = (request) => {
    if (!isAzureDevOps(request)) return null
    asked.resolve()
    return new Promise(() => undefined)
  }
  const answer = method === 'GET' ? browser.get(path) : browser.post(path, typed)
  await asked.promise
  await clock.pass(10)
  const response = await answer
  expect([response.status, wordsOf(await response.text())]).toEqual([status, expect.stringContaining(words)])
  expect(numberOfPats(app)).toBe(before)
})
