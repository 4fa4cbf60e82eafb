// MSAL Browser in Chromium: by redirect, by popup, silently, and out again.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findChromium, launchChromium } from '../../tools/browser/chromium.ts'
import { ENTRA } from './entra.ts'
import { serveSinglePage } from './single-page.ts'

/** What the page's script has. */
type Result = { account: { username: string } | null; fromCache: boolean; accessToken: string }
declare const app: {
  loginRedirect(request: object): Promise<void>
  loginPopup(request: object): Promise<Result>
  ssoSilent(request: object): Promise<Result>
  acquireTokenSilent(request: object): Promise<Result>
  logoutRedirect(request?: object): Promise<void>
  getAllAccounts(): { username: string }[]
  clearCache(): Promise<void>
}
declare const scopes: string[]

let chromium: Browser
let server: Awaited<ReturnType<typeof serveSinglePage>>
beforeAll(async () => {
  server = await serveSinglePage()
  chromium = await launchChromium(await findChromium())
})
afterAll(async () => {
  await chromium.close()
  server.close()
})

/** A page of a browser of its own, once MSAL has looked at its URL. */
async function open(): Promise<Page> {
  const context = await chromium.newContext({ ignoreHTTPSErrors: true })
  const page = await context.newPage()
  await page.goto(server.url)
  await ready(page)
  return page
}
const ready = (page: Page) => page.getByText('ready', { exact: true }).waitFor()

async function pick(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Kim Akers' }).click()
}

async function signInByRedirect(page: Page): Promise<void> {
  await page.evaluate(() => void app.loginRedirect({ scopes }))
  await page.waitForURL(`${ENTRA}/**`)
  await pick(page)
  await page.waitForURL(server.url)
  await ready(page)
}

const usernames = (page: Page) => page.evaluate(() => app.getAllAccounts().map(({ username }) => username))

test('signs in by redirect, calls Graph, renews the token, and finds that of .default in its cache', async () => {
  const page = await open()
  await signInByRedirect(page)
  expect(await usernames(page)).toEqual(['kim@wingtip.example'])
  const name = await page.evaluate(async (graph) => {
    const [account] = app.getAllAccounts()
    const { accessToken } = await app.acquireTokenSilent({ scopes, account })
    const response = await fetch(`${graph}/v1.0/me`, { headers: { Authorization: `Bearer ${accessToken}` } })
    return ((await response.json()) as { displayName: string }).displayName
  }, ENTRA)
  expect(name).toBe('Kim Akers')
  const renewed = await page.evaluate(async () => {
    const [account] = app.getAllAccounts()
    const { fromCache } = await app.acquireTokenSilent({ scopes, account, forceRefresh: true })
    return fromCache
  })
  expect(renewed).toBe(false)
  const fromCache = await page.evaluate(async () => {
    const [account] = app.getAllAccounts()
    const all = { scopes: ['https://graph.microsoft.com/.default'], account }
    return [await app.acquireTokenSilent(all), await app.acquireTokenSilent(all)].map(
      (each) => each.fromCache,
    )
  })
  expect(fromCache).toEqual([false, true])
  await page.context().close()
})

test('has a token that userinfo takes, from the page', async () => {
  const page = await open()
  await signInByRedirect(page)
  const name = await page.evaluate(async (entra) => {
    const [account] = app.getAllAccounts()
    const { accessToken } = await app.acquireTokenSilent({ scopes, account })
    const headers = { Authorization: `Bearer ${accessToken}` }
    return ((await (await fetch(`${entra}/oidc/userinfo`, { headers })).json()) as { name: string }).name
  }, ENTRA)
  expect(name).toBe('Kim Akers')
  await page.context().close()
})

test('signs in by popup', async () => {
  const page = await open()
  const popup = page.waitForEvent('popup')
  const signedIn = page.evaluate(async () => (await app.loginPopup({ scopes })).account?.username)
  await pick(await popup)
  expect(await signedIn).toBe('kim@wingtip.example')
  await page.context().close()
})

test('signs in silently where the person is signed in already', async () => {
  const page = await open()
  await signInByRedirect(page)
  await page.evaluate(() => app.clearCache())
  expect(await usernames(page)).toEqual([])
  const username = await page.evaluate(async () => (await app.ssoSilent({ scopes })).account?.username)
  expect(username).toBe('kim@wingtip.example')
  await page.context().close()
})

test('is told that nobody is signed in', async () => {
  const page = await open()
  const error = await page.evaluate(() =>
    app.ssoSilent({ scopes }).catch((thrown: { errorCode: string }) => thrown.errorCode),
  )
  expect(error).toBe('login_required')
  await page.context().close()
})

test('signs out', async () => {
  const page = await open()
  await signInByRedirect(page)
  await page.evaluate(() => void app.logoutRedirect())
  // Without a hint Entra asks whose session to end.
  await pick(page)
  await page.waitForURL(`${server.url}redirect.html**`)
  await page.goto(server.url)
  await ready(page)
  expect(await usernames(page)).toEqual([])
  const error = await page.evaluate(() =>
    app.ssoSilent({ scopes }).catch((thrown: { errorCode: string }) => thrown.errorCode),
  )
  expect(error).toBe('login_required')
  await page.context().close()
})
