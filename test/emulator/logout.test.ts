// Signing out: whose session ends, which apps are told, and where the browser goes. What is recorded of it is in
// recorded-sign-out.test.ts.
import { decodeJwt } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import { authority, authorizeUrl, locationOf, redeem } from '../support/entra-client.ts'

const adele = 'adele@contoso.example'
const alex = 'alex@contoso.example'

let emulator: Emulator
let browser: EntraBrowser
beforeEach(async () => {
  emulator = await startEmulator({ appOrigin: 'https://entryway.example' })
  browser = new EntraBrowser(emulator)
})

const logoutUrl = (parameters: Record<string, string> = {}) =>
  `${authority}/oauth2/v2.0/logout?${new URLSearchParams(parameters)}`

/** Signs in and gives the claims of the ID token. */
async function signIn(username: string) {
  const back = await browser.signIn(authorizeUrl({ prompt: 'select_account' }), username)
  const { json } = await redeem(emulator, back.searchParams.get('code') ?? '')
  return decodeJwt(String(json.id_token)) as { sid: string; login_hint: string }
}

const isSignedIn = async (username: string) =>
  (await locationOf(browser, { prompt: 'none', login_hint: username })).searchParams.has('code')

describe('ends the session', () => {
  test('of the login_hint claim, without asking', async () => {
    const { login_hint, sid } = await signIn(adele)
    expect(await isSignedIn(adele)).toBe(true)
    const { page, frontChannel } = await browser.logout(logoutUrl({ logout_hint: login_hint }))
    expect(page).toContain('You signed out')
    expect(frontChannel.map(String)).toEqual([`https://entryway.example/logout/front-channel?sid=${sid}`])
    expect(await isSignedIn(adele)).toBe(false)
  })

  test('of the user who is picked, and no other', async () => {
    await signIn(adele)
    const { sid } = await signIn(alex)
    const picker = await (await browser.get(logoutUrl())).text()
    expect(picker).toContain('Pick an account to sign out of')
    expect(await isSignedIn(alex)).toBe(true)
    const { frontChannel } = await browser.logout(logoutUrl(), alex)
    expect(frontChannel.map((url) => url.searchParams.get('sid'))).toEqual([sid])
    expect([await isSignedIn(alex), await isSignedIn(adele)]).toEqual([false, true])
  })

  test('of no account if the hint is a user name, or of one that is not signed in', async () => {
    const { login_hint } = await signIn(alex)
    await browser.logout(logoutUrl({ logout_hint: login_hint }))
    await signIn(adele)
    expect(await (await browser.get(logoutUrl({ logout_hint: adele }))).text()).toContain('Pick an account')
    await browser.logout(logoutUrl({ logout_hint: login_hint }))
    expect(await isSignedIn(adele)).toBe(true)
  })

  test('by POST like by GET', async () => {
    const { login_hint } = await signIn(adele)
    await browser.post(`${authority}/oauth2/v2.0/logout`, { logout_hint: login_hint })
    expect(await isSignedIn(adele)).toBe(false)
  })
})

test.each([
  ['http://localhost:8787/getAToken', true],
  ['http://localhost:8788/intranet', true],
  ['https://entryway.example/other', false],
  ['javascript:alert(1)', false],
  ['//evil.example', false],
])('goes on to %s: %s', async (post_logout_redirect_uri, expected) => {
  const { login_hint } = await signIn(adele)
  const url = logoutUrl({ logout_hint: login_hint, post_logout_redirect_uri })
  const { page, continueTo } = await browser.logout(url)
  expect(continueTo?.href ?? null).toBe(expected ? post_logout_redirect_uri : null)
  expect(page).toContain('You signed out')
  expect(page.includes('evil.example')).toBe(false)
})

test('notifies only apps that were signed in to', async () => {
  await browser.cancel(authorizeUrl())
  const { login_hint } = await signIn(adele)
  expect((await browser.logout(logoutUrl({ logout_hint: login_hint }))).frontChannel).toHaveLength(1)
})
