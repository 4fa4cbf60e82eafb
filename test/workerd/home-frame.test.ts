// What the frame of a page shows of who looks at it: header, home page, times.
import { expect, test } from 'vitest'
import { casey, entrywayCustomers, entrywayEverywhere, robin } from '../../emulator/seed.ts'
import { startSampleApp } from './sample-app.ts'

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
  const app = await startSampleApp()
  const browser = app.browser()
  await browser.signIn()
  const response = await browser.get(path)
  const header = headerOf(await response.text())
  expect(response.status).toBe(status)
  // Of whichever features the app has.
  expect(header).toMatch(/<nav[^>]*><a href="\/\w+">/)
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
  [
    'that an account is personal',
    EVERYBODY,
    casey.profile.userPrincipalName,
    'Account Personal Microsoft account',
  ],
  ['nothing of a tenant to a customer', CUSTOMERS, robin.signInName, 'robin@adatum.example Session expires'],
])('home shows %s', async (_, settings, username, words) => {
  const app = await startSampleApp(settings)
  const browser = app.browser()
  await browser.signIn(username)
  expect(wordsOf(await (await browser.get('/')).text())).toContain(words)
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
  ['no language that there is', { 'accept-language': '<script>-u-ca-x' }, {}, /[AP]M UTC</],
])('times are the visitor’s own: %s', async (_, headers, cf, shown) => {
  const app = await startSampleApp()
  const browser = app.browser()
  await browser.signIn()
  const cookie = `__Host-entryway-session=${browser.sessionToken}`
  const init = { headers: { accept: 'text/html', cookie, ...headers }, cf } as RequestInit
  const page = await (await app.fetch('/', init)).text()
  expect(/<time[^>]*>([^<]*)<\/time>\)/.exec(page)?.[0]).toMatch(shown)
})
