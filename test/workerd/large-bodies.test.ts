import { expect, test } from 'vitest'
import { ORIGIN, signedIn, startApp, type TestApp } from './app.ts'

const MAX_BYTES = 64 * 1024
const CHUNK_BYTES = 8 * 1024
const FORMS = ['/logout', '/profile/edit', '/no-such-page']

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

test.each(FORMS)('rejects 60 MB announced at %s before a byte is read', async (path) => {
  const app = await startApp()
  const { read, body } = endless()
  const refused = await send(app, path, body, { 'content-length': String(60 * 1024 * 1024) })
  expect([refused.status, app.lastLog('error')?.code, read.bytes]).toEqual([413, 'too_large', 0])
  expect(await refused.text()).toContain('Nothing was saved, because the request is larger')
})

test.each([
  ['no length', {}],
  ['a length that is a lie', { 'content-length': '10' }],
])('a body without an end and with %s is read as far as the limit', async (_, headers) => {
  const app = await startApp()
  for (const path of ['/logout', '/profile/edit']) {
    const { read, body } = endless()
    const refused = await send(app, path, body, headers)
    expect([refused.status, app.lastLog('error')?.code]).toEqual([413, 'too_large'])
    expect([read.bytes, read.isCancelled]).toEqual([MAX_BYTES + CHUNK_BYTES, true])
  }
  expect([app.outbound, app.kv.operations]).toEqual([[], []])
})

test('rejects a form that breaks off, and logs no bug', async () => {
  const app = await startApp()
  const body = new ReadableStream({ pull: (controller) => controller.error(new Error('gone')) })
  expect((await send(app, '/logout', body)).status).toBe(413)
  expect(app.lastLog('exception')).toBeUndefined()
})

test('a sign-out of a byte more than 64 KiB ends nothing, and one of 64 KiB does', async () => {
  const { app, browser } = await signedIn()
  const form = (bytes: number) => ({ everywhere: 'yes', x: 'a'.repeat(bytes - 'everywhere=yes&x='.length) })
  expect((await browser.post('/logout', form(MAX_BYTES + 1))).status).toBe(413)
  expect(await app.kv.keys('session:')).toHaveLength(1)
  expect((await browser.post('/logout', form(MAX_BYTES))).status).toBe(200)
  expect(await app.kv.keys('session:')).toEqual([])
})
