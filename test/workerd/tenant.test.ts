import { expect, test } from 'vitest'
import { contoso, fabrikam } from '../../emulator/seed.ts'
import { contosoSettings, startApp } from './app.ts'
import { forgeClaims } from './hostile-entra.ts'
import { issuerOf, PERSONAL_ACCOUNTS, startAppAt } from './many-tenants.ts'
import { expectRefused, expectSignedIn } from './refused.ts'

const BOTH = `${contoso.id}, ${fabrikam.id}`

test.each([
  ['any organization enters at common', 'common', fabrikam.id, '', true],
  ['a personal account enters at common', 'common', PERSONAL_ACCOUNTS, '', true],
  ['any organization enters at organizations', 'organizations', fabrikam.id, '', true],
  ['a personal account is turned away at organizations', 'organizations', PERSONAL_ACCOUNTS, '', false],
  [
    'a personal account is turned away at organizations even when its tenant is listed',
    'organizations',
    PERSONAL_ACCOUNTS,
    PERSONAL_ACCOUNTS,
    false,
  ],
  ['a personal account enters at consumers', 'consumers', PERSONAL_ACCOUNTS, '', true],
  ['a tenant that ALLOWED_TENANTS lists enters', 'common', fabrikam.id, BOTH, true],
  ['a tenant listed in capitals enters', 'common', fabrikam.id, fabrikam.id.toUpperCase(), true],
  ['a tenant that ALLOWED_TENANTS does not list is turned away', 'common', fabrikam.id, contoso.id, false],
  [
    'a personal account is turned away where only tenants are listed',
    'common',
    PERSONAL_ACCOUNTS,
    BOTH,
    false,
  ],
] as const)('%s', async (_, authority, tid, allowed, enters) => {
  const app = await startAppAt(authority, { ALLOWED_TENANTS: allowed })
  const browser = app.browser()
  const callback = await browser.reachCallback()
  forgeClaims(app, (claims) => ({ ...claims, tid, iss: issuerOf(tid) }))
  if (enters) return expectSignedIn(app, browser, callback)

  const page = await expectRefused(app, browser, callback, {
    status: 403,
    code: 'tenant_refused',
    reason: 'tid',
  })
  expect(page).toContain('>Choose another account<')
  expect(page).toContain(tid)
  expect(page.includes('(personal Microsoft accounts)')).toBe(tid === PERSONAL_ACCOUNTS)
  expect(app.lastLog('refusal')?.tid).toBe(tid)
})

test.each([
  ['whose issuer is another tenant’s is refused', fabrikam.id, issuerOf(contoso.id), 'iss'],
  ['whose issuer is the template itself is refused', contoso.id, issuerOf('{tenantid}'), 'iss'],
  ['with a replacement pattern for tenant is refused', '$&', issuerOf('{tenantid}'), 'tid'],
  ['with a path for tenant is refused', `${contoso.id}/v2.0/..`, issuerOf(`${contoso.id}/v2.0/..`), 'tid'],
])('under an authority of many tenants an ID token %s', async (_, tid, iss, reason) => {
  const app = await startAppAt('common')
  const browser = app.browser()
  const callback = await browser.reachCallback()
  forgeClaims(app, (claims) => ({ ...claims, tid, iss }))
  await expectRefused(app, browser, callback, { status: 502, code: 'id_token_refused', reason })
})

test('an organization’s ID token is refused at consumers', async () => {
  const app = await startAppAt('consumers')
  const browser = app.browser()
  await expectRefused(app, browser, await browser.reachCallback(), {
    status: 502,
    code: 'id_token_refused',
    reason: 'iss',
  })
})

test.each([
  ['by its id', contoso.id],
  ['by its domain', contoso.domain],
])('an authority that names its tenant %s takes its people, and no other tid', async (_, name) => {
  const app = await startApp({ AUTHORITY: `https://login.microsoftonline.com/${name}` })
  const visitor = app.browser()
  const forged = await visitor.reachCallback()
  forgeClaims(app, (claims) => ({ ...claims, tid: fabrikam.id }))
  await expectRefused(app, visitor, forged, { status: 502, code: 'id_token_refused', reason: 'tid' })
  app.intercept = () => null
  const browser = app.browser()
  await expectSignedIn(app, browser, await browser.reachCallback())
})

test.each([
  ['listed', BOTH, true],
  ['not listed', fabrikam.id, false],
])('the authority’s own tenant is held to ALLOWED_TENANTS too: %s', async (_, allowed, enters) => {
  const app = await startApp({ ALLOWED_TENANTS: allowed })
  const browser = app.browser()
  const callback = await browser.reachCallback()
  const refusal = { status: 403, code: 'tenant_refused', reason: 'tid' } as const
  await (enters ? expectSignedIn(app, browser, callback) : expectRefused(app, browser, callback, refusal))
})

test('customers sign in at an External ID host, whose issuer has the tenant for a name', async () => {
  const app = await startApp({
    ...contosoSettings,
    AUTHORITY: `https://contoso.ciamlogin.com/${contoso.id}`,
  })
  const browser = app.browser()
  await expectSignedIn(app, browser, await browser.reachCallback())
})
