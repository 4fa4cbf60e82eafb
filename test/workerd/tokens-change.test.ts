import { expect, test } from 'vitest'
import { SESSION_COOKIE } from './browser.ts'
import { ADELES, atTokens, changedPat, methodsOf, oneOf, watchCalls, wordsOf } from './tokens.ts'

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

test('an expired token that cannot be extended suggests rotating it', async () => {
  const { app, browser } = await atTokens()
  const path = `/tokens/${oneOf(app, 'expired')}/edit`
  const page = await browser.text(path)
  const name = /name="displayName" value="([^"]+)"/.exec(page)?.[1] ?? ''
  const scope = [...page.matchAll(/value="(vso\.[^"]+)" checked/g)].map(([, value]) => value ?? '')
  const response = await browser.post(path, typed({ displayName: name, scope, expiry: '30' }))
  expect([response.status, wordsOf(await response.text())]).toEqual([
    422,
    expect.stringContaining('Rotate it'),
  ])
})

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

// As hidden-prefix-cookie.test.ts, for this cookie.
test('false confirmation: ignores a notice whose prefix the browser did not recognize', async () => {
  const { browser } = await atTokens()
  const session = `${SESSION_COOKIE}=${browser.sessionToken}`
  const notice = `${NOTICE_COOKIE}=updated.${ID}.1.1`
  const read = async (cookie: string) => (await browser.get(`/tokens/${ID}`, { cookie })).text()
  expect(await read(`${session}; \u00a0${notice}`)).not.toContain(SAVED)
  expect(await read(`${session}; \u00a0${NOTICE_COOKIE}=revoked; ${notice}`)).toContain(SAVED)
})
