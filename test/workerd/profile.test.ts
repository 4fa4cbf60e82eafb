import { expect, test } from 'vitest'
import { answerApi } from './changed-answers.ts'
import { signedInAtSample } from './sample-app.ts'

const LONG = 'x'.repeat(100_000)

const HOSTILE_PROFILE = {
  displayName: '<script>alert(1)</script>',
  jobTitle: '\u202eregnaD',
  mail: 'a@b"><img src=x onerror=alert(1)>',
  officeLocation: LONG,
  businessPhones: ['<b>1</b>', ['nested'], null],
  mobilePhone: { toString: '<i>' },
  preferredLanguage: '',
  '<img src=x onerror=alert(1)>': '<u>',
  [LONG]: 'long',
  '@odata.context': 'hidden',
  constructor: 'a constructor',
}

test('a hostile profile is shown as text, isolated and cut', async () => {
  const { app, browser } = await signedInAtSample()
  answerApi(app, '/v1.0/me', () => Response.json(HOSTILE_PROFILE))
  const response = await browser.get('/profile')
  const page = await response.text()
  const table = page.slice(page.indexOf('<tbody>'), page.indexOf('</tbody>'))
  expect(response.status).toBe(200)
  expect(page).not.toMatch(/<script|<img src=x|<b>|<i>|<u>|onerror=alert\(1\)>/)
  expect(table).toContain('<bdi>&lt;script&gt;alert(1)&lt;/script&gt;</bdi>')
  expect(table).toContain('<bdi>\u202eregnaD</bdi>')
  expect(table).toContain('<bdi>&lt;b&gt;1&lt;/b&gt;, nested, —</bdi>')
  expect(table).toContain(`<bdi>${LONG.slice(0, 300)}…</bdi>`)
  expect(table).toContain(`<th scope="row">${LONG.slice(0, 300)}…</th>`)
  expect(table).toContain('<th scope="row">constructor</th>')
  expect(table).not.toContain('@odata')
  expect(table.length).toBeLessThan(5000)
})

test('a profile named __proto__ adds nothing to any object', async () => {
  const { app, browser } = await signedInAtSample()
  answerApi(app, '/v1.0/me', () => new Response('{"__proto__":{"displayName":"Mallory"},"jobTitle":"x"}'))
  const page = await browser.text('/profile')
  expect(page).not.toContain('<th scope="row">Name</th>')
  expect('displayName' in {}).toBe(false)
})

const headerOf = (page: string) => /<header>(.*?)<\/header>/s.exec(page)?.[1] ?? ''

test('the header of the profile has the navigation, the account and a way to sign out', async () => {
  const { browser } = await signedInAtSample()
  const header = headerOf(await browser.text('/profile'))
  expect(header).toContain('<a href="/profile" aria-current="page"')
  expect(header).toContain('<bdi>Adele Vance</bdi>')
  expect(header).toMatch(/action="\/logout"><button[^>]*>Sign out/)
})

test('an error page behind a guard has the account too', async () => {
  const { app, browser } = await signedInAtSample()
  answerApi(app, '/v1.0/me', () => new Response('', { status: 503 }))
  const failed = await browser.get('/profile')
  expect([failed.status, headerOf(await failed.text())]).toEqual([
    502,
    expect.stringContaining('Adele Vance'),
  ])
})
