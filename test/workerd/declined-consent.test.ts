// A page asked a signed-in user for more, and the user did not approve it: still signed in, with a way back.
import { expect, test } from 'vitest'
import { ORIGIN, signedIn } from './app.ts'
import { attemptCookie, encodeAttempt, readAttempt } from './attempt-cookie.ts'
import type { Browser } from './browser.ts'

/** The links of an error page. */
const linksOf = (page: string) =>
  [...page.matchAll(/<a class="button[^"]*" href="([^"]*)">([^<]*)</g)].map(
    ([, href, label]) => `${label} ${href}`,
  )

async function decline(browser: Browser, path: string, referer?: string): Promise<string> {
  const asked = await browser.get(path, referer === undefined ? {} : { referer })
  const callback = await browser.entra.cancel(asked.headers.get('location') ?? '')
  return (await browser.get(callback.href)).text()
}

test.each([
  ['for more permissions', '/profile/edit?x=1'],
  ['to confirm who it is', '/power'],
])('a user who was asked %s and cancels is still signed in, and led back', async (_, path) => {
  const { browser } = await signedIn()
  const page = await decline(browser, path, `${ORIGIN}/profile?tab=2`)
  expect(page).toContain('You didn’t approve this')
  expect(page).toContain('You’re still signed in.')
  expect(linksOf(page)).toEqual(['Back /profile?tab=2', `Try again ${path}`])
  expect(await (await browser.get('/')).text()).toContain('Adele Vance')
})

test.each([
  ['nobody knows from where', undefined],
  ['another site', 'https://evil.example/profile'],
  ['the callback', `${ORIGIN}/callback?error=access_denied`],
  ['a URL that does not fit in the cookie', `${ORIGIN}/profile?${'x'.repeat(1990)}`],
])('opened from %s, the way back is the home page', async (_, referer) => {
  const { browser } = await signedIn()
  expect(linksOf(await decline(browser, '/profile/edit', referer))).toEqual([
    'Back /',
    'Try again /profile/edit',
  ])
})

test('a planted way back leads nowhere else', async () => {
  const { browser } = await signedIn()
  const asked = await browser.get('/profile/edit', { referer: `${ORIGIN}/profile` })
  const callback = await browser.entra.cancel(asked.headers.get('location') ?? '')
  const name = attemptCookie(callback)
  const back = 'https://evil.example/'
  browser.cookies.set(name, encodeAttempt({ ...readAttempt(browser, name), back }))
  expect(linksOf(await (await browser.get(callback.href)).text())).toContain('Back /')
})

test('a user who has signed out meanwhile is not told to be signed in', async () => {
  const { app, browser } = await signedIn()
  const asked = await browser.get('/profile/edit', { referer: `${ORIGIN}/profile` })
  const callback = await browser.entra.cancel(asked.headers.get('location') ?? '')
  await browser.post('/logout')
  const page = await (await browser.get(callback.href)).text()
  expect(app.lastLog('error')).toMatchObject({ code: 'consent_declined' })
  expect(page).not.toContain('still signed in')
  expect(linksOf(page)).toEqual(['Sign in again /login?return_to=%2Fprofile%2Fedit', 'Home /'])
})
