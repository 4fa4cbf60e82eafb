import { expect, test } from 'vitest'
import { adele } from '../../emulator/seed.ts'
import { ENDED_ALL } from '../../src/entryway/protocol.ts'
import { signedIn, startApp, visit } from './app.ts'

const HINT = adele.profile.userPrincipalName

test.each([
  ['nothing asked shows the account picker', {}, { prompt: 'select_account' }],
  ['select_account is passed on', { prompt: 'select_account' }, { prompt: 'select_account' }],
  ['login is passed on', { prompt: 'login' }, { prompt: 'login' }],
  ['consent is passed on', { prompt: 'consent' }, { prompt: 'consent' }],
  ['a silent prompt is the picker', { prompt: 'none' }, { prompt: 'select_account' }],
  ['an unknown prompt is the picker', { prompt: 'login consent' }, { prompt: 'select_account' }],
  ['a hint takes the place of the picker', { login_hint: HINT }, { login_hint: HINT }],
  ['a hint stays beside login', { prompt: 'login', login_hint: HINT }, { prompt: 'login', login_hint: HINT }],
  [
    'a hint goes when the picker is asked for, which Entra does not take together',
    { prompt: 'select_account', login_hint: HINT },
    { prompt: 'select_account' },
  ],
  ['an empty hint is none', { login_hint: '' }, { prompt: 'select_account' }],
  ['a hint of 320 characters is passed on', { login_hint: 'a'.repeat(320) }, { login_hint: 'a'.repeat(320) }],
  ['a longer hint is dropped', { login_hint: 'a'.repeat(321) }, { prompt: 'select_account' }],
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
  [
    'a domain hint of 254 characters is dropped',
    { domain_hint: 'a'.repeat(254) },
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
  ['signs in from the address line', {}, 'none', undefined],
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

test('email beside the scopes is asked for at every sign-in, and is no scope of the API', async () => {
  const { app, browser } = await visit({ SCOPE: 'openid email User.Read' })
  const request = await browser.startSignIn()
  expect(request.searchParams.get('scope')).toBe('openid profile offline_access email User.Read')
  await browser.get((await browser.entra.signIn(request.href, HINT)).href)
  expect((await browser.get('/call_api')).status).toBe(200)
  expect(app.outbound.filter((line) => line.endsWith('/token'))).toHaveLength(1)
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
