import { expect, test } from 'vitest'
import { alex } from '../../emulator/seed.ts'
import { randomToken } from '../../src/entryway/index.ts'
import { SESSION_COOKIE } from './browser.ts'
import { HOUR } from './clock.ts'
import {
  ADELES,
  atTokens,
  changedPat,
  fillIn,
  formTokenOf,
  methodsOf,
  numberOfPats,
  valueOn,
  visitTokens,
  watchCalls,
  wordsOf,
} from './tokens.ts'
import { createTokensApp } from './tokens-app.tsx'

const SUBMITTED = '__Host-entryway-submitted'
const DAY = 86_400_000

test('creates a token as requested, and shows its value in a selectable field', async () => {
  const { app, browser } = await atTokens()
  const typed = await fillIn(browser, {
    displayName: ' Deploy ',
    scope: ['vso.code_write', 'vso.build_execute'],
    expiry: '90',
  })
  const calls = watchCalls(app)
  const asked = Date.now()
  const response = await browser.post('/tokens/new', typed)
  const page = await response.text()
  expect(calls).toMatchObject([
    {
      method: 'POST',
      body: { displayName: 'Deploy', scope: 'vso.code_write vso.build_execute', allOrgs: false },
    },
  ])
  const validTo = Date.parse(String(calls[0]?.body?.validTo))
  expect(validTo - asked - 90 * DAY).toBeLessThan(60_000)
  expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store'])
  expect(valueOn(page)).toMatch(/^\S{84}$/)
  expect(page).toMatch(/<input id="value"[^>]* readonly/)
  expect(wordsOf(page)).toContain('in 3 months')
  expect(app.lastLog('pat_created')).toBeDefined()
  expect(await browser.text('/tokens?sort=displayName')).toContain('Deploy')
})

test('the value’s page alone may run a script, and only this app’s own', async () => {
  const { browser } = await atTokens()
  const policyOf = (response: Response) => response.headers.get('content-security-policy')
  const form = await browser.get('/tokens/new')
  const made = await browser.post('/tokens/new', await fillIn(browser))
  expect(policyOf(made)).toBe(`${policyOf(form)}; script-src 'self'`)
  expect(policyOf(form)).not.toContain('script-src')
  const page = await made.text()
  expect([...page.matchAll(/<script[^>]*>/g)].map(([tag]) => tag)).toEqual([
    '<script src="/copy.js" defer="">',
  ])
  expect(page).toMatch(/<button[^>]* hidden[^>]*>\s*Copy/)
  expect(policyOf(await browser.get('/tokens'))).toBe(policyOf(form))
})

test('reloading the answer, or going back and sending the form again, makes no second token and shows no value', async () => {
  const { app, browser } = await atTokens()
  const typed = await fillIn(browser)
  const value = valueOn(await (await browser.post('/tokens/new', typed)).text())
  const before = numberOfPats(app)
  const calls = watchCalls(app)
  const again = await browser.post('/tokens/new', typed)
  const page = await again.text()
  expect([again.status, calls, numberOfPats(app)]).toEqual([409, [], before])
  expect(wordsOf(page)).toContain('This form was already used')
  expect(page).toContain('href="/tokens/new"')
  expect([page.includes(String(value)), valueOn(page)]).toEqual([false, null])
  expect(app.lastLog('error')?.code).toBe('form_used')
})

test('in an isolate that did not see it sent, a form is used all the same: its cookie says so', async () => {
  const { app, browser } = await atTokens()
  const typed = await fillIn(browser)
  await browser.post('/tokens/new', typed)
  app.restart({}, createTokensApp())
  const calls = watchCalls(app)
  expect([(await browser.post('/tokens/new', typed)).status, calls]).toEqual([409, []])
})

test('sent twice at the same moment, with the same cookies, the form makes one token', async () => {
  const { app, browser } = await atTokens()
  const typed = await fillIn(browser)
  const before = numberOfPats(app)
  const answers = await Promise.all([1, 2, 3].map(() => browser.post('/tokens/new', typed)))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
  expect(numberOfPats(app)).toBe(before + 1)
})

test.each([['a made-up owner', `${'A'.repeat(43)}.${'A'.repeat(43)}`]])(
  'a form with %s does nothing, and is there again as it was typed',
  async (_, form) => {
    const { app, browser } = await atTokens()
    const typed = await fillIn(browser, { form, displayName: 'As typed' })
    const calls = watchCalls(app)
    const response = await browser.post('/tokens/new', typed)
    const page = await response.text()
    expect([response.status, calls, app.lastLog('error')?.code]).toEqual([422, [], 'wrong_account'])
    expect(page).toContain('value="As typed"')
    expect(wordsOf(page)).toContain('so nothing was done')
    typed.set('form', formTokenOf(page))
    expect((await browser.post('/tokens/new', typed)).status).toBe(200)
  },
)

