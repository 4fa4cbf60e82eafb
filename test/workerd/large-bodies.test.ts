import { expect, test } from 'vitest'
import { isKnownScope } from '../../src/tokens/pat-scope.ts'
import { ORIGIN, startApp, type TestApp } from './app.ts'
import { ADELES, AZURE_DEVOPS_URL, atTokens, fillIn, methodsOf, watchCalls } from './tokens.ts'

const MOST_BYTES = 64 * 1024
const CHUNK_BYTES = 8 * 1024
const ID = ADELES(21)
const EDIT = `/tokens/${ID}/edit`
const FORMS = [
  '/logout',
  '/profile/edit',
  '/tokens/new',
  EDIT,
  `/tokens/${ID}/rotate`,
  `/tokens/${ID}/revoke`,
]

/** A body that goes on for as long as it is read. */
function endless() {
  const read = { bytes: 0, isCancelled: false }
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        read.bytes += CHUNK_BYTES
        controller.enqueue(new Uint8Array(CHUNK_BYTES).fill(97))
      },
      cancel() {
        read.isCancelled = true
      },
    },
    { highWaterMark: 0 },
  )
  return { read, body }
}

function send(app: TestApp, path: string, body: BodyInit, headers: Record<string, string> = {}) {
  return app.fetch(path, {
    method: 'POST',
    body,
    headers: {
      accept: 'text/html',
      'content-type': 'application/x-www-form-urlencoded',
      origin: ORIGIN,
      ...headers,
    },
  })
}

test.each(FORMS)('60 MB announced at %s are read as far as the limit and refused', async (path) => {
  const app = await startApp({ AZURE_DEVOPS_URL })
  const { read, body } = endless()
  const refused = await send(app, path, body, { 'content-length': String(60 * 1024 * 1024) })
  expect([refused.status, app.lastLog('refusal')?.code, read.bytes]).toEqual([
    413,
    'too_large',
    MOST_BYTES + CHUNK_BYTES,
  ])
  expect(await refused.text()).toContain('larger than any form of this app, so nothing was done')
})

test.each([
  ['no length', {}],
  ['a length that is a lie', { 'content-length': '10' }],
  ['a length that is no number', { 'content-length': 'x' }],
])('a body without an end and with %s is read as far as the limit', async (_, headers) => {
  const app = await startApp()
  for (const path of ['/logout', '/profile/edit']) {
    const { read, body } = endless()
    const refused = await send(app, path, body, headers)
    expect([refused.status, app.lastLog('refusal')?.code]).toEqual([413, 'too_large'])
    expect([read.bytes, read.isCancelled]).toEqual([MOST_BYTES + CHUNK_BYTES, true])
  }
  expect([app.outbound, app.kv.operations]).toEqual([[], []])
})

test('a form that breaks off is refused, and no fault of the app', async () => {
  const app = await startApp()
  const body = new ReadableStream({ pull: (controller) => controller.error(new Error('gone')) })
  expect((await send(app, '/logout', body)).status).toBe(413)
  expect(app.lastLog('fault')).toBeUndefined()
})

test('a sign-out of a byte more than 64 KiB ends nothing, and one of 64 KiB does', async () => {
  const app = await startApp()
  const browser = app.browser()
  await browser.signIn()
  const form = (bytes: number) => ({ everywhere: 'yes', x: 'a'.repeat(bytes - 'everywhere=yes&x='.length) })
  expect((await browser.post('/logout', form(MOST_BYTES + 1))).status).toBe(413)
  expect(await app.kv.keys('session:')).toHaveLength(1)
  expect((await browser.post('/logout', form(MOST_BYTES))).status).toBe(303)
  expect(await app.kv.keys('session:')).toEqual([])
})

/** Scopes that no token has, as short as they can be. */
const manyScopes = (count: number) => Array.from({ length: count }, (_, index) => index.toString(36))
const checkBoxes = (page: string) =>
  [...page.matchAll(/name="scope" value="([^"]*)"/g)].map(([, name = '']) => name)

test('thousands of scopes without a session are not all shown again, and two hundred are', async () => {
  const app = await startApp({ AZURE_DEVOPS_URL })
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
  expect(await refused.text()).toContain('A token can have 200 scopes at most.')
  expect(methodsOf(calls)).not.toContain('POST')
  const all = checkBoxes(await (await browser.get('/tokens/new')).text())
  expect(all.length).toBeGreaterThan(60)
  expect((await browser.post('/tokens/new', await fillIn(browser, { scope: all }))).status).toBe(200)
  expect(methodsOf(calls)).toContain('POST')
})
