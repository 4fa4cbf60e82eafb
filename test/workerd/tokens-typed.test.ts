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
  const form = formTokenOf(await browser.text(path))
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

test('thousands of scopes without a session are not all shown again', async () => {
  const app = await startApp({ AZURE_DEVOPS_URL }, tokensApp)
  const form = new URLSearchParams(Array.from({ length: 5000 }, (_, index) => ['scope', index.toString(36)]))
  const response = await app.browser().post(`/tokens/${ID}/edit`, form)
  const boxes = [...(await response.text()).matchAll(/name="scope" value="([^"]*)"/g)].map(
    ([, name = '']) => name,
  )
  expect([response.status, boxes.filter((name) => !isKnownScope(name)).length]).toEqual([401, 200])
})
