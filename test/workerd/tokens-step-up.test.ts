// A stolen cookie is worth no token that outlives it: lasting power takes a sign-in of the last five minutes.
import { expect, test } from 'vitest'
import { MINUTE, stopClock } from './clock.ts'
import {
  ADELES,
  atTokens,
  fillIn,
  formTokenOf,
  methodsOf,
  numberOfPats,
  valueOn,
  watchCalls,
  wordsOf,
} from './tokens.ts'

const NOT_FRESH = 'this requires a sign-in within the last five minutes'
const ID = ADELES(21)

/** At the pages of tokens, and six minutes later. */
async function sixMinutesOn() {
  const clock = stopClock()
  const { app, browser } = await atTokens()
  const typed = await fillIn(browser, { displayName: 'As typed', scope: ['vso.code', 'vso.wiki'] })
  const form = formTokenOf(await browser.text(`/tokens/${ID}/rotate`))
  clock.pass(6 * MINUTE)
  return { app, browser, typed, form }
}

test.each(['/tokens/new', `/tokens/${ID}/rotate`, '/tokens/confirm'])(
  'with a cookie of six minutes ago %s leads to a sign-in with credentials, and back',
  async (path) => {
    const { browser } = await sixMinutesOn()
    const asked = await browser.get(path)
    const { searchParams } = new URL(asked.headers.get('location') ?? '')
    expect([asked.status, searchParams.get('prompt'), searchParams.get('max_age')]).toEqual([
      302,
      'login',
      '300',
    ])
    const back = await browser.followToEntra(asked)
    expect([back.status, back.headers.get('location')]).toEqual([303, path])
    expect((await browser.get(path)).status).toBe(200)
  },
)

test('a form to create that was open for six minutes creates nothing, keeps what was typed, and does after a sign-in beside it', async () => {
  const { app, browser, typed } = await sixMinutesOn()
  const before = numberOfPats(app)
  const refused = await browser.post('/tokens/new', typed)
  const page = await refused.text()
  expect([refused.status, numberOfPats(app), app.lastLog('error')?.code]).toEqual([
    422,
    before,
    'step_up_needed',
  ])
  expect(page).toContain('value="As typed"')
  for (const scope of ['vso.code', 'vso.wiki']) expect(page).toContain(`value="${scope}" checked`)
  expect(wordsOf(page)).toContain(NOT_FRESH)
  expect(page).toContain('<a href="/tokens/confirm" target="_blank"')

  await browser.followToEntra(await browser.get('/tokens/confirm'))
  const made = await browser.post('/tokens/new', typed)
  expect(valueOn(await made.text())).not.toBeNull()
  expect(numberOfPats(app)).toBe(before + 1)
})

test('a form to rotate that was open for six minutes rotates nothing', async () => {
  const { app, browser, form } = await sixMinutesOn()
  const calls = watchCalls(app)
  const refused = await browser.post(`/tokens/${ID}/rotate`, { form, expiry: '60' })
  const page = await refused.text()
  expect([refused.status, methodsOf(calls)]).toEqual([422, ''])
  expect(wordsOf(page)).toContain(NOT_FRESH)
  expect(page).toContain('value="60" checked')
})

const KEPT = { displayName: 'Renamed', expiry: 'keep' }

test.each([
  ['one more scope', { scope: ['vso.build', 'vso.code_full'], expiry: 'keep' }, 422, 'GET'],
  ['full access', { full: 'yes', expiry: 'keep' }, 422, 'GET'],
  ['a later end', { expiry: '90' }, 422, 'GET'],
  ['the twin: another name', KEPT, 303, 'GET PUT'],
])('a change to a token six minutes after the sign-in: %s', async (_, change, status, methods) => {
  const { app, browser } = await sixMinutesOn()
  const page = await browser.text(`/tokens/${ID}/edit`)
  const held = [...page.matchAll(/name="scope" value="([^"]+)" checked/g)].map(([, scope = '']) => scope)
  const typed = new URLSearchParams({ displayName: 'Renamed' })
  for (const scope of 'full' in change ? [] : 'scope' in change ? [change.scope].flat() : held)
    typed.append('scope', scope)
  for (const [name, value] of Object.entries(change)) if (name !== 'scope') typed.set(name, String(value))
  const calls = watchCalls(app)
  const response = await browser.post(`/tokens/${ID}/edit`, typed)
  expect([response.status, methodsOf(calls)]).toEqual([status, methods])
  if (status === 422) expect(wordsOf(await response.text())).toContain(NOT_FRESH)
})
