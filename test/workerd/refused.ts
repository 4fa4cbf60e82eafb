// What a refused sign-in leaves behind: a page of this app, a line in the log, and nothing else.
import { expect } from 'vitest'
import { type ErrorCode, MESSAGES } from '../../src/entryway/errors/messages.ts'
import { ORIGIN, type TestApp } from './app.ts'
import { type Browser, SESSION_COOKIE } from './browser.ts'

export type Expected = {
  status: number
  code: ErrorCode
  reason?: string
  /** The one link of the page that leads elsewhere. */
  approval?: string | undefined
}

const refusal =
  (status: number, code: ErrorCode) =>
  (reason: string): Expected => ({ status, code, reason })

export const attemptMissing = refusal(400, 'attempt_missing')
export const callbackMalformed = refusal(400, 'callback_malformed')
export const entraUnavailable = refusal(503, 'entra_unavailable')
export const idTokenRefused = refusal(502, 'id_token_refused')
export const signInUnavailable = refusal(503, 'sign_in_unavailable')
export const tokenResponseRefused = refusal(502, 'token_response_refused')

/** Opens the address and expects it to be refused; gives the page. */
export async function expectRefused(
  app: TestApp,
  browser: Browser,
  url: URL | string,
  { status, code, reason, approval }: Expected,
): Promise<string> {
  const before = { session: browser.sessionToken, keys: await app.kv.keys() }
  const refusalsBefore = app.logs.filter(({ event }) => event === 'error').length

  const response = await browser.get(url instanceof URL ? url.href : url)
  const page = await response.text()

  const refusals = app.logs.filter(({ event }) => event === 'error').slice(refusalsBefore)
  expect(refusals.map((line) => [line.code, line.reason])).toEqual([[code, reason]])
  expect(response.status).toBe(status)
  expect(page).toContain(MESSAGES[code].title)
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(response.headers.get('location')).toBeNull()
  for (const href of page.matchAll(/\s(?:href|src|action)="([^"]*)"/g)) {
    const { href: address, origin } = new URL(href[1]?.replaceAll('&amp;', '&') ?? '', ORIGIN)
    if (address !== approval) expect(origin).toBe(ORIGIN)
  }
  if (approval) expect(page).toContain(`<a href="${approval.replaceAll('&', '&amp;')}">`)
  expect(response.headers.getSetCookie().filter((line) => line.startsWith(SESSION_COOKIE))).toEqual([])
  expect({ session: browser.sessionToken, keys: await app.kv.keys() }).toEqual(before)
  return page
}

/** Opens the callback: its ID token is refused for this reason, or taken where that is null. */
export async function expectIdToken(
  app: TestApp,
  browser: Browser,
  callback: URL,
  reason: string | null,
): Promise<void> {
  if (reason === null) await expectSignedIn(app, browser, callback)
  else await expectRefused(app, browser, callback, idTokenRefused(reason))
}

/** Opens the address and expects a session. */
export async function expectSignedIn(app: TestApp, browser: Browser, url: URL | string): Promise<void> {
  const response = await browser.get(url instanceof URL ? url.href : url)
  expect([response.status, response.headers.get('location')]).toEqual([303, '/'])
  expect(browser.sessionToken).toMatch(/^[\w-]{43}\./)
  expect(await app.kv.keys('session:')).toHaveLength(1)
}