test('a form that one person filled in makes no token for another who signed in meanwhile', async () => {
  const { app, browser } = await atTokens()
  const typed = await fillIn(browser, { displayName: 'Adele’s' })
  const another = await visitTokens(app, alex.profile.userPrincipalName)
  browser.cookies.set(SESSION_COOKIE, another.sessionToken ?? '')
  const calls = watchCalls(app)
  const response = await browser.post('/tokens/new', typed)
  const page = await response.text()
  expect([response.status, calls, app.lastLog('error')?.code]).toEqual([422, [], 'wrong_account'])
  expect(wordsOf(page)).toMatch(
    /This form was opened by another user.*This token belongs to alex@contoso.example/,
  )
  // Having seen whose it is going to be, they may send it.
  typed.set('form', formTokenOf(page))
  const made = await (await browser.post('/tokens/new', typed)).text()
  expect(wordsOf(made)).toContain('Belongs to alex@contoso.example')
  expect(wordsOf(await browser.text('/tokens'))).toContain('Tokens for alex@contoso.example')
})

test('the form of one page cannot be sent to another', async () => {
  const { app, browser } = await atTokens()
  const form = formTokenOf(await browser.text(`/tokens/${ADELES(21)}/rotate`))
  const calls = watchCalls(app)
  for (const path of ['/tokens/new', `/tokens/${ADELES(22)}/rotate`]) {
    const typed = { form, displayName: 'x', scope: 'vso.code', expiry: '7' }
    expect([path, (await browser.post(path, typed)).status]).toEqual([path, 422])
  }
  expect(methodsOf(calls)).toBe('GET')
})

test('the cookie of submitted forms is this app’s kind of cookie, for an hour, with twenty of them at most', async () => {
  const { browser } = await atTokens()
  const before = Array(20).fill('before').join('.')
  browser.cookies.set(SUBMITTED, before)
  const response = await browser.post('/tokens/new', await fillIn(browser))
  expect(response.headers.getSetCookie()).toEqual([
    expect.stringMatching(
      new RegExp(
        `^__Host-entryway-submitted=[A-Za-z0-9_-]{43}(\\.before){19}; Max-Age=${HOUR}; Path=/; HttpOnly; Secure; SameSite=Lax$`,
      ),
    ),
  ])
})

test.each([
  ['a neighboring host', { origin: 'https://evil.entryway.example', 'sec-fetch-site': 'same-site' }],
])('a POST from %s creates nothing, and the form can still be sent', async (_, headers) => {
  const { app, browser } = await atTokens()
  const typed = await fillIn(browser)
  const calls = watchCalls(app)
  expect([(await browser.post('/tokens/new', typed, headers)).status, calls]).toEqual([403, []])
  expect((await browser.post('/tokens/new', typed)).status).toBe(200)
})

test.each([
  ['displayName', { displayName: ' ' }],
  ['scope', { scope: ['vso.code', 'vso.everything'] }],
  ['expiry', { expiry: 'date', date: '2020-02-30' }],
])('rejects a wrong %s at its field, keeps all that was typed, and sends nothing', async (field, change) => {
  const { app, browser } = await atTokens()
  const typed = await fillIn(browser, { displayName: 'As typed', ...change })
  const calls = watchCalls(app)
  const response = await browser.post('/tokens/new', typed)
  const page = await response.text()
  expect([response.status, calls]).toEqual([422, []])
  expect(page).toContain(`class="problem" id="${field}-problem"`)
  expect(page).toContain(`aria-describedby="${field}-problem"`)
  if (field !== 'displayName') expect(page).toContain('value="As typed"')
  expect(page).toMatch(/value="vso.code" checked/)
  // With a value of its own again, so that it can be corrected and sent.
  const form = formTokenOf(page)
  expect(form).not.toBe(typed.get('form'))
  const corrected = { form, displayName: 'Corrected', scope: 'vso.code', expiry: '7' }
  expect((await browser.post('/tokens/new', corrected)).status).toBe(200)
})

test('a token that came without its value says so', async () => {
  const { app, browser } = await atTokens()
  const typed = await fillIn(browser)
  app.intercept = async (request) => {
    if (request.method !== 'POST' || !request.url.includes('_apis')) return null
    return changedPat(app, request, { token: null })
  }
  const page = await (await browser.post('/tokens/new', typed)).text()
  expect([valueOn(page), wordsOf(page)]).toEqual([
    null,
    expect.stringContaining('Rotate the token to get one.'),
  ])
})

test('of a thousand and one submitted forms the first is evicted from memory, and the last is not', async () => {
  const { browser } = await atTokens()
  const [, owner] = String((await fillIn(browser)).get('form')).split('.')
  /** A form of this person's without a name, so that nothing is made of it. */
  const send = async (id = '') => {
    browser.cookies.delete(SUBMITTED)
    return (await browser.post('/tokens/new', { form: `${id}.${owner}` })).status
  }
  const ids = Array.from({ length: 1001 }, randomToken)
  const [first, ...others] = ids
  expect(await send(first)).toBe(422)
  expect(new Set(await Promise.all(others.map(send)))).toEqual(new Set([422]))
  expect([await send(others.at(-1)), await send(first)]).toEqual([409, 422])
})

test('a GET creates nothing, whatever its query', async () => {
  const { app, browser } = await atTokens()
  const typed = await fillIn(browser)
  const calls = watchCalls(app)
  expect([(await browser.get(`/tokens/new?${typed}`)).status, calls]).toEqual([200, []])
})
