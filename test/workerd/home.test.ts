// The home page of `src/home`; it goes when the page does.
import { expect, test } from 'vitest'
import { type Browser, SESSION_COOKIE } from './browser.ts'
import { startSampleApp } from './sample-app.ts'

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
  const app = await startSampleApp()
  const browser = app.browser()
  await browser.signIn()
  await browser.post('/logout', { everywhere: 'yes' })
  const back = (await browser.get('/callback')).headers.get('location') ?? ''
  expect(await (await browser.get(back)).text()).toContain(`You’re signed out of this app ${ON_EVERY_DEVICE}`)
  expect(await (await browser.get(back)).text()).toContain('You’re signed out.')
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
  const app = await startSampleApp()
  const browser = app.browser()
  await browser.signIn()
  // The browser never comes back from Entra.
  await browser.post('/logout', { everywhere: 'yes' })
  await browser.signIn()
  await later(browser)
  browser.cookies.delete(SESSION_COOKIE)
  expect(await (await browser.get('/?signed-out')).text()).toContain('You’re signed out.')
})

test('“Sign out on every device” leads to a page whose first choice that is', async () => {
  const app = await startSampleApp()
  const browser = app.browser()
  await browser.signIn()
  const [, href = ''] =
    /href="([^"]*)">Sign out on every device</.exec(await (await browser.get('/')).text()) ?? []
  const primary = /<button class="button primary"[^>]*>/.exec(await (await browser.get(href)).text())?.[0]
  expect(primary).toContain('name="everywhere"')
})

test('greets whoever is signed in, by user name when there is no other', async () => {
  const app = await startSampleApp()
  const browser = app.browser()
  await browser.signIn()
  expect(await (await browser.get('/')).text()).toContain('Welcome, <bdi>Adele Vance</bdi>')
})
