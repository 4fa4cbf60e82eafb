// From an authorization request to its answer: which accounts are offered, who is asked again, and who is not asked.
import { beforeEach, describe, expect, test } from 'vitest'
import { entrywayEverywhere } from '../../emulator/seed.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import { authority, authorizeUrl, fillPage, locationOf, pageOf, requestIn } from '../support/entra-client.ts'

const adele = 'adele@contoso.example'
const alex = 'alex@contoso.example'

let now: number
let emulator: Emulator
let browser: EntraBrowser
beforeEach(async () => {
  now = Date.UTC(2026, 0, 5)
  emulator = await startEmulator({ now: () => now })
  browser = new EntraBrowser(emulator)
})

const signIn = async (username: string, change: Record<string, string> = {}) =>
  (await browser.signIn(authorizeUrl(change), username)).searchParams

/** Null: answered without asking. Else the error. */
const errorOf = async (change: Record<string, string>) =>
  (await locationOf(browser, change)).searchParams.get('error')

const answersSilently = async (change: Record<string, string>) =>
  (await locationOf(browser, change)).searchParams.has('code')

test('a first sign-in shows the picker, then the consent page', async () => {
  const page = await pageOf(browser, {})
  for (const text of ['Pick an account', 'Adele Vance', 'Alex Wilber']) expect(page).toContain(text)
  expect(page).not.toContain('Megan Bowen')
  expect(emulator.state.consents.size).toBe(0)
  await signIn(adele)
  expect(emulator.state.consents.size).toBe(4)
})

test('a second sign-in is silent in the same browser only, with another code', async () => {
  const first = await signIn(adele)
  const second = (await locationOf(browser, {})).searchParams
  expect(second.get('code')).toBeTruthy()
  expect(second.get('code')).not.toBe(first.get('code'))
  expect(second.get('session_state')).toBe(first.get('session_state'))
  const other = await new EntraBrowser(emulator).get(authorizeUrl({ prompt: 'none' }))
  expect(other.headers.get('Location')).toContain('error=login_required')
})

test('canceling leaves neither a session nor a code', async () => {
  await browser.cancel(authorizeUrl())
  expect([emulator.state.browsers.size, emulator.state.codes.size]).toEqual([0, 0])
})

describe('the sign-in form', () => {
  test.each([
    ['megan@fabrikam.example', 'AADSTS50020'],
    ['nobody@contoso.example', 'AADSTS50034'],
  ])('rejects %s with %s, and accepts another account after it', async (username, number) => {
    const page = await pageOf(browser, {})
    const rejected = await fillPage(emulator, page, 'login', { username })
    expect([rejected.status, await rejected.text()]).toEqual([400, expect.stringContaining(number)])
    expect((await fillPage(emulator, page, 'login', { username: adele })).status).toBe(303)
  })

  test('is rejected if its request is unknown, answered, an hour old, or another authority’s', async () => {
    const statusOf = async (page: string, path = 'login', fields = {}) =>
      (await fillPage(emulator, page, path, { username: adele, ...fields })).status
    expect(await statusOf('', 'login', { request: 'made-up' })).toBe(400)
    const answered = await pageOf(browser, {})
    await fillPage(emulator, answered, 'login', { cancel: 'cancel' })
    expect(await statusOf(answered)).toBe(400)
    const old = await pageOf(browser, {})
    now += 60 * 60 * 1000 + 1
    expect(await statusOf(old)).toBe(400)
    const elsewhere = 'https://login.microsoftonline.com/fabrikam.example/login'
    const fields = { request: requestIn(await pageOf(browser, {})), username: adele }
    expect((await browser.post(elsewhere, fields)).status).toBe(400)
  })
})

describe('the session', () => {
  test('has a cookie that is HttpOnly, and SameSite=None and Secure over https only', async () => {
    const cookieAt = async (origin: string) => {
      const url = authorizeUrl({}, `${origin}/contoso.example`)
      const request = requestIn(await (await emulator.fetch(new Request(url))).text())
      const body = new URLSearchParams({ request, username: adele })
      const form = new Request(`${origin}/contoso.example/login`, { method: 'POST', body })
      return (await emulator.fetch(form)).headers.getSetCookie()[0] ?? ''
    }
    expect(await cookieAt('https://login.microsoftonline.com')).toMatch(
      /^emulator-sso=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=None$/,
    )
    expect(await cookieAt('http://localhost:8788')).toMatch(
      /^emulator-sso-8788=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/,
    )
  })

  test('gets a new cookie at every sign-in, so that a planted one is worthless', async () => {
    await signIn(adele)
    const [before] = emulator.state.browsers.keys()
    await signIn(adele, { prompt: 'login' })
    expect(emulator.state.browsers.has(before ?? '')).toBe(false)
    expect(emulator.state.browsers.size).toBe(1)
  })

  test('has a sid for each browser and user', async () => {
    const sidOf = async (username: string, change = {}) =>
      (await signIn(username, change)).get('session_state')
    const first = await sidOf(adele)
    expect(await sidOf(adele, { prompt: 'login' })).toBe(first)
    expect(await sidOf(alex, { prompt: 'select_account' })).not.toBe(first)
    browser = new EntraBrowser(emulator)
    expect(await sidOf(adele)).not.toBe(first)
  })
})

