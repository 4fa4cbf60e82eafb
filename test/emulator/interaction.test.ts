// Who is asked what between an authorization request and its answer.
import { beforeEach, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import { authorizeUrl, fillPage, locationOf, pageOf, redeem } from '../support/entra-client.ts'

const adele = 'adele@contoso.example'
const alex = 'alex@contoso.example'

let now: number
let emulator: Emulator
let browser: EntraBrowser
beforeEach(async () => {
  now = Date.UTC(2026, 0, 5)
  emulator = await createEmulator({ now: () => now })
  browser = new EntraBrowser(emulator)
})

test('a first sign-in shows the picker, then the consent page', async () => {
  const page = await pageOf(browser, {})
  expect(page).toContain('Pick an account')
  expect(page).toContain('Adele Vance')
  expect(page).toContain('Alex Wilber')
  expect(page).not.toContain('Megan Bowen')
  expect(emulator.state.consents.size).toBe(0)
  await browser.signIn(authorizeUrl(), adele)
  expect(emulator.state.consents.size).toBe(4)
})

test('a second sign-in in the same browser is silent', async () => {
  const first = await browser.signIn(authorizeUrl(), adele)
  const second = await locationOf(browser, {})
  expect(second.searchParams.get('code')).toBeTruthy()
  expect(second.searchParams.get('code')).not.toBe(first.searchParams.get('code'))
  expect(second.searchParams.get('session_state')).toBe(first.searchParams.get('session_state'))
})

test('another browser is not signed in', async () => {
  await browser.signIn(authorizeUrl(), adele)
  const other = await new EntraBrowser(emulator).get(authorizeUrl({ prompt: 'none' }))
  expect(other.headers.get('Location')).toContain('error=login_required')
})

test('canceling reports an error to the app', async () => {
  const back = await browser.cancel(authorizeUrl())
  expect(Object.fromEntries(back.searchParams)).toMatchObject({
    error: 'access_denied',
    error_subcode: 'cancel',
    state: 'a-state',
  })
  expect(emulator.state.browsers.size).toBe(0)
  expect(emulator.state.codes.size).toBe(0)
})

describe('the sign-in form', () => {
  test('rejects accounts of another tenant, and unknown ones', async () => {
    const page = await pageOf(browser, {})
    const foreign = await fillPage(emulator, page, 'login', { username: 'megan@fabrikam.example' })
    expect(foreign.status).toBe(400)
    expect(await foreign.text()).toContain('AADSTS50020')
    expect(
      await (await fillPage(emulator, page, 'login', { username: 'nobody@contoso.example' })).text(),
    ).toContain('AADSTS50034')
    expect((await fillPage(emulator, page, 'login', { username: adele })).status).toBe(303)
  })

  test('of a request that is unknown, answered or an hour old is refused', async () => {
    expect((await fillPage(emulator, '', 'login', { request: 'made-up', username: adele })).status).toBe(400)
    const answered = await pageOf(browser, {})
    await fillPage(emulator, answered, 'login', { cancel: 'cancel' })
    expect((await fillPage(emulator, answered, 'login', { username: adele })).status).toBe(400)
    const old = await pageOf(browser, {})
    now += 60 * 60 * 1000 + 1
    expect((await fillPage(emulator, old, 'login', { username: adele })).status).toBe(400)
  })
})

test('the session cookie is HttpOnly, Lax, and Secure on https only', async () => {
  const cookieAt = async (origin: string) => {
    const page = await (
      await emulator.fetch(new Request(authorizeUrl({}, `${origin}/contoso.example`)))
    ).text()
    const request = /name="request" value="([^"]+)"/.exec(page)?.[1] ?? ''
    const body = new URLSearchParams({ request, username: adele })
    const response = await emulator.fetch(
      new Request(`${origin}/contoso.example/login`, { method: 'POST', body }),
    )
    return response.headers.getSetCookie()[0] ?? ''
  }
  const secure = await cookieAt('https://login.microsoftonline.com')
  expect(secure).toMatch(/^emulator-sso=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=None$/)
  expect(await cookieAt('http://localhost:8788')).toMatch(
    /^emulator-sso-8788=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/,
  )
})

test('a cookie planted before the sign-in is worthless afterward', async () => {
  await browser.signIn(authorizeUrl(), adele)
  const [before] = emulator.state.browsers.keys()
  await browser.signIn(authorizeUrl({ prompt: 'login' }), adele)
  expect(emulator.state.browsers.has(before ?? '')).toBe(false)
  expect(emulator.state.browsers.size).toBe(1)
})

test('the sid of the ID token is that of the browser and person', async () => {
  const sidOf = async (url: URL) => {
    const { json } = await redeem(emulator, url.searchParams.get('code') ?? '')
    return JSON.parse(
      atob(String(json.id_token).split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? ''),
    ).sid
  }
  const first = await sidOf(await browser.signIn(authorizeUrl(), adele))
  expect(await sidOf(await browser.signIn(authorizeUrl(), adele))).toBe(first)
  expect(await sidOf(await browser.signIn(authorizeUrl({ prompt: 'select_account' }), alex))).not.toBe(first)
  expect(await sidOf(await new EntraBrowser(emulator).signIn(authorizeUrl(), adele))).not.toBe(first)
})
