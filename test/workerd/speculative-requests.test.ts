import { expect, test } from 'vitest'
import { atCallback, startApp } from './app.ts'
import { expectSignedIn } from './refused.ts'

const SPECULATIVE = [
  ['a mail scanner’s HEAD', { method: 'HEAD' }, 204],
  ['a browser’s prefetch', { headers: { accept: 'text/html', 'sec-purpose': 'prefetch' } }, 503],
  ['an older browser’s prefetch', { headers: { accept: 'text/html', purpose: 'prefetch' } }, 503],
  ['an older Firefox’s prefetch', { headers: { accept: 'text/html', 'x-moz': 'prefetch' } }, 503],
  ['Safari’s preview', { headers: { accept: 'text/html', 'x-purpose': 'preview' } }, 503],
] as const

test.each(SPECULATIVE)('%s of /login starts nothing', async (_, init, status) => {
  const app = await startApp()
  const response = await app.fetch('/login', init)
  expect(response.status).toBe(status)
  expect(await response.text()).toBe('')
  expect(response.headers.get('location')).toBeNull()
  expect(response.headers.getSetCookie()).toEqual([])
  expect(app.outbound).toEqual([])
  expect(app.logs).toEqual([])
})

test.each(SPECULATIVE)(
  '%s of the callback redeems nothing, and the person’s click does',
  async (_, init, status) => {
    const { app, browser, callback } = await atCallback()
    const [name = '', value] = [...browser.cookies][0] ?? []
    const outboundBefore = [...app.outbound]

    const cookie = `${name}=${value}`
    const response = await app.fetch(callback.href, {
      ...init,
      headers: { ...('headers' in init && init.headers), cookie },
    })
    expect(response.status).toBe(status)
    expect(response.headers.get('location')).toBeNull()
    expect(response.headers.getSetCookie()).toEqual([])
    expect(app.outbound).toEqual(outboundBefore)
    expect(app.kv.operations).toEqual([])

    await expectSignedIn(app, browser, callback)
  },
)
