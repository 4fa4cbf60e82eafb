import { expect, test } from 'vitest'
import { isKnownScope } from '../../src/tokens/pat-scope.ts'
import { startApp } from './app.ts'
import { ADELES, AZURE_DEVOPS_URL, atTokens, fillIn, methodsOf, watchCalls } from './tokens.ts'
import tokensApp from './tokens-app.tsx'

const EDIT = `/tokens/${ADELES(21)}/edit`

/** Scopes that no token has, as short as they can be. */
const manyScopes = (count: number) => Array.from({ length: count }, (_, index) => index.toString(36))
const checkBoxes = (page: string) =>
  [...page.matchAll(/name="scope" value="([^"]*)"/g)].map(([, name = '']) => name)

test('thousands of scopes without a session are not all shown again, and two hundred are', async () => {
  const app = await startApp({ AZURE_DEVOPS_URL }, tokensApp)
  const unknownOn = async (count: number) => {
    const form = new URLSearchParams(manyScopes(count).map((name) => ['scope', name]))
    const answer = await app.browser().post(EDIT, form)
    expect(answer.status).toBe(401)
    return checkBoxes(await answer.text()).filter((name) => !isKnownScope(name)).length
  }
  expect(await unknownOn(5000)).toBe(201)
  expect(await unknownOn(200)).toBe(200)
})

test('more than two hundred scopes are refused at the field, and every one there is is taken', async () => {
  const { app, browser } = await atTokens()
  const calls = watchCalls(app)
  const refused = await browser.post('/tokens/new', await fillIn(browser, { scope: manyScopes(201) }))
  expect(await refused.text()).toContain('A token can have at most 200 scopes.')
  expect(methodsOf(calls)).not.toContain('POST')
  const all = checkBoxes(await (await browser.get('/tokens/new')).text())
  expect(all.length).toBeGreaterThan(60)
  expect((await browser.post('/tokens/new', await fillIn(browser, { scope: all }))).status).toBe(200)
  expect(methodsOf(calls)).toContain('POST')
})
