import { expect, test } from 'vitest'
import { isKnownScope } from '../../src/tokens/scopes.ts'
import { ORIGIN, startApp } from './app.ts'
import { SESSION_COOKIE } from './browser.ts'
import {
  ADELES,
  AZURE_DEVOPS_URL,
  atTokens,
  changedPat,
  fillIn,
  formTokenOf,
  methodsOf,
  watchCalls,
  wordsOf,
} from './tokens.ts'
import tokensApp from './tokens-app.tsx'

/** Terraform: two scopes, ends in a day and a half. */
const ID = ADELES(21)
const PATH = `/tokens/${ID}/edit`
const AS_IT_IS = {
  displayName: 'Terraform, contoso-mobile',
  scope: ['vso.serviceendpoint_manage', 'vso.variablegroups_manage'],
  expiry: 'keep',
}

function typed(change: Record<string, string | string[]> = {}): URLSearchParams {
  const form = new URLSearchParams()
  for (const [name, values] of Object.entries({ ...AS_IT_IS, ...change })) {
    for (const value of [values].flat()) form.append(name, value)
  }
  return form
}

test('the form holds what the token is', async () => {
  const { browser } = await atTokens()
  const page = await browser.text(PATH)
  expect(page).toContain('value="Terraform, contoso-mobile"')
  expect([...page.matchAll(/value="([^"]+)" checked/g)].map(([, value]) => value).sort()).toEqual([
    'keep',
    ...AS_IT_IS.scope,
  ])
  expect(wordsOf(page)).toMatch(/Unchanged: \w+ \d+, \d{4}/)
})

test.each([
  ['the name', { displayName: ' Renamed ' }, { displayName: 'Renamed' }],
  ['the scopes', { scope: ['vso.wiki'] }, { scope: 'vso.wiki' }],
])('only what has changed is sent: %s', async (_, change, sent) => {
  const { app, browser } = await atTokens()
  const calls = watchCalls(app)
  const response = await browser.post(PATH, typed(change))
  expect([response.status, response.headers.get('location')]).toEqual([303, `/tokens/${ID}`])
  expect(methodsOf(calls)).toBe('GET PUT')
  expect(calls[1]?.body).toEqual({ authorizationId: ID, ...sent })
  expect(app.lastLog('pat_updated')).toBeDefined()
  const saved = async () => wordsOf(await browser.text(`/tokens/${ID}`))
  expect([await saved(), await saved()]).toEqual([
    expect.stringContaining('Your changes are saved.'),
    expect.not.stringContaining('Your changes are saved.'),
  ])
})

test('scopes in another order are the same scopes, and a form that changes nothing sends nothing', async () => {
  const { app, browser } = await atTokens()
  const calls = watchCalls(app)
  const response = await browser.post(PATH, typed({ scope: AS_IT_IS.scope.toReversed() }))
  expect([response.status, response.headers.get('location')]).toEqual([303, `/tokens/${ID}`])
  expect(methodsOf(calls)).toBe('GET')
})

test('a scope that the token has and the table does not can be kept; another one cannot be added', async () => {
  const { app, browser } = await atTokens()
  const calls = watchCalls(app, async (request) => {
    if (request.method !== 'GET') return null
    return changedPat(app, request, { scope: 'vso.hooks vso.code' })
  })
  expect(await browser.text(PATH)).toContain('value="vso.hooks" checked')
  const kept = await browser.post(PATH, typed({ scope: ['vso.hooks', 'vso.code'] }))
  expect([kept.status, kept.headers.get('location')]).toEqual([303, `/tokens/${ID}`])
  const added = await browser.post(PATH, typed({ scope: ['vso.hooks', 'vso.hooks_write'] }))
  expect([added.status, calls.filter(({ method }) => method === 'PUT')]).toEqual([422, []])
})

test.each(['?updated', '?revoked'])(
  'a link with %s does not make a page say that something was done',
  async (query) => {
    const { browser } = await atTokens()
    for (const path of [`/tokens/${ID}`, '/tokens']) {
      const page = await browser.text(path + query)
      expect([path, page.includes('class="notice"')]).toEqual([path, false])
    }
  },
)

test('a POST from another site changes nothing', async () => {
  const { app, browser } = await atTokens()
  const calls = watchCalls(app)
  const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
  for (const path of ['edit', 'rotate', 'revoke']) {
    const response = await browser.post(`/tokens/${ID}/${path}`, typed({ displayName: 'Evil' }), headers)
    expect([path, response.status, calls]).toEqual([path, 403, []])
  }
})

const NOTICE_COOKIE = '__Host-entryway-notice'
const SAVED = 'Your changes are saved.'

test.each([
  ['a number of too many digits', `updated.${ID}.9999999999999999`],
  ['no number', `updated.${ID}.x`],
  ['nothing', `updated.${ID}`],
  ['another token', `updated.${ADELES(1)}.1`],
])('a planted notice cookie, with %s, is ignored', async (_, notice) => {
  const { app, browser } = await atTokens()
  browser.cookies.set(NOTICE_COOKIE, notice)
  const shown = await browser.get(`/tokens/${ID}`)
  expect([shown.status, (await shown.text()).includes(SAVED)]).toEqual([200, false])
  expect(app.lastLog('exception')).toBeUndefined()
})

