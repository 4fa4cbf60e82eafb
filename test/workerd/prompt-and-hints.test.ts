import { expect, test } from 'vitest'
import { adele, contoso, entrywayCustomers } from '../../emulator/seed.ts'
import { ENDED_ALL } from '../../src/entryway/protocol.ts'
import { signedIn, startApp, visit } from './app.ts'

const HINT = adele.profile.userPrincipalName

test.each([
  ['nothing asked shows the account picker', {}, { prompt: 'select_account' }],
  ['login is passed on', { prompt: 'login' }, { prompt: 'login' }],
  ['a silent prompt is the picker', { prompt: 'none' }, { prompt: 'select_account' }],
  ['a hint takes the place of the picker', { login_hint: HINT }, { login_hint: HINT }],
  ['a hint stays beside login', { prompt: 'login', login_hint: HINT }, { prompt: 'login', login_hint: HINT }],
  [
    'a hint goes when the picker is asked for, which Entra does not take together',
    { prompt: 'select_account', login_hint: HINT },
    { prompt: 'select_account' },
  ],
  ['a hint of 320 characters is passed on', { login_hint: 'a'.repeat(320) }, { login_hint: 'a'.repeat(320) }],
  ['a hint with a line break is dropped', { login_hint: 'a\r\nb' }, { prompt: 'select_account' }],
  [
    'a domain hint is passed on',
    { domain_hint: 'contoso.example' },
    { prompt: 'select_account', domain_hint: 'contoso.example' },
  ],
  [
    'a domain hint with another character is dropped',
    { domain_hint: 'contoso.example/evil' },
    { prompt: 'select_account' },
  ],
])('%s', async (_, asked, sent) => {
  const app = await startApp()
  const request = await app.browser().startSignIn(`?${new URLSearchParams(asked)}`)
  const names = ['prompt', 'login_hint', 'domain_hint']
  expect([...request.searchParams].filter(([name]) => names.includes(name)).sort()).toEqual(
    Object.entries(sent).sort(),
  )
})

test.each([
  ['signs in who is signed in there', {}, undefined, undefined],
  ['signs in from a page of this app', {}, 'same-origin', undefined],
  ['shows it all the same to a link of another site', {}, 'cross-site', 'select_account'],
  ['shows it all the same to a link of a sister site', {}, 'same-site', 'select_account'],
  ['shows it when it is asked for', { prompt: 'select_account' }, 'same-origin', 'select_account'],
])('an app of one tenant with the account picker off %s', async (_, asked, site, prompt) => {
  const app = await startApp({ ACCOUNT_PICKER: 'off' })
  const headers: Record<string, string> = site === undefined ? {} : { 'sec-fetch-site': site }
  const response = await app.browser().get(`/login?${new URLSearchParams(asked)}`, headers)
  const { searchParams } = new URL(response.headers.get('location') ?? '')
  expect(searchParams.get('prompt') ?? undefined).toBe(prompt)
})

test('with the account picker off, "Choose another account" shows it', async () => {
  const app = await startApp({
    ACCOUNT_PICKER: 'off',
    ALLOWED_TENANTS: 'a0a0a0a0-0000-4000-8000-000000000000',
  })
  const page = await (await app.browser().signIn()).text()
  expect(page).toContain('/login?return_to=%2F&amp;prompt=select_account')
})

test.each([
  ['whose session was ended from elsewhere still asks for credentials', true, 'login'],
  ['that is signed in shows the picker', false, 'select_account'],
])('a link from another site in a browser %s', async (_, isEnded, prompt) => {
  const { app, browser } = await signedIn()
  if (isEnded) await app.kv.real.put(ENDED_ALL, JSON.stringify({ at: Date.now() / 1000 }))
  app.restart()
  for (const query of ['', '?prompt=select_account', `?login_hint=${HINT}`]) {
    const away = await browser.get(`/login${query}`, { 'sec-fetch-site': 'cross-site' })
    const asked = new URL(away.headers.get('location') ?? '').searchParams
    expect([asked.get('prompt'), asked.get('login_hint')]).toEqual([prompt, null])
  }
})

const customers = (AUTHORITY: string, SIGN_UP?: string) => ({
  AUTHORITY,
  CLIENT_ID: entrywayCustomers.clientId,
  SIGN_UP,
})
const EXTERNAL_ID = 'https://fourthcoffee.ciamlogin.com'
const WORKFORCE = `https://login.microsoftonline.com/${contoso.id}`

test.each([
  ['at External ID', customers(EXTERNAL_ID), true],
  ['at External ID where the user flow forbids it', customers(EXTERNAL_ID, 'off'), false],
  ['at a workforce tenant', { AUTHORITY: WORKFORCE }, false],
  ['at a workforce tenant whose user flow allows it', { AUTHORITY: WORKFORCE, SIGN_UP: 'on' }, true],
])('an account of one’s own %s: %j, %s', async (_, settings, offered) => {
  const { browser } = await visit(settings)
  const home = await browser.home()
  expect(home.includes('href="/login?prompt=create"')).toBe(offered)
  expect(home).toContain('href="/login"')
  // Where it is not offered it is an unknown prompt, as any other.
  const { searchParams } = await browser.startSignIn('?prompt=create')
  expect(searchParams.getAll('prompt')).toEqual([offered ? 'create' : 'select_account'])
})

test('a new customer makes an account, is signed in, and goes where they were going', async () => {
  const { app, browser } = await visit(customers(EXTERNAL_ID))
  const request = await browser.startSignIn('?prompt=create&return_to=/profile')
  const callback = await browser.entra.signUp(request.href, {
    email: 'kim@adatum.example',
    name: 'Kim Akers',
  })
  const response = await browser.get(callback.href)
  expect([response.status, response.headers.get('location')]).toEqual([303, '/profile'])
  expect(await browser.home()).toContain('Kim Akers')
  expect(await app.kv.keys('session:')).toHaveLength(1)
})
