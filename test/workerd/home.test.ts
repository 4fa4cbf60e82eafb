// The home page of `src/home`; it goes when the page does.
import { expect, test } from 'vitest'
import { startSampleApp } from './sample-app.ts'

test('another account is offered to whoever is not signed in here, and may be at Microsoft', async () => {
  const app = await startSampleApp()
  expect(await (await app.browser().get('/')).text()).toMatch(
    /<form method="post" action="\/logout">.*name="next" value="choose_account"/s,
  )
})

test.each([
  ['/?signed-out', 'You’re signed out.'],
  ['/?signed-out&everywhere', 'You’re signed out of this app on every device. It can take up to two minutes'],
  ['/?signed-out=here', 'You’re signed out of this app. Microsoft couldn’t be reached'],
])('%s says what has become of the session', async (path, words) => {
  const app = await startSampleApp()
  expect(await (await app.browser().get(path)).text()).toContain(words)
  expect(await (await app.browser().get('/')).text()).not.toContain(words)
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
