import { expect, test } from 'vitest'
import { adele, alex } from '../../emulator/seed.ts'
import { CALLBACK, signedIn, startApp, visit } from './app.ts'
import { leavesTo } from './browser.ts'

const wrong = { next: 'choose_account' }

test('whoever has the wrong account signs out here, and chooses another one from the picker', async () => {
  const { app, browser } = await signedIn()
  const away = await browser.post('/logout', wrong)
  expect([away.status, away.headers.get('location')]).toEqual([303, '/login?prompt=select_account'])
  expect([browser.sessionToken, await app.kv.keys('session:')]).toEqual([undefined, []])
  const login = await browser.get(away.headers.get('location') ?? '')
  const request = new URL(login.headers.get('location') ?? '')
  expect(request.searchParams.get('prompt')).toBe('select_account')
  const picker = await (await browser.entra.get(request.href)).text()
  expect(picker).toContain(adele.profile.displayName)
  await browser.signIn(alex.profile.userPrincipalName)
  expect(await browser.home()).toContain('Alex Wilber')
})

test.each([
  ['nothing', {}],
  ['something else', { next: 'https://evil.example/' }],
  ['an empty word', { next: '' }],
])('a sign-out that asks for %s after it is an ordinary one', async (_, form) => {
  const app = await startApp()
  const away = await app.browser().post('/logout', form)
  const { searchParams } = new URL(leavesTo(away))
  expect([...searchParams]).toEqual([['post_logout_redirect_uri', CALLBACK]])
})

test.each(['?state=choose_account&code=1', '?state=choose_account&error=x'])(
  'an answer under that state is not taken for a sign-out: %s',
  async (query) => {
    const { browser } = await visit()
    await browser.startSignIn()
    const response = await browser.get(`/callback${query}`)
    expect([response.status, response.headers.get('location')]).toEqual([400, null])
    expect(browser.attempts).toHaveLength(1)
  },
)

test('another site cannot sign anybody out this way', async () => {
  const { browser } = await signedIn()
  const refused = await browser.post('/logout', wrong, {
    origin: 'https://evil.example',
    'sec-fetch-site': 'cross-site',
  })
  expect([refused.status, refused.headers.get('location')]).toEqual([403, null])
  expect(await browser.home()).toContain('Adele Vance')
})
