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
  ['on another host', `https://evil.example/${contoso.id}/v2.0`],
  ['with a slash at the end', `${ISSUER}/`],
  ['in capitals', ISSUER.toUpperCase()],
  ['that is empty', ''],
  ['that is a template', 'https://login.microsoftonline.com/{tenantid}/v2.0'],
])('an iss %s is refused, and the code is not redeemed', async (_, iss) => {
  const { app, browser, callback } = await atCallback()
  callback.searchParams.set('iss', iss)
  const outboundBefore = [...app.outbound]
  await expectRefused(app, browser, callback, mismatch)
  expect(app.outbound).toEqual(outboundBefore)
  expect(browser.attempts).toEqual([])
})

test('an iss that matches the attempt is accepted', async () => {
  const { app, browser, callback } = await atCallback()
  callback.searchParams.set('iss', ISSUER)
  await expectSignedIn(app, browser, callback)
})

test('a wrong iss is refused beside an error too', async () => {
  const { app, browser } = await visit()
  app.emulator.setFault('user_cancels')
  const callback = await browser.reachCallback()
  callback.searchParams.set('iss', 'https://evil.example/')
  await expectRefused(app, browser, callback, mismatch)
})

test.each([
  ['a tenant’s iss under an authority of many tenants is taken', contoso.id, true],
  ['a template’s iss under an authority of many tenants is refused', '{tenantid}', false],
  ['an iss with a replacement pattern for a tenant is refused', '$&', false],
])('%s', async (_, tenant, taken) => {
  const app = await startAppFor(`${PUBLIC}/common`)
  const browser = app.browser()
  const callback = await browser.reachCallback()
  callback.searchParams.set('iss', `${PUBLIC}/${tenant}/v2.0`)
  if (taken) await expectSignedIn(app, browser, callback)
  else await expectRefused(app, browser, callback, mismatch)
})

test('an attempt that was started at another issuer is refused, and the code is not redeemed', async () => {
  const { app, browser, callback } = await atCallback()
  const name = attemptCookie(callback)
  const issuer = `https://login.microsoftonline.com/${fabrikam.id}/v2.0`
  browser.cookies.set(name, encodeAttempt({ ...readAttempt(browser, name), issuer }))
  const outboundBefore = [...app.outbound]
  await expectRefused(app, browser, callback, { ...mismatch, reason: 'metadata' })
  expect(app.outbound).toEqual(outboundBefore)
})

test('metadata that has changed its issuer since the attempt began is refused', async () => {
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

test('an answer from which the promised iss was taken is refused, and the code is not redeemed', async () => {
  const app = await startAppWithPromise(true)
  const browser = app.browser()
  const callback = await browser.reachCallback()
  expect(callback.searchParams.has('iss')).toBe(false)
  const outboundBefore = [...app.outbound]
  await expectRefused(app, browser, callback, { ...mismatch, reason: 'no_iss' })
  expect(app.outbound).toEqual(outboundBefore)
  expect(browser.attempts).toEqual([])
})

test('a response with the promised iss is accepted', async () => {
  const app = await startAppWithPromise(true)
  const browser = app.browser()
  const callback = await browser.reachCallback()
  callback.searchParams.set('iss', ISSUER)
  await expectSignedIn(app, browser, callback)
})

test.each([false, null, 'true', undefined])(
  'an answer without iss is taken where %s is promised',
  async (promise) => {
    const app = await startAppWithPromise(promise)
    const browser = app.browser()
    await expectSignedIn(app, browser, await browser.reachCallback())
  },
)
