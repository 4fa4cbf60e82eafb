import { expect, test } from 'vitest'
import { SESSION_COOKIE } from './browser.ts'
import { ADELES, atTokens } from './tokens.ts'

const NOTICE_COOKIE = '__Host-entryway-notice'
const ID = ADELES(21)
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
  expect(await (await browser.get(`/tokens/${ID}`)).text()).toContain(SAVED)
})

// As hidden-prefix-cookie.test.ts, for this cookie.
test('a false word about what was done: a notice whose prefix the browser did not recognize is none', async () => {
  const { browser } = await atTokens()
  const session = `${SESSION_COOKIE}=${browser.sessionToken}`
  const notice = `${NOTICE_COOKIE}=updated.${ID}.1.1`
  const read = async (cookie: string) => (await browser.get(`/tokens/${ID}`, { cookie })).text()
  expect(await read(`${session}; \u00a0${notice}`)).not.toContain(SAVED)
  expect(await read(`${session}; \u00a0${NOTICE_COOKIE}=revoked; ${notice}`)).toContain(SAVED)
})
