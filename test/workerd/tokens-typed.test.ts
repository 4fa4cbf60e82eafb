import { expect, test } from 'vitest'
import { isKnownScope } from '../../src/tokens/scopes.ts'
import { startApp } from './app.ts'
import {
  ADELES,
  AZURE_DEVOPS_URL,
  atTokens,
  fillIn,
  formTokenOf,
  methodsOf,
  watchCalls,
  wordsOf,
} from './tokens.ts'
import tokensApp from './tokens-app.tsx'

const ID = ADELES(21)
const TYPED = { displayName: 'As typed', scope: 'vso.wiki', expiry: '60' }
const KEPT: Record<string, string[]> = {
  '/tokens/new': ['value="As typed"', 'value="vso.wiki" checked', 'value="60" checked'],
  [`/tokens/${ID}/edit`]: ['value="As typed"', 'value="vso.wiki" checked', 'value="60" checked'],
  [`/tokens/${ID}/rotate`]: ['value="60" checked'],
}
const FORMS = Object.keys(KEPT)

test.each(FORMS)('a session that ended before %s was sent costs nothing that was typed', async (path) => {
  const { app, browser } = await atTokens()
  const form = formTokenOf(await (await browser.get(path)).text())
  browser.cookies.delete('__Host-entryway-session')
  const calls = watchCalls(app)
  const response = await browser.post(path, { ...TYPED, form })
  const page = await response.text()
  expect([response.status, calls]).toEqual([401, []])
  for (const kept of KEPT[path] ?? []) expect(page).toContain(kept)
  expect(wordsOf(page)).toMatch(/You’re no longer signed in, so nothing was done\..*sign in there/)
  expect(page).not.toContain('contoso.example')
  app.intercept = () => null
  await browser.signIn()
  await browser.followToEntra(await browser.get('/tokens/confirm'))
  const again = await browser.post(path, { ...TYPED, form: formTokenOf(page) })
  expect([200, 303]).toContain(again.status)
})

test('a token that cannot be read just now keeps its form as it was typed, and no date is made up', async () => {
  const { app, browser } = await atTokens()
  watchCalls(app, () => new Response('', { status: 503 }))
  const response = await browser.post(`/tokens/${ID}/edit`, { ...TYPED, scope: 'vso.hooks', expiry: 'keep' })
  const page = await response.text()
  expect(response.status).toBe(422)
  expect(page).toContain('value="vso.hooks" checked')
  expect(page).toContain('value="keep" checked')
  expect(wordsOf(page)).toContain('Unchanged')
  expect(wordsOf(page)).not.toMatch(/Unchanged:/)
})

test.each([
  ['401', () => new Response('', { status: 401 }), true],
  ['203', () => new Response('<h1>', { status: 203 }), true],
  ['302', () => new Response('', { status: 302, headers: { location: '/' } }), true],
  ['403', () => new Response('', { status: 403 }), false],
])('%s at a form: the way to a fresh sign-in is offered: %s', async (_, answer, isOffered) => {
  const { app, browser } = await atTokens()
  for (const path of FORMS) {
    const form = formTokenOf(await (await browser.get(path)).text())
    watchCalls(app, answer)
    const page = await (await browser.post(path, { ...TYPED, form })).text()
    const link = /<a href="\/login\?return_to=%2Ftokens" target="_blank"/.test(page)
    expect([path, link]).toEqual([path, isOffered])
    app.intercept = () => null
  }
})

test('looking whether it was done all the same leaves the form open', async () => {
  const { app, browser } = await atTokens()
  const typed = await fillIn(browser)
  watchCalls(app, () => new Response('', { status: 503 }))
  const page = await (await browser.post('/tokens/new', typed)).text()
  expect(page).toMatch(/It may have been done anyway. <a href="\/tokens" target="_blank" rel="noopener">/)
})

test('no access token for the form is not told as if nobody were signed in', async () => {
  const { app, browser } = await atTokens()
  const typed = await fillIn(browser, { displayName: 'As typed' })
  for (const name of ['token_malformed', 'token_503', 'token_html'] as const) {
    const calls = watchCalls(app, () => new Response('', { status: 401 }))
    app.emulator.setFault(name)
    const response = await browser.post('/tokens/new', typed)
    const page = await response.text()
    expect([name, response.status, methodsOf(calls)]).toEqual([name, 422, 'POST'])
    expect(wordsOf(page)).toContain('You’re still signed in, and nothing was changed')
    expect(wordsOf(page)).not.toMatch(/you were not signed in/i)
    expect(page).toContain('value="As typed"')
    typed.set('form', formTokenOf(page))
  }
})

test('an organization that does not exist is told as that wherever a token is read, changed or revoked', async () => {
  const { app, browser } = await atTokens()
  app.restart({ AZURE_DEVOPS_URL: 'https://vssps.dev.azure.com/nowhere' })
  for (const path of ['', '/edit', '/rotate', '/revoke']) {
    const page = wordsOf(await (await browser.get(`/tokens/${ID}${path}`)).text())
    expect([path, page]).toEqual([path, expect.stringContaining('Organization not found')])
  }
  const revoked = await browser.post(`/tokens/${ID}/revoke`)
  expect([revoked.status, wordsOf(await revoked.text())]).toEqual([
    502,
    expect.stringContaining('Organization not found'),
  ])
})

test('a name that is far too long is cut where it is shown again', async () => {
  const { browser } = await atTokens()
  const page = await (
    await browser.post('/tokens/new', await fillIn(browser, { displayName: 'x'.repeat(60_000) }))
  ).text()
  expect(page).toContain('A name can have at most 255 characters.')
  expect(page).toMatch(/value="x{300}"/)
})

test('thousands of scopes without a session are not all shown again', async () => {
  const app = await startApp({ AZURE_DEVOPS_URL }, tokensApp)
  const form = new URLSearchParams(Array.from({ length: 5000 }, (_, index) => ['scope', index.toString(36)]))
  const response = await app.browser().post(`/tokens/${ID}/edit`, form)
  const boxes = [...(await response.text()).matchAll(/name="scope" value="([^"]*)"/g)].map(
    ([, name = '']) => name,
  )
  expect([response.status, boxes.filter((name) => !isKnownScope(name)).length]).toEqual([401, 200])
})

test('every scope there is can be chosen at once', async () => {
  const { browser } = await atTokens()
  const page = await (await browser.get('/tokens/new')).text()
  const scope = [...page.matchAll(/name="scope" value="([^"]*)"/g)].map(([, name = '']) => name)
  expect((await browser.post('/tokens/new', await fillIn(browser, { scope }))).status).toBe(200)
})
