// The header around the pages of the profile.
import { expect, test } from 'vitest'
import { answerApi } from './changed-answers.ts'
import { startSampleApp } from './sample-app.ts'

const headerOf = (page: string) => /<header>(.*?)<\/header>/s.exec(page)?.[1] ?? ''

test('the header of the profile has the navigation, the account and a way to sign out', async () => {
  const app = await startSampleApp()
  const browser = app.browser()
  await browser.signIn()
  const header = headerOf(await (await browser.get('/profile')).text())
  expect(header).toContain('<a href="/profile" aria-current="page"')
  expect(header).toContain('<bdi>Adele Vance</bdi>')
  expect(header).toMatch(/action="\/logout"><button[^>]*>Sign out/)
})

test('an error page behind a guard has the account too', async () => {
  const app = await startSampleApp()
  const browser = app.browser()
  await browser.signIn()
  answerApi(app, '/v1.0/me', () => new Response('', { status: 503 }))
  const failed = await browser.get('/profile')
  expect([failed.status, headerOf(await failed.text())]).toEqual([
    502,
    expect.stringContaining('Adele Vance'),
  ])
})
