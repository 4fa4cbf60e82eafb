// Who may enter, with real people of every tenant: each refusal beside somebody who is let in the same way.
import { expect, test } from 'vitest'
import {
  type AppRegistration,
  adele,
  adeleInFabrikam,
  casey,
  contoso,
  entrywayCustomers,
  entrywayFabrikam,
  fabrikam,
  fourthCoffee,
  megan,
  type Person,
  personalAccounts,
  robin,
} from '../../emulator/seed.ts'
import { currentKeys } from '../../emulator/state/signing-keys.ts'
import { atCallback, startApp } from './app.ts'
import { answerElsewhere, CHINA, PUBLIC, reachCallback, startAppFor, US } from './careless-entra.ts'
import { forgeClaims, forgeIdTokens, sign } from './hostile-entra.ts'
import { type Expected, expectRefused, expectSignedIn, idTokenRefused } from './refused.ts'

const CUSTOMERS = `https://fourthcoffee.ciamlogin.com/${fourthCoffee.id}`

const tenantRefused: Expected = { status: 403, code: 'tenant_refused', reason: 'tid' }

/** `as`: the authority that lets the person in, where Entra does not look closely. */
type Try = { person: Person; allowed: string; as?: string; app?: AppRegistration }
type Row = [who: string, authority: string, refused: Try, accepted: Pick<Try, 'person' | 'allowed'>]

const rows: Row[] = [
  [
    'a tenant that is not listed, at organizations',
    `${PUBLIC}/organizations`,
    { person: megan, allowed: contoso.id },
    { person: adele, allowed: contoso.id },
  ],
  [
    'a tenant that is not listed, at common',
    `${PUBLIC}/common`,
    { person: adele, allowed: `${fabrikam.id} ${personalAccounts.id}` },
    { person: casey, allowed: `${fabrikam.id} ${personalAccounts.id}` },
  ],
  [
    'a personal account, at organizations',
    `${PUBLIC}/organizations`,
    { person: casey, allowed: '', as: `${PUBLIC}/common` },
    { person: adele, allowed: '' },
  ],
  [
    'a personal account, at organizations, although its tenant is listed',
    `${PUBLIC}/organizations`,
    { person: casey, allowed: `${personalAccounts.id} ${contoso.id}`, as: `${PUBLIC}/common` },
    { person: adele, allowed: `${personalAccounts.id} ${contoso.id}` },
  ],
  [
    'a guest, where their own organization is listed and the one they are a guest of is not',
    `${PUBLIC}/${fabrikam.id}`,
    { person: adeleInFabrikam, allowed: contoso.id, app: entrywayFabrikam },
    { person: adeleInFabrikam, allowed: fabrikam.id },
  ],
  [
    'somebody who is a guest of the listed organization, and signs in at their own',
    `${PUBLIC}/common`,
    { person: adele, allowed: fabrikam.id },
    { person: megan, allowed: fabrikam.id },
  ],
  [
    'a customer, where another tenant is listed',
    CUSTOMERS,
    { person: robin, allowed: contoso.id, app: entrywayCustomers },
    { person: robin, allowed: fourthCoffee.id },
  ],
]

test.each(rows)(
  '%s is turned away: the page names the tenant, and another account comes in from there',
  async (_, authority, refused, accepted) => {
    const { tenantId } = refused.person
    const app = await startAppFor(authority, { ALLOWED_TENANTS: refused.allowed }, refused.app)
    const elsewhere = answerElsewhere(app, authority, refused.as ?? authority)
    const browser = app.browser()
    const callback = await reachCallback(browser, '/login?return_to=/', refused.person, elsewhere)
    const page = await expectRefused(app, browser, callback, tenantRefused)
    expect(browser.attempts).toEqual([])
    expect(await app.kv.keys()).toEqual([])
    expect(page).toContain(`<dt>Tenant</dt><dd><code>${tenantId}`)
    expect(page.includes('(personal Microsoft accounts)')).toBe(tenantId === personalAccounts.id)
    expect(app.lastLog('error')?.tid).toBe(tenantId)

    const [, another = ''] = /href="([^"]*)">Choose another account</.exec(page) ?? []
    app.restart({ ALLOWED_TENANTS: accepted.allowed })
    const second = await reachCallback(browser, another, accepted.person, (url) => {
      expect(new URL(url).searchParams.get('prompt')).toBe('select_account')
      return elsewhere(url)
    })
    await expectSignedIn(app, browser, second)
    expect(await (await browser.get('/api/me')).json()).toMatchObject({
      user: { tenantId: accepted.person.tenantId },
    })
  },
)

