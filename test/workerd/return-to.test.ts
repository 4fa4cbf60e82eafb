import { expect, test } from 'vitest'
import { fromEnv, type Settings } from '../../src/entryway/index.ts'
import { safeReturnTo } from '../../src/entryway/sign-in/return-to.ts'
import { contosoSettings, visit } from './app.ts'
import { attemptCookie, encodeAttempt, readAttempt } from './attempt-cookie.ts'
import type { Browser } from './browser.ts'
import { MINUTE, stopClock } from './clock.ts'

/** Where a link may not lead. */
const EVIL: [name: string, value: string][] = [
  ['another site', 'https://evil.example/'],
  ['a site with no scheme', '//evil.example/'],
  ['a site with no scheme and a user name', '//entryway.example@evil.example/'],
  ['this site as a user name', 'https://entryway.example@evil.example/'],
  ['a scheme with one slash', 'https:/evil.example'],
  ['a scheme with no slashes', 'https:evil.example'],
  ['a backslash', '/\\evil.example/'],
  ['a dot segment before two slashes', '/.//evil.example/'],
  ['two dots before two slashes', '/..//evil.example/'],
  ['an encoded dot before two slashes', '/%2e//evil.example/'],
  ['a dot segment before a backslash', '/./\\evil.example/'],
  ['encoded slashes', '/%2f%2fevil.example/'],
  ['an encoded backslash', '/%5cevil.example/'],
  ['a dot segment before encoded slashes', '/./%2f%2fevil.example/'],
  ['a tab between slashes', '/\t/evil.example/'],
  ['a line break between slashes', '/\n/evil.example/'],
  ['a leading line break', '\r\n//evil.example/'],
  ['a header of its own', '/profile\r\nSet-Cookie: evil=1'],
  ['NUL', '/profile\0'],
  ['a script', 'javascript:alert(1)'],
  ['a relative path', 'profile'],
  ['nothing', ''],
  ['a port that is none', 'https://entryway.example:evil/'],
  ['64 KB', `/${'a'.repeat(65_535)}`],
  ['2105 characters that dots shorten', `/${'a/../'.repeat(420)}page`],
  ['2001 characters', `/${'a'.repeat(2000)}`],
  ['1001 characters that grow when they are encoded', `/${'ä'.repeat(1000)}`],
  ['the sign-in itself', '/login'],
  ['the sign-in through dots', '/profile/../login'],
  ['the sign-in, encoded', '/%6cogin'],
  ['the sign-in, encoded beside what is broken', '/%6cogin/%'],
  ['the callback', '/callback?code=evil&state=evil'],
  ['the sign-out', '/logout'],
]

const GOOD: [name: string, value: string, page: string][] = [
  ['the home page', '/', '/'],
  ['a page', '/profile', '/profile'],
  ['a page with dots, which are resolved', '/profile/../call_api', '/call_api'],
  ['a page whose name begins like the sign-in', '/login-help', '/login-help'],
  ['a page whose encoding is broken', '/profile%', '/profile%'],
  ['a page outside ASCII, which is encoded', '/prüfung', '/pr%C3%BCfung'],
  ['2000 characters', `/${'a'.repeat(1999)}`, `/${'a'.repeat(1999)}`],
  ['a page with a fragment', '/profile?a=1#part', '/profile?a=1#part'],
]

const CASES = [...EVIL.map(([name, value]) => [name, value, '/'] as const), ...GOOD]
const { settings } = fromEnv(contosoSettings)

/** What the cookies of a browser that has just started say about the page to return to. */
const storedPages = (browser: Browser) => browser.attempts.map((name) => readAttempt(browser, name).returnTo)

test.each(CASES)('a link to %s', (_, value, page) => {
  expect(safeReturnTo(value, settings as Settings)).toBe(page)
})

/** One of each kind: both doors are held to the table above. */
const KINDS: typeof CASES = [
  ['another site', 'https://evil.example/', '/'],
  ['another site after parsing', '/.//evil.example/', '/'],
  ['the sign-in itself', '/login', '/'],
  ['a page with a query and a fragment', '/profile?a=1#part', '/profile?a=1#part'],
]

test.each(KINDS)('return_to of /login: %s', async (_, value, page) => {
  const { browser } = await visit()
  expect((await browser.get(`/login?return_to=${encodeURIComponent(value)}`)).status).toBe(302)
  expect(storedPages(browser)).toEqual([page])
})

/** Goes to Entra and back, with another page in the attempt's cookie. */
async function plant(browser: Browser, returnTo: unknown): Promise<URL> {
  const callback = await browser.reachCallback()
  const name = attemptCookie(callback)
  browser.cookies.set(name, encodeAttempt({ ...readAttempt(browser, name), returnTo }))
  return callback
}

test.each(KINDS)('returnTo of a planted attempt: %s', async (_, value, page) => {
  const { browser } = await visit()
  const response = await browser.get((await plant(browser, value)).href)
  expect([response.status, response.headers.get('location')]).toEqual([303, page])
})

test('rejects an attempt whose returnTo is no text', async () => {
  const { app, browser } = await visit()
  const response = await browser.get((await plant(browser, ['/profile'])).href)
  expect(response.status).toBe(400)
  expect(app.lastLog('error')).toMatchObject({ code: 'attempt_missing', reason: 'cookie_malformed' })
})

test.each([
  ['a refused', 0, 503],
  ['an expired', 66, 400],
])('the page of %s attempt links a planted returnTo nowhere', async (_, minutes, status) => {
  const clock = stopClock()
  const { app, browser } = await visit()
  const callback = await plant(browser, 'https://evil.example/')
  app.emulator.setFault('token_503')
  clock.pass(minutes * MINUTE)
  const response = await browser.get(callback.href)
  const page = await response.text()
  expect(response.status).toBe(status)
  expect(page).toContain('href="/login?return_to=%2F"')
  expect(page).not.toContain('evil')
})
