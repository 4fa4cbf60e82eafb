// Signing out: the SSO session, the front channel, and the way back.
import { decodeJwt } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { entrywayEverywhere } from '../../emulator/seed.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import { authority, authorizeUrl, redeem, redirectUri } from '../support/entra-client.ts'

const adele = 'adele@contoso.example'
const alex = 'alex@contoso.example'

let emulator: Emulator
let browser: EntraBrowser
beforeEach(async () => {
  emulator = await createEmulator({ appOrigin: 'https://entryway.example' })
  browser = new EntraBrowser(emulator)
})

const logoutUrl = (parameters: Record<string, string> = {}) =>
  `${authority}/oauth2/v2.0/logout?${new URLSearchParams(parameters)}`

/** Signs in and gives the claims of the ID token. */
async function signIn(username: string, prompt = 'select_account') {
  const back = await browser.signIn(authorizeUrl({ prompt }), username)
  const { json } = await redeem(emulator, back.searchParams.get('code') ?? '')
  return decodeJwt(String(json.id_token)) as { sid: string; login_hint: string }
}

const silently = async (username: string) => {
  const response = await browser.get(authorizeUrl({ prompt: 'none', login_hint: username }))
  return new URL(response.headers.get('Location') ?? '').searchParams.has('code')
}

test('with the login_hint claim, signs out without asking', async () => {
  const { login_hint, sid } = await signIn(adele)
  expect(await silently(adele)).toBe(true)
  const { page, frontChannel, continueTo } = await browser.logout(
    logoutUrl({ logout_hint: login_hint, post_logout_redirect_uri: redirectUri }),
  )
  expect(page).toContain('You signed out')
  expect(frontChannel.map(String)).toEqual([`https://entryway.example/logout/front-channel?sid=${sid}`])
  expect(continueTo?.href).toBe(redirectUri)
  expect(await silently(adele)).toBe(false)
})

test('without a hint the user picks an account, and the other stays signed in', async () => {
  await signIn(adele)
  const { sid } = await signIn(alex)
  const picker = await (await browser.get(logoutUrl())).text()
  expect(picker).toContain('Pick an account to sign out of')
  expect(await silently(alex)).toBe(true)
  const { frontChannel } = await browser.logout(logoutUrl(), alex)
  expect(frontChannel.map((url) => url.searchParams.get('sid'))).toEqual([sid])
  expect(await silently(alex)).toBe(false)
  expect(await silently(adele)).toBe(true)
})

test('rejects a user name as logout_hint', async () => {
  await signIn(adele)
  expect(await (await browser.get(logoutUrl({ logout_hint: adele }))).text()).toContain('Pick an account')
})

test('a hint for an account that is not signed in ends no session', async () => {
  const { login_hint } = await signIn(alex)
  await browser.logout(logoutUrl({ logout_hint: login_hint }))
  await signIn(adele)
  await browser.logout(logoutUrl({ logout_hint: login_hint }))
  expect(await silently(adele)).toBe(true)
})

describe('afterwards', () => {
  test.each([
    ['http://localhost:8787/getAToken', true],
    ['https://entryway.example/callback', true],
    ['http://localhost:8788/intranet', true],
    ['https://entryway.example/other', false],
    ['https://evil.example/', false],
    ['javascript:alert(1)', false],
    ['//evil.example', false],
  ])('%s is gone on to: %s', async (post_logout_redirect_uri, expected) => {
    const withoutSession = await browser.get(logoutUrl({ post_logout_redirect_uri }))
    expect(withoutSession.headers.get('Location')).toBe(null)
    expect(await withoutSession.text()).toContain('You signed out of your account')
    const { login_hint } = await signIn(adele)
    const { page, continueTo } = await browser.logout(
      logoutUrl({ logout_hint: login_hint, post_logout_redirect_uri }),
    )
    expect(continueTo?.href ?? null).toBe(expected ? post_logout_redirect_uri : null)
    expect(page).toContain('You signed out')
    expect(page.includes('evil.example')).toBe(false)
  })

  test('state is returned, also through the picker', async () => {
    await signIn(adele)
    const url = logoutUrl({ post_logout_redirect_uri: redirectUri, state: 'a b' })
    expect((await browser.logout(url)).continueTo?.searchParams.get('state')).toBe('a b')
    expect((await browser.logout(url)).continueTo).toBe(null)
  })
})

test('notifies only apps that were signed in to', async () => {
  await browser.cancel(authorizeUrl())
  const { login_hint } = await signIn(adele)
  const [account] = [...emulator.state.browsers.values()].flatMap((accounts) => [...accounts.values()])
  expect([...(account?.apps ?? [])]).toHaveLength(1)
  const { frontChannel } = await browser.logout(logoutUrl({ logout_hint: login_hint }))
  expect(frontChannel).toHaveLength(1)
  expect(frontChannel[0]?.searchParams.has('iss')).toBe(false)
})

test('POST signs out like GET', async () => {
  const { login_hint } = await signIn(adele)
  const [cookie] = emulator.state.browsers.keys()
  const response = await emulator.fetch(
    new Request(`${authority}/oauth2/v2.0/logout`, {
      method: 'POST',
      headers: { Cookie: `emulator-sso=${cookie}` },
      body: new URLSearchParams({ logout_hint: login_hint }),
    }),
  )
  expect(await response.text()).toContain('You signed out')
  expect(await silently(adele)).toBe(false)
})

describe('a personal account', () => {
  const consumers = 'https://login.microsoftonline.com/consumers'
  const { clientId } = entrywayEverywhere

  async function signOutCasey() {
    await browser.signIn(authorizeUrl({ client_id: clientId }, consumers), 'casey@outlook.example')
    const wanted = new URLSearchParams({ post_logout_redirect_uri: redirectUri })
    return browser.logout(`${consumers}/oauth2/v2.0/logout?${wanted}`)
  }

  test('comes back with lc, and no app is told a sid that no token had', async () => {
    const { frontChannel, continueTo } = await signOutCasey()
    expect([frontChannel, continueTo?.href]).toEqual([[], `${redirectUri}?lc=1033`])
  })

  test('stays on Entra’s page where the app has no front-channel URL', async () => {
    for (const app of emulator.state.apps) app.frontChannelLogout = null
    const { page, continueTo } = await signOutCasey()
    expect([page.includes('You signed out of your account'), continueTo]).toEqual([true, null])
  })
})

test('the URL without /v2.0 asks nobody about the only account, and comes back', async () => {
  await browser.signIn(authorizeUrl(), adele)
  const wanted = new URLSearchParams({ post_logout_redirect_uri: redirectUri })
  const { page, continueTo } = await browser.logout(`${authority}/oauth2/logout?${wanted}`)
  expect(page).not.toContain('Pick an account')
  expect(continueTo?.href).toBe(redirectUri)
})