test.each([
  ['an organization’s person, at consumers', 'consumers', adele, casey],
  ['another tenant’s person, where the tenant is named by its domain', contoso.domain, megan, adele],
  ['the home account of a guest, where the tenant is named', fabrikam.id, adele, megan],
])('%s is not believed, should Entra send them all the same', async (_, name, refused, accepted) => {
  const app = await startAppFor(`${PUBLIC}/${name}`)
  // Its metadata has the tenant's id where the authority has its domain.
  const path = name === contoso.domain ? contoso.id : name
  const elsewhere = answerElsewhere(app, `${PUBLIC}/${path}`, `${PUBLIC}/common`)
  const [visitor, browser] = [app.browser(), app.browser()]
  const callback = await reachCallback(visitor, '/login', refused, elsewhere)
  await expectRefused(app, visitor, callback, idTokenRefused('iss'))
  expect(await app.kv.keys()).toEqual([])
  await expectSignedIn(app, browser, await reachCallback(browser, '/login', accepted, elsewhere))
})

test('somebody who is signed in stays so when another account of theirs is turned away', async () => {
  const app = await startAppFor(`${PUBLIC}/organizations`, { ALLOWED_TENANTS: contoso.id })
  const browser = app.browser()
  await expectSignedIn(app, browser, await reachCallback(browser, '/login', adele))
  await expectRefused(app, browser, await reachCallback(browser, '/login', megan), tenantRefused)
  expect(await browser.home()).toContain('Welcome, <bdi>Adele Vance</bdi>')
})

const NAMED = `https://fourthcoffee.ciamlogin.com/${fourthCoffee.id}`
const CUSTOM = `https://login.fourthcoffee.example/${fourthCoffee.id}`

test.each([
  ['of the US cloud in the public one: rejected', PUBLIC, US, false],
  ['of the US cloud in the China one: rejected', CHINA, US, false],
  ['from another name of the same cloud: accepted', 'https://login.windows.net', PUBLIC, true],
])('an ID token %s', async (_, host, other, taken) => {
  const app = await startAppFor(`${host}/organizations`)
  const elsewhere = answerElsewhere(app, `${host}/organizations`, `${other}/organizations`)
  const browser = app.browser()
  const callback = await reachCallback(browser, '/login', megan, elsewhere)
  if (taken) return expectSignedIn(app, browser, callback)
  await expectRefused(app, browser, callback, idTokenRefused('key_cloud'))
})

test.each([
  ['under the tenant’s name: rejected', NAMED, `${NAMED}/v2.0`],
  ['under the custom URL domain: rejected', CUSTOM, `${CUSTOM}/v2.0`],
  ['under the tenant’s id: accepted', NAMED, null],
  ['under the tenant’s id at the custom URL domain: accepted', CUSTOM, null],
])('a customer’s issuer %s', async (_, authority, iss) => {
  const app = await startAppFor(authority, {}, entrywayCustomers)
  const browser = app.browser()
  const callback = await reachCallback(browser, '/login', robin)
  if (iss === null) return expectSignedIn(app, browser, callback)
  forgeClaims(app, (claims) => ({ ...claims, iss }))
  await expectRefused(app, browser, callback, idTokenRefused('iss'))
})

test('the key of the personal accounts vouches for them, and for no organization', async () => {
  const app = await startAppFor(`${PUBLIC}/common`)
  const [personalKey] = await currentKeys(app.emulator.state.keys, 'personal', Date.now())
  if (!personalKey) throw new Error('the emulator has no key for personal accounts')
  forgeIdTokens(app, ({ claims, header }) =>
    sign(claims, { ...header, kid: personalKey.kid }, personalKey.privateKey),
  )
  const [visitor, browser] = [app.browser(), app.browser()]
  const callback = await reachCallback(visitor, '/login', adele)
  await expectRefused(app, visitor, callback, idTokenRefused('key_issuer'))
  await expectSignedIn(app, browser, await reachCallback(browser, '/login', casey))
})

const issuerOf = (tenantId: string) => `${PUBLIC}/${tenantId}/v2.0`

test.each([
  ['whose issuer is another tenant’s', fabrikam.id, issuerOf(contoso.id), 'iss'],
  ['whose issuer is the template itself', contoso.id, issuerOf('{tenantid}'), 'iss'],
  ['with a replacement pattern for tenant', '$&', issuerOf('{tenantid}'), 'tid'],
])('rejects, under an authority of many tenants, an ID token %s', async (_, tid, iss, reason) => {
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

test.each([['not listed', fabrikam.id, false]])(
  'the authority’s own tenant is held to ALLOWED_TENANTS too: %s',
  async (_, allowed, enters) => {
    const { app, browser, callback } = await atCallback({ ALLOWED_TENANTS: allowed })
    const refusal = { status: 403, code: 'tenant_refused', reason: 'tid' } as const
    await (enters ? expectSignedIn(app, browser, callback) : expectRefused(app, browser, callback, refusal))
  },
)
