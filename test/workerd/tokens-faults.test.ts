import { expect, test } from 'vitest'
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
const LATER = { status: 429, headers: { 'retry-after': '7' } }

type Fault = [
  name: string,
  answer: () => Response | Promise<Response>,
  status: number,
  words: string,
  uncertain: boolean,
]

const FAULTS: Fault[] = [
  ['403', envelope(403, 'AccessCheckException'), 403, 'this isn’t allowed', false],
  ['404', page(404), 502, 'AZURE_DEVOPS_URL may be mistyped', false],
  ['429', () => new Response('', LATER), 503, 'wait 7 seconds', false],
  ['203 with a sign-in page', page(203), 502, SIGN_IN, false],
  ['500', envelope(500, 'x'), 502, UNUSABLE, true],
  ['broken JSON', () => new Response('{"patToken":{'), 502, NOT_JSON, true],
  ['2 MiB', () => new Response('x'.repeat(2 ** 21)), 502, UNUSABLE, true],
]

/** To a question it is a sign-in page; after a change it may be anybody's, and the change done. */
const PAGE_200: Fault = ['200 with a page', page(200), 502, NOT_JSON, true]
const CHANGES = [...FAULTS, PAGE_200]
/** One of each kind. */
const KINDS = CHANGES.filter(([name]) =>
  ['403', '429', '500', 'broken JSON', '200 with a page'].includes(name),
)

test.each<Fault>([...FAULTS, ['200 with a page', page(200), 502, SIGN_IN, false]])(
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
  'shows at the form that a new token was answered with %s, and keeps all that was typed',
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
  expect([response.status, text.includes('value="As typed"')]).toEqual([401, true])
  expect(wordsOf(text)).toContain('Sign in again in another tab')
  // The session is over with the grant.
  const away = await browser.get('/tokens')
  app.intercept = () => null
  const asked = await browser.get(away.headers.get('location') ?? '')
  await browser.followToEntra(asked)
  await browser.followToEntra(await browser.get('/tokens/confirm'))
  typed.set('form', formTokenOf(text))
  expect((await browser.post('/tokens/new', typed)).status).toBe(200)
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

/** One of each kind, with a word of what is told and where it stands. */
const ERRORS: [string, string, string | null][] = [
  ['invalidDisplayName', 'doesn’t accept this name', 'displayName'],
  ['invalidScope', 'doesn’t accept one of these scopes', 'scope'],
  ['expiredPatCannotBeExtended', 'Rotate it', 'expiry'],
  ['somethingNewOf2027', 'for a reason that this app doesn’t know', null],
]

const answering = (patTokenError: unknown) => () =>
  Response.json({ patToken: null, patTokenError, patTokenErrorMessage: 'The service’s own words' })

test.each(ERRORS)(
  '%s at the form is a sentence where it belongs, with all that was typed',
  async (error, words, field) => {
    const { app, browser } = await atTokens()
    const typed = await fillIn(browser, {
      displayName: 'As typed',
      scope: ['vso.work_write', 'vso.wiki'],
      expiry: '60',
    })
    const before = numberOfPats(app)
    const calls = watchCalls(app, answering(error))
    const response = await browser.post('/tokens/new', typed)
    const page = await response.text()
    expect([response.status, methodsOf(calls), numberOfPats(app)]).toEqual([422, 'POST', before])
    const at =
      field === null
        ? /<div class="problem summary" role="alert"[^>]*>(.*?)<\/div>/s
        : new RegExp(`id="${field}-problem">(.*?)</span>`, 's')
    expect(at.exec(page)?.[1]).toContain(words)
    expect(page).toContain('value="As typed"')
    for (const value of ['vso.work_write', 'vso.wiki', '60']) {
      expect(page).toContain(`value="${value}" checked`)
    }
    expect(page).not.toContain('The service’s own words')
    expect(page).not.toContain(error)
    expect(app.lastLog('error')?.reason).toBe(error === 'somethingNewOf2027' ? 'unknown_pat_error' : error)
  },
)

/** The forms for a token that is there already, and the fields that they have. */
const FORMS: [string, string, string[]][] = [['rotate', 'POST', ['expiry']]]

test.each(
  FORMS.flatMap(([path, method, fields]) => ERRORS.map((row) => [path, ...row, method, fields] as const)),
)(
  'at /%s, %s is a sentence at its field or, where the form has none, its own',
  async (path, error, words, field, method, fields) => {
    const { app, browser } = await atTokens()
    const at = `/tokens/${ADELES(21)}/${path}`
    const form = formTokenOf(await browser.text(at))
    const before = numberOfPats(app)
    watchCalls(app, (request) => (request.method === method ? answering(error)() : null))
    const response = await browser.post(at, {
      form,
      displayName: 'As typed',
      scope: 'vso.wiki',
      expiry: '60',
    })
    const page = await response.text()
    expect([response.status, numberOfPats(app)]).toEqual([422, before])
    const general = /<div class="problem summary" role="alert"[^>]*>(.*?)<\/div>/s.exec(page)?.[1] ?? ''
    const marked = /<span class="problem" id="([^"]+)-problem">(.*?)<\/span>/s.exec(page)
    if (field !== null && fields.includes(field)) {
      expect([marked?.[1], marked?.[2]]).toEqual([field, expect.stringContaining(words)])
    } else {
      expect([marked, wordsOf(general)]).toEqual([null, expect.stringContaining(words)])
      expect(general).not.toContain('marked below')
      // What this form cannot change, another one can.
      expect(general.includes('href="/tokens/new"')).toBe(field !== null)
    }
    expect(page).toContain('value="60" checked')
  },
)

test.each([
  ['invalidClient', 403, 'doesn’t accept this app'],
  // Which somebody else's token is, too: it is told as if there were none.
  ['accessDenied', 404, 'This token no longer exists'],
])('%s where a token is read is a page in words', async (error, status, words) => {
  const { app, browser } = await atTokens()
  watchCalls(app, answering(error))
  const response = await browser.get(`/tokens/${ADELES(1)}`)
  expect([response.status, wordsOf(await response.text())]).toEqual([status, expect.stringContaining(words)])
})