describe('prompt', () => {
  test('select_account always shows everyone', async () => {
    await signIn(adele)
    const page = await pageOf(browser, { prompt: 'select_account', login_hint: adele })
    expect(page).toContain('Pick an account')
    expect(page).toContain('Alex Wilber')
    expect(page.match(/>Signed in</g)).toHaveLength(1)
  })

  test('login asks again, and cannot be skipped by resuming', async () => {
    await signIn(adele)
    const page = await pageOf(browser, { prompt: 'login' })
    expect(page).toContain('Sign in as')
    const resumed = await browser.get(`${authority}/resume?request=${requestIn(page)}`)
    expect(resumed.headers.get('Location')).toBeNull()
    expect(await resumed.text()).toContain('Sign in as')
  })

  test('none fails with two users signed in, unless a hint selects one', async () => {
    const first = (await signIn(adele)).get('session_state') ?? ''
    const second = (await signIn(alex, { prompt: 'select_account' })).get('session_state') ?? ''
    const either = (await locationOf(browser, { prompt: 'none' })).searchParams
    expect(either.get('error')).toBe('interaction_required')
    expect(either.get('error_description')).toContain('AADSTS16000')
    expect(await answersSilently({ prompt: 'none', login_hint: alex })).toBe(true)
    for (const sid of [first, second]) {
      const { searchParams } = await locationOf(browser, { prompt: 'none', sid })
      expect([searchParams.has('code'), searchParams.get('session_state')]).toEqual([true, sid])
    }
  })

  test('none fails with a sid that is not signed in', async () => {
    await signIn(adele)
    const sid = '007e0000-0000-0000-0000-000000000001'
    const { searchParams } = await locationOf(browser, { prompt: 'none', sid })
    expect(searchParams.get('error_description')).toContain('AADSTS160021')
  })

  test('create is for External ID hosts', async () => {
    const at = authority.replace('login.microsoftonline.com', 'contoso.ciamlogin.com')
    expect((await browser.get(authorizeUrl({ prompt: 'create' }, at))).status).toBe(200)
  })
})

describe('login_hint', () => {
  test('of a user who is not signed in offers only that user', async () => {
    const page = await pageOf(browser, { login_hint: 'ALEX@contoso.example' })
    expect(page).toContain('Continue as Alex Wilber')
    expect(page).not.toContain('Adele Vance')
  })

  test('does not sign another user in', async () => {
    await signIn(adele)
    expect(await pageOf(browser, { login_hint: alex })).toContain('Continue as Alex Wilber')
    expect(await errorOf({ login_hint: alex, prompt: 'none' })).toBe('login_required')
    expect(await answersSilently({ login_hint: adele, prompt: 'none' })).toBe(true)
  })

  test('of an unknown user shows the picker', async () => {
    expect(await pageOf(browser, { login_hint: 'nobody@contoso.example' })).toContain('Pick an account')
  })
})

test.each([
  ['consumers', ['Casey Jensen']],
  ['organizations', ['Adele Vance', 'Megan Bowen']],
  ['contoso.example', ['Adele Vance']],
  ['Fabrikam.onmicrosoft.com', ['Megan Bowen']],
  ['nowhere.example', ['Adele Vance', 'Megan Bowen', 'Casey Jensen']],
])('domain_hint %s offers %j', async (domain_hint, names) => {
  const at = 'https://login.microsoftonline.com/common'
  const url = authorizeUrl({ client_id: entrywayEverywhere.clientId, domain_hint }, at)
  const page = await (await browser.get(url)).text()
  const known = ['Adele Vance', 'Megan Bowen', 'Casey Jensen']
  expect(known.filter((name) => page.includes(name))).toEqual(names)
})

test('max_age asks again if the sign-in is older', async () => {
  await signIn(adele)
  now += 59_000
  expect(await answersSilently({ max_age: '60' })).toBe(true)
  now += 1_000
  expect(await pageOf(browser, { max_age: '60' })).toContain('Pick an account')
})
