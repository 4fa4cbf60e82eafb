import { expect, test, vi } from 'vitest'
import { ORIGIN, signedIn, startApp } from './app.ts'

const ELSEWHERE = [
  ['http', 'http://entryway.example'],
  ['a preview', 'https://1a2b3c4d-entryway.adele.workers.dev'],
  ['another port', 'https://entryway.example:8443'],
] as const

test.each(ELSEWHERE)(
  'a page at %s is redirected to the same page at the app’s own origin',
  async (_, origin) => {
    const app = await startApp()
    for (const path of [
      '/',
      '/profile?a=1&b=%2F',
      '/login?return_to=/profile',
      '/callback?code=x&state=y',
      '//evil.example/',
    ]) {
      for (const method of ['GET', 'HEAD']) {
        const response = await app.fetch(origin + path, { method, headers: { accept: 'text/html' } })
        expect([response.status, response.headers.get('location')]).toEqual([302, ORIGIN + path])
        expect(response.headers.getSetCookie()).toEqual([])
        expect(response.headers.get('cache-control')).toBe('no-store')
      }
    }
    expect([app.kv.operations, app.outbound]).toEqual([[], []])
  },
)

test.each(ELSEWHERE)('rejects a form sent to %s, whatever its headers say', async (_, origin) => {
  const { browser } = await signedIn()
  for (const from of [origin, ORIGIN]) {
    const headers = { origin: from, 'x-forwarded-host': 'entryway.example', 'x-forwarded-proto': 'https' }
    const response = await browser.post(`${origin}/logout`, {}, headers)
    expect(response.status).toBe(403)
    expect(await response.text()).toContain('This request was sent to the wrong URL')
  }
  expect((await browser.get('/api/me')).status).toBe(200)
  expect((await browser.post('/logout')).status).toBe(200)
})

test('127.0.0.1 leads to localhost, with the deep link, and the terminal says so', async () => {
  const warned = vi.spyOn(console, 'warn').mockReturnValue()
  const app = await startApp({
    AUTHORITY: 'http://localhost:8788/c0c0c0c0-0000-4000-8000-000000000001',
    REDIRECT_URI: 'http://localhost:8787/getAToken',
  })
  const response = await app.fetch('http://127.0.0.1:8787/call_api?x=1', { headers: { accept: 'text/html' } })
  expect(response.headers.get('location')).toBe('http://localhost:8787/call_api?x=1')
  expect(warned).toHaveBeenCalledWith(
    expect.stringMatching(
      /^Redirected to http:\/\/localhost:8787, .*REDIRECT_URI.* http:\/\/127\.0\.0\.1:8787\.$/,
    ),
  )
})
