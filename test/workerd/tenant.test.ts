import { test } from 'vitest'
import { contoso, fabrikam, megan } from '../../emulator/seed.ts'
import { atCallback, startApp } from './app.ts'
import { PUBLIC, reachCallback, startAppFor } from './careless-entra.ts'
import { forgeClaims } from './hostile-entra.ts'
import { expectRefused, expectSignedIn, idTokenRefused } from './refused.ts'

const BOTH = `${contoso.id}, ${fabrikam.id}`

const issuerOf = (tenantId: string) => `${PUBLIC}/${tenantId}/v2.0`

test.each([
  ['lists alone', fabrikam.id],
  ['lists in capitals', fabrikam.id.toUpperCase()],
  ['lists among others', BOTH],
])('a tenant that ALLOWED_TENANTS %s enters', async (_, allowed) => {
  const app = await startAppFor(`${PUBLIC}/common`, { ALLOWED_TENANTS: allowed })
  const browser = app.browser()
  await expectSignedIn(app, browser, await reachCallback(browser, '/login', megan))
})

test.each([
  ['whose issuer is another tenant’s is refused', fabrikam.id, issuerOf(contoso.id), 'iss'],
  ['whose issuer is the template itself is refused', contoso.id, issuerOf('{tenantid}'), 'iss'],
  ['with a replacement pattern for tenant is refused', '$&', issuerOf('{tenantid}'), 'tid'],
  ['with a path for tenant is refused', `${contoso.id}/v2.0/..`, issuerOf(`${contoso.id}/v2.0/..`), 'tid'],
])('under an authority of many tenants an ID token %s', async (_, tid, iss, reason) => {
  const app = await startAppFor(`${PUBLIC}/common`)
  const browser = app.browser()
  const callback = await browser.reachCallback()
  forgeClaims(app, (claims) => ({ ...claims, tid, iss }))
  await expectRefused(app, browser, callback, idTokenRefused(reason))
})

test.each([
  ['by its id', contoso.id],
  ['by its domain', contoso.domain],
])('an authority that names its tenant %s takes its people, and no other tid', async (_, name) => {
  const app = await startApp({ AUTHORITY: `https://login.microsoftonline.com/${name}` })
  const visitor = app.browser()
  const forged = await visitor.reachCallback()
  forgeClaims(app, (claims) => ({ ...claims, tid: fabrikam.id }))
  await expectRefused(app, visitor, forged, idTokenRefused('tid'))
  app.intercept = () => null
  const browser = app.browser()
  await expectSignedIn(app, browser, await browser.reachCallback())
})

test.each([
  ['listed', BOTH, true],
  ['not listed', fabrikam.id, false],
])('the authority’s own tenant is held to ALLOWED_TENANTS too: %s', async (_, allowed, enters) => {
  const { app, browser, callback } = await atCallback({ ALLOWED_TENANTS: allowed })
  const refusal = { status: 403, code: 'tenant_refused', reason: 'tid' } as const
  await (enters ? expectSignedIn(app, browser, callback) : expectRefused(app, browser, callback, refusal))
})
