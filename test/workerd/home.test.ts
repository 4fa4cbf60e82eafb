// The home page of `src/home`; it goes when the page does.
import { expect, test } from 'vitest'
import { entrywayCustomers, entrywayEverywhere, robin } from '../../emulator/seed.ts'
import { type Browser, SESSION_COOKIE } from './browser.ts'
import { signedInAtSample, startSampleApp } from './sample-app.ts'

test('another account is offered to whoever is not signed in here, and may be at Microsoft', async () => {
  const app = await startSampleApp()
  expect(await (await app.browser().get('/')).text()).toMatch(
    /<form method="post" action="\/logout">.*name="next" value="choose_account"/s,
  )
})

test.each([
  ['/?signed-out', 'You’re signed out.'],
  ['/?signed-out=here', 'You’re signed out of this app. Microsoft couldn’t be reached'],
])('%s says what has become of the session', async (path, words) => {
  const app = await startSampleApp()
  expect(await (await app.browser().get(path)).text()).toContain(words)
  expect(await (await app.browser().get('/')).text()).not.toContain(words)
})

const ON_EVERY_DEVICE = 'on every device. It can take up to two minutes'

test('a sign-out on every device is confirmed once', async () => {
  const { browser } = await signedInAtSample()
  await browser.post('/logout', { everywhere: 'yes' })
  const back = (await browser.get('/callback')).headers.get('location') ?? ''
  expect(await browser.text(back)).toContain(`You’re signed out of this app ${ON_EVERY_DEVICE}`)
  expect(await browser.text(back)).toContain('You’re signed out.')
})

test('a prefetch of the home page leaves the confirmation for the page that is opened', async () => {
  const { browser } = await signedInAtSample()
  await browser.post('/logout', { everywhere: 'yes' })
  const prefetched = await browser.get('/?signed-out', { 'sec-purpose': 'prefetch' })
  expect(prefetched.headers.getSetCookie()).toEqual([])
  expect(await browser.text('/?signed-out')).toContain(ON_EVERY_DEVICE)
})

test('no link makes the page say that a sign-out was on every device', async () => {
  const app = await startSampleApp()
  for (const path of ['/?signed-out&everywhere', '/?signed-out=here&everywhere'])
    expect(await (await app.browser().get(path)).text()).not.toContain('on every device')
})

test.each<[string, (browser: Browser) => Promise<unknown>]>([
  ['sign-in', (browser) => browser.get('/')],
  ['sign-out in this browser only', (browser) => browser.post('/logout')],
])('after a later %s, an earlier sign-out on every device is not mentioned', async (_, later) => {
  const { browser } = await signedInAtSample()
  // The browser never comes back from Entra.
  await browser.post('/logout', { everywhere: 'yes' })
  await browser.signIn()
  await later(browser)
  browser.cookies.delete(SESSION_COOKIE)
  expect(await browser.text('/?signed-out')).toContain('You’re signed out.')
})

test('“Sign out on every device” leads to a page whose first choice that is', async () => {
  const { browser } = await signedInAtSample()
  const [, href = ''] = /href="([^"]*)">Sign out on every device</.exec(await browser.text('/')) ?? []
  const primary = /<button class="button primary"[^>]*>/.exec(await browser.text(href))?.[0]
  expect(primary).toContain('name="everywhere"')
})

test('greets whoever is signed in, by user name when there is no other', async () => {
  const { browser } = await signedInAtSample()
  expect(await browser.text('/')).toContain('Welcome, <bdi>Adele Vance</bdi>')
})

const SIGN_OUT =
  '<form class="actions" method="post" action="/logout"><button class="button" type="submit">Sign out'

/** The page's words, without its tags. */
const wordsOf = (page: string) => page.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')

const headerOf = (page: string) => /<header>(.*?)<\/header>/s.exec(page)?.[1] ?? ''

