import { expect, test } from 'vitest'
import { contoso, fabrikam } from '../../emulator/seed.ts'
import { atCallback, startApp, visit } from './app.ts'
import { attemptCookie, encodeAttempt, readAttempt } from './attempt-cookie.ts'
import { PUBLIC, startAppFor } from './careless-entra.ts'
import { changeDocument } from './hostile-entra.ts'
import { expectRefused, expectSignedIn } from './refused.ts'

const ISSUER = `https://login.microsoftonline.com/${contoso.id}/v2.0`
const mismatch = { status: 400, code: 'issuer_mismatch' } as const

test.each([
  ['of another tenant', `https://login.microsoftonline.com/${fabrikam.id}/v2.0`],
  ['with a slash at the end', `${ISSUER}/`],
  ['that is empty', ''],
  ['that is a template', 'https://login.microsoftonline.com/{tenantid}/v2.0'],
])('rejects an iss %s, and redeems no code', async (_, iss) => {
  const { app, browser, callback } = await atCallback()
  callback.searchParams.set('iss', iss)
  const outboundBefore = [...app.outbound]
  await expectRefused(app, browser, callback, mismatch)
  expect(app.outbound).toEqual(outboundBefore)
  expect(browser.attempts).toEqual([])
})

test('rejects a wrong iss beside an error too', async () => {
  const { app, browser } = await visit()
  app.emulator.setFault('user_cancels')
  const callback = await browser.reachCallback()
  callback.searchParams.set('iss', 'https://evil.example/')
  await expectRefused(app, browser, callback, mismatch)
})

test.each([
  ['accepts a tenant’s iss under an authority of many tenants', contoso.id, true],
  ['rejects a template’s iss under an authority of many tenants', '{tenantid}', false],
  ['rejects an iss with a replacement pattern for a tenant', '$&', false],
])('%s', async (_, tenant, taken) => {
  const app = await startAppFor(`${PUBLIC}/common`)
  const browser = app.browser()
  const callback = await browser.reachCallback()
  callback.searchParams.set('iss', `${PUBLIC}/${tenant}/v2.0`)
  if (taken) await expectSignedIn(app, browser, callback)
  else await expectRefused(app, browser, callback, mismatch)
})

test('rejects an attempt that was started at another issuer, and redeems no code', async () => {
  const { app, browser, callback } = await atCallback()
  const name = attemptCookie(callback)
  const issuer = `https://login.microsoftonline.com/${fabrikam.id}/v2.0`
  browser.cookies.set(name, encodeAttempt({ ...readAttempt(browser, name), issuer }))
  const outboundBefore = [...app.outbound]
  await expectRefused(app, browser, callback, { ...mismatch, reason: 'metadata' })
  expect(app.outbound).toEqual(outboundBefore)
})

test('rejects metadata that has changed its issuer since the attempt began', async () => {
  const { app, browser, callback } = await atCallback({
    AUTHORITY: `https://login.microsoftonline.com/${contoso.domain}`,
  })
  app.restart()
  changeDocument(app, '/openid-configuration', (real) => ({
    ...real,
    issuer: `https://login.microsoftonline.com/${fabrikam.id}/v2.0`,
  }))
  await expectRefused(app, browser, callback, { ...mismatch, reason: 'metadata' })
  expect(app.outbound.filter((line) => line.startsWith('POST'))).toEqual([])
})

/** An Entra whose metadata promises to name the issuer, in this way. */
async function startAppWithPromise(promise: unknown) {
  const app = await startApp()
  changeDocument(app, '/openid-configuration', (real) => ({
    ...real,
    authorization_response_iss_parameter_supported: promise,
  }))
  return app
}

test('rejects an answer without the promised iss, and redeems no code', async () => {
  const app = await startAppWithPromise(true)
  const browser = app.browser()
  const callback = await browser.reachCallback()
  expect(callback.searchParams.has('iss')).toBe(false)
  const outboundBefore = [...app.outbound]
  await expectRefused(app, browser, callback, { ...mismatch, reason: 'no_iss' })
  expect(app.outbound).toEqual(outboundBefore)
  expect(browser.attempts).toEqual([])
})

test('accepts a response with the promised iss', async () => {
  const app = await startAppWithPromise(true)
  const browser = app.browser()
  const callback = await browser.reachCallback()
  callback.searchParams.set('iss', ISSUER)
  await expectSignedIn(app, browser, callback)
})

test.each([false, null, 'true', undefined])(
  'accepts an answer without iss where %s is promised',
  async (promise) => {
    const app = await startAppWithPromise(promise)
    const browser = app.browser()
    await expectSignedIn(app, browser, await browser.reachCallback())
  },
)
