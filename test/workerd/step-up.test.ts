// A fresh sign-in: which auth_time opens the page that asks for one, and for how long.
import { expect, test } from 'vitest'
import { signedIn, visit } from './app.ts'
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

test('a user other than Adele steps up as the same user', async () => {
  const clock = stopClock()
  const { browser } = await signedIn({}, 'alex@contoso.example')
  clock.pass(20 * MINUTE)
  await browser.followToEntra(await browser.get('/power'))
  expect((await browser.get('/power')).status).toBe(200)
  expect(await browser.text('/api/me', { accept: 'application/json' })).toContain('Alex Wilber')
})

test('an auth_time that lies in the future is fresh for no longer than one of now', async () => {
  const { clock, browser } = await steppedUp(3600)
  expect((await browser.get('/power')).status).toBe(200)
  clock.pass(5 * MINUTE + 1)
  expect((await browser.get('/power')).status).toBe(302)
})

test('a page that needs a fresh sign-in asks Entra for the credentials, and opens for five minutes', async () => {
  const clock = stopClock()
  const { browser } = await signedIn()
  const away = await browser.get('/power')
  const asked = new URL(away.headers.get('location') ?? '').searchParams
  expect([away.status, asked.get('prompt'), asked.get('max_age')]).toEqual([302, 'login', '300'])
  const script = await browser.get('/power', { accept: 'application/json' })
  expect([script.status, await script.json()]).toMatchObject([401, { error: 'step_up_needed' }])
  const back = await browser.followToEntra(away)
  expect([back.status, back.headers.get('location')]).toEqual([303, '/power'])
  expect(await browser.text('/power')).toBe('powerful')
  clock.pass(5 * MINUTE)
  expect((await browser.get('/power')).status).toBe(200)
  clock.pass(1)
  expect((await browser.get('/power')).status).toBe(302)
})

test('prompt and max_age taken out of the address on the way make no fresh sign-in', async () => {
  const clock = stopClock()
  const { browser } = await signedIn()
  clock.pass(20 * MINUTE)
  const before = browser.sessionToken
  const asked = new URL((await browser.get('/power')).headers.get('location') ?? '')
  asked.searchParams.delete('prompt')
  asked.searchParams.delete('max_age')
  const callback = await browser.entra.signIn(asked.href, 'adele@contoso.example')
  const refused = await browser.get(callback.href)
  expect([refused.status, browser.sessionToken]).toEqual([502, before])
  expect(await refused.text()).toMatch(/you’re still signed in/)
  expect((await browser.get('/power')).status).toBe(302)
})

test('with STEP_UP_CONTEXT a page asks Entra for that context, and opens for a session that has it', async () => {
  const clock = stopClock()
  const { browser } = await signedIn({ STEP_UP_CONTEXT: 'c1' })
  const away = await browser.get('/power')
  const asked = new URL(away.headers.get('location') ?? '').searchParams
  expect([away.status, asked.get('prompt'), asked.get('max_age')]).toEqual([302, null, null])
  expect(JSON.parse(asked.get('claims') ?? '')).toEqual({
    id_token: { acrs: { essential: true, values: ['c1'] } },
  })
  const back = await browser.followToEntra(away)
  expect([back.status, back.headers.get('location')]).toEqual([303, '/power'])
  expect(await browser.text('/power')).toBe('powerful')
  clock.pass(5 * MINUTE + 1)
  expect((await browser.get('/power')).status).toBe(302)
})

test.each([
  ['taken out of the address', null],
  ['exchanged for another', 'c2'],
])('an authentication context that is %s on the way makes no step-up', async (_, other) => {
  const { browser } = await signedIn({ STEP_UP_CONTEXT: 'c1' })
  const before = browser.sessionToken
  const asked = new URL((await browser.get('/power')).headers.get('location') ?? '')
  if (other === null) asked.searchParams.delete('claims')
  else asked.searchParams.set('claims', (asked.searchParams.get('claims') ?? '').replace('c1', other))
  const callback = await browser.entra.signIn(asked.href, 'adele@contoso.example')
  const refused = await browser.get(callback.href)
  expect([refused.status, browser.sessionToken]).toEqual([502, before])
  expect(await refused.text()).toMatch(/you’re still signed in/)
  expect((await browser.get('/power')).status).toBe(302)
})

test('an authentication context that nobody asked for opens nothing', async () => {
  const { browser } = await visit({ STEP_UP_CONTEXT: 'c1' })
  const asked = await browser.startSignIn()
  asked.searchParams.set(
    'claims',
    JSON.stringify({ id_token: { acrs: { essential: true, values: ['c1'] } } }),
  )
  const callback = await browser.entra.signIn(asked.href, 'adele@contoso.example')
  expect((await browser.get(callback.href)).status).toBe(303)
  expect((await browser.get('/power')).status).toBe(302)
})

test.each([
  ['a number', 1, 200],
  ['a text', '1', 302],
  ['missing', undefined, 302],
])('a step-up whose auth_time is %s opens the page or not: %j, %i', async (_, form, status) => {
  const { app, browser } = await signedIn()
  const away = await browser.get('/power')
  forgeClaims(app, ({ auth_time: time, ...claims }) =>
    form === undefined ? claims : { ...claims, auth_time: typeof form === 'number' ? time : String(time) },
  )
  await browser.followToEntra(away)
  expect((await browser.get('/power')).status).toBe(status)
})