test.each([
  ['/', 200],
  ['/logout', 200],
  ['/nowhere', 404],
  ['/sessions/end', 405],
  ['/callback?code=x', 400],
  ['/callback?state=admin_consent&admin_consent=True', 200],
])('the header of %s has the navigation, the account and a way to sign out', async (path, status) => {
  const { browser } = await signedInAtSample()
  const response = await browser.get(path)
  const header = headerOf(await response.text())
  expect(response.status).toBe(status)
  // Of whichever features the app has.
  expect(header).toMatch(/<nav[^>]*><ul><li><a href="\/\w+">/)
  expect(header).toContain('<bdi>Adele Vance</bdi>')
  expect(header).toContain(SIGN_OUT)
})

test.each(['/', '/nowhere'])('a page for nobody has neither account nor navigation: %s', async (path) => {
  const app = await startSampleApp()
  const header = headerOf(await (await app.browser().get(path)).text())
  expect(header).toContain('href="/"')
  expect(header).not.toMatch(/<nav|<details/)
})

const CUSTOMERS = {
  AUTHORITY: 'https://fourthcoffee.ciamlogin.com',
  CLIENT_ID: entrywayCustomers.clientId,
}
const EVERYBODY = {
  AUTHORITY: 'https://login.microsoftonline.com/common',
  CLIENT_ID: entrywayEverywhere.clientId,
}

test('home says Microsoft to those who have an account there, with its mark; customers have one with the organization', async () => {
  const forWork = await (await (await startSampleApp()).browser().get('/')).text()
  expect(wordsOf(forWork)).toContain('Sign in with Microsoft')
  const forCustomers = await (await (await startSampleApp(CUSTOMERS)).browser().get('/')).text()
  expect(forCustomers.slice(forCustomers.indexOf('<main'), forCustomers.indexOf('</p>'))).not.toContain(
    'Microsoft',
  )
})

test.each([
  ['a work account’s organization by its name', {}, undefined, 'Organization Contoso'],
  ['nothing of a tenant to a customer', CUSTOMERS, robin.signInName, 'robin@adatum.example Session expires'],
])('home shows %s', async (_, settings, username, words) => {
  const { browser } = await signedInAtSample(settings, username)
  expect(wordsOf(await browser.text('/'))).toContain(words)
})

test('a tenant whose name Graph does not give is shown by its id, and the page does not fail', async () => {
  // Another tenant: the name is cached by an isolate.
  const app = await startSampleApp(EVERYBODY)
  const browser = app.browser()
  app.intercept = ({ url }) => (url.includes('/organization') ? new Response('', { status: 403 }) : null)
  await browser.signIn('megan@fabrikam.example')
  const response = await browser.get('/')
  expect([response.status, await response.text()]).toEqual([
    200,
    expect.stringMatching(/<code>[0-9a-f-]{36}<\/code>/),
  ])
})

test.each([
  ['nothing known', {}, {}, /[A-Z][a-z]+ \d+, \d{4}, \d+:\d\d [AP]M UTC/],
  ['New York', {}, { timezone: 'America/New_York' }, /[A-Z][a-z]+ \d+, \d{4}, \d+:\d\d [AP]M E[DS]T/],
  [
    'Paris, in French',
    { 'accept-language': 'fr-FR,fr;q=0.9' },
    { timezone: 'Europe/Paris' },
    /\d+ \S+ \d{4}.* \d\d:\d\d UTC\+\d/,
  ],
  ['no zone that there is', {}, { timezone: 'Mars/Olympus' }, / UTC</],
])('times are the visitor’s own: %s', async (_, headers, cf, shown) => {
  const { app, browser } = await signedInAtSample()
  const cookie = `__Host-entryway-session=${browser.sessionToken}`
  const init = { headers: { accept: 'text/html', cookie, ...headers }, cf } as RequestInit
  const page = await (await app.fetch('/', init)).text()
  expect(/<time[^>]*>([^<]*)<\/time>\)/.exec(page)?.[0]).toMatch(shown)
})