test('a genuine notice, even with the largest time, is shown once', async () => {
  const { browser } = await atTokens()
  browser.cookies.set(NOTICE_COOKIE, `updated.${ID}.999999999999999`)
  const shown = await browser.get(`/tokens/${ID}`)
  expect([shown.status, (await shown.text()).includes(SAVED)]).toEqual([200, true])
  expect(browser.cookies.get(NOTICE_COOKIE)).toBeUndefined()
})

test('a prefetch does not consume the notice, which is for the page that is opened', async () => {
  const { browser } = await atTokens()
  const notice = `updated.${ID}.1`
  browser.cookies.set(NOTICE_COOKIE, notice)
  const prefetched = await browser.get(`/tokens/${ID}`, { 'sec-purpose': 'prefetch' })
  expect([(await prefetched.text()).includes(SAVED), prefetched.headers.getSetCookie()]).toEqual([false, []])
  expect(browser.cookies.get(NOTICE_COOKIE)).toBe(notice)
  expect(await browser.text(`/tokens/${ID}`)).toContain(SAVED)
})

// As in session-cookie.test.ts, for this cookie.
test('false confirmation: ignores a notice whose prefix the browser did not recognize', async () => {
  const { browser } = await atTokens()
  const session = `${SESSION_COOKIE}=${browser.sessionToken}`
  const notice = `${NOTICE_COOKIE}=updated.${ID}.1`
  const read = async (cookie: string) => (await browser.get(`/tokens/${ID}`, { cookie })).text()
  expect(await read(`${session}; \u00a0${notice}`)).not.toContain(SAVED)
  expect(await read(`${session}; \u00a0${NOTICE_COOKIE}=revoked; ${notice}`)).toContain(SAVED)
})

const TYPED = { displayName: 'As typed', scope: 'vso.wiki', expiry: '60' }
const KEPT: Record<string, string[]> = {
  '/tokens/new': ['value="As typed"', 'value="vso.wiki" checked', 'value="60" checked'],
  [`/tokens/${ID}/edit`]: ['value="As typed"', 'value="vso.wiki" checked', 'value="60" checked'],
  [`/tokens/${ID}/rotate`]: ['value="60" checked'],
}
const FORMS = Object.keys(KEPT)

test.each(FORMS)('a session that ended before %s was sent costs nothing that was typed', async (path) => {
  const { app, browser } = await atTokens()
  const form = formTokenOf(await browser.text(path))
  browser.cookies.delete('__Host-entryway-session')
  const calls = watchCalls(app)
  const response = await browser.post(path, { ...TYPED, form })
  const page = await response.text()
  expect([response.status, calls]).toEqual([401, []])
  for (const kept of KEPT[path] ?? []) expect(page).toContain(kept)
  expect(wordsOf(page)).toContain('Nothing was saved. Sign in again in another tab')
  expect(page).not.toContain('contoso.example')
  app.intercept = () => null
  await browser.signIn()
  await browser.followToEntra(await browser.get('/tokens/confirm'))
  const again = await browser.post(path, { ...TYPED, form: formTokenOf(page) })
  expect([200, 303]).toContain(again.status)
})

test.each(FORMS)('at %s, a script without a session learns as JSON where to sign in', async (path) => {
  const app = await startApp({ AZURE_DEVOPS_URL }, tokensApp)
  const response = await app.browser().post(path, TYPED, { accept: 'application/json' })
  expect([response.status, await response.json()]).toMatchObject([
    401,
    { error: 'session_missing', sign_in_url: expect.stringContaining(`${ORIGIN}/login?return_to=`) },
  ])
})

test('no access token for the form is not told as if nobody were signed in', async () => {
  const { app, browser } = await atTokens()
  const typed = await fillIn(browser, { displayName: 'As typed' })
  for (const name of ['token_malformed', 'token_503', 'token_html'] as const) {
    const calls = watchCalls(app, () => new Response('', { status: 401 }))
    app.emulator.setFault(name)
    const response = await browser.post('/tokens/new', typed)
    const page = await response.text()
    expect([name, response.status, methodsOf(calls)]).toEqual([name, 422, 'POST'])
    expect(wordsOf(page)).toContain('You’re still signed in, and nothing was changed')
    expect(wordsOf(page)).not.toMatch(/you were not signed in/i)
    expect(page).toContain('value="As typed"')
    typed.set('form', formTokenOf(page))
  }
})

test('thousands of scopes without a session are not all shown again', async () => {
  const app = await startApp({ AZURE_DEVOPS_URL }, tokensApp)
  const form = new URLSearchParams(Array.from({ length: 5000 }, (_, index) => ['scope', index.toString(36)]))
  const response = await app.browser().post(`/tokens/${ID}/edit`, form)
  const boxes = [...(await response.text()).matchAll(/name="scope" value="([^"]*)"/g)].map(
    ([, name = '']) => name,
  )
  expect([response.status, boxes.filter((name) => !isKnownScope(name)).length]).toEqual([401, 200])
})
