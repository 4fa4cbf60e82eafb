// When a person is asked although they are signed in, and when they may not be.
import { beforeEach, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import { authority, authorizeUrl, locationOf, pageOf } from '../support/entra-client.ts'

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

describe('prompt', () => {
  test('select_account always shows everybody', async () => {
    await browser.signIn(authorizeUrl(), adele)
    const page = await pageOf(browser, { prompt: 'select_account', login_hint: adele })
    expect(page).toContain('Pick an account')
    expect(page).toContain('Alex Wilber')
    expect(page.match(/>Signed in</g)).toHaveLength(1)
  })

  test('login asks again, and keeps the sid', async () => {
    const first = await browser.signIn(authorizeUrl(), adele)
    expect(await pageOf(browser, { prompt: 'login' })).toContain('Sign in as')
    const again = await browser.signIn(authorizeUrl({ prompt: 'login' }), adele)
    expect(again.searchParams.get('session_state')).toBe(first.searchParams.get('session_state'))
  })

  test('login cannot be skipped by resuming', async () => {
    await browser.signIn(authorizeUrl(), adele)
    const page = await pageOf(browser, { prompt: 'login' })
    const request = /name="request" value="([^"]+)"/.exec(page)?.[1] ?? ''
    const resumed = await browser.get(`${authority}/resume?request=${request}`)
    expect(resumed.headers.get('Location')).toBeNull()
    expect(await resumed.text()).toContain('Sign in as')
  })

  test('none with two people signed in cannot choose', async () => {
    await browser.signIn(authorizeUrl(), adele)
    await browser.signIn(authorizeUrl({ prompt: 'select_account' }), alex)
    const either = await locationOf(browser, { prompt: 'none' })
    expect(either.searchParams.get('error')).toBe('interaction_required')
    expect((await locationOf(browser, { prompt: 'none', login_hint: alex })).searchParams.has('code')).toBe(
      true,
    )
  })

  test('create is for External ID hosts', async () => {
    const url = authorizeUrl(
      { prompt: 'create' },
      authority.replace('login.microsoftonline.com', 'contoso.ciamlogin.com'),
    )
    expect((await browser.get(url)).status).toBe(200)
  })
})

describe('login_hint', () => {
  test('of somebody who is not signed in offers only them', async () => {
    const page = await pageOf(browser, { login_hint: 'ALEX@contoso.example' })
    expect(page).toContain('Continue as Alex Wilber')
    expect(page).not.toContain('Adele Vance')
  })

  test('of somebody else than the one signed in does not sign that one in', async () => {
    await browser.signIn(authorizeUrl(), adele)
    expect(await pageOf(browser, { login_hint: alex })).toContain('Continue as Alex Wilber')
    expect((await locationOf(browser, { login_hint: alex, prompt: 'none' })).searchParams.get('error')).toBe(
      'login_required',
    )
    expect((await locationOf(browser, { login_hint: adele, prompt: 'none' })).searchParams.has('code')).toBe(
      true,
    )
  })

  test('of nobody known shows the picker', async () => {
    expect(await pageOf(browser, { login_hint: 'nobody@contoso.example' })).toContain('Pick an account')
  })
})

test('max_age asks again when the sign-in is older', async () => {
  await browser.signIn(authorizeUrl(), adele)
  now += 59_000
  expect((await locationOf(browser, { max_age: '60' })).searchParams.has('code')).toBe(true)
  now += 1_000
  expect(await pageOf(browser, { max_age: '60' })).toContain('Pick an account')
})
