// A fresh sign-in: which auth_time opens the page that asks for one, and for how long.
import { expect, test } from 'vitest'
import { signedIn } from './app.ts'
import { MINUTE, stopClock } from './clock.ts'
import { forgeClaims } from './hostile-entra.ts'

/** Signed in, and back from Entra with an auth_time of so many seconds after it was asked. */
async function steppedUp(seconds: number) {
  const clock = stopClock()
  const { app, browser } = await signedIn()
  const before = browser.sessionToken
  clock.pass(20 * MINUTE)
  const away = await browser.get('/power')
  const asked = Date.now() / 1000
  forgeClaims(app, (claims) => ({ ...claims, auth_time: asked + seconds }))
  const back = await browser.followToEntra(away)
  return { clock, browser, back, isSameSession: browser.sessionToken === before }
}

test.each([
  ['the moment when it was asked opens the page', 0, 303, 200],
  ['a sign-in of before, which whoever takes prompt out of the address gets, does not', -301, 502, 302],
])('an auth_time of %s', async (_, seconds, answer, status) => {
  const { back, browser, isSameSession } = await steppedUp(seconds)
  expect([back.status, isSameSession]).toEqual([answer, answer !== 303])
  expect((await browser.get('/power')).status).toBe(status)
})

test('an auth_time that lies in the future is fresh for no longer than one of now', async () => {
  const { clock, browser } = await steppedUp(3600)
  expect((await browser.get('/power')).status).toBe(200)
  clock.pass(5 * MINUTE + 1)
  expect((await browser.get('/power')).status).toBe(302)
})
