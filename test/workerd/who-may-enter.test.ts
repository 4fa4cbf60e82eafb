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
import { answerElsewhere, PUBLIC, reachCallback, startAppFor, US } from './careless-entra.ts'
import { type Expected, expectRefused, expectSignedIn, idTokenRefused } from './refused.ts'

const CUSTOMERS = `https://fourthcoffee.ciamlogin.com/${fourthCoffee.id}`
const BOTH = `${contoso.id}, ${fabrikam.id}`

const tenantRefused: Expected = { status: 403, code: 'tenant_refused', reason: 'tid' }
const tokenRefused: Expected = idTokenRefused('iss')

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
    'a tenant that is not listed, in another cloud',
    `${US}/organizations`,
    { person: megan, allowed: contoso.id },
    { person: adele, allowed: contoso.id },
  ],
  [
    'a personal account, where only organizations are listed',
    `${PUBLIC}/common`,
    { person: casey, allowed: BOTH },
    { person: megan, allowed: BOTH },
  ],
  [
    'a personal account, where only an organization is listed, at consumers',
    `${PUBLIC}/consumers`,
    { person: casey, allowed: contoso.id },
    { person: casey, allowed: '' },
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
  ['another tenant’s person, where the tenant is named by its id', contoso.id, megan, adele],
  ['another tenant’s person, where the tenant is named by its domain', contoso.domain, megan, adele],
  ['a personal account, where a tenant is named', contoso.id, casey, adele],
  ['the home account of a guest, where the tenant is named', fabrikam.id, adele, megan],
])('%s is not believed, should Entra send them all the same', async (_, name, refused, accepted) => {
  const app = await startAppFor(`${PUBLIC}/${name}`)
  // Its metadata has the tenant's id where the authority has its domain.
  const path = name === contoso.domain ? contoso.id : name
  const elsewhere = answerElsewhere(app, `${PUBLIC}/${path}`, `${PUBLIC}/common`)
  const [visitor, browser] = [app.browser(), app.browser()]
  const callback = await reachCallback(visitor, '/login', refused, elsewhere)
  await expectRefused(app, visitor, callback, tokenRefused)
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
