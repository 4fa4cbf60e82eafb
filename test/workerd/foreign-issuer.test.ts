// Tokens that are Entra's own, of another cloud, of another host, or signed by a key for others.
import { test } from 'vitest'
import { adele, casey, contoso, entrywayCustomers, fourthCoffee, megan, robin } from '../../emulator/seed.ts'
import { currentKeys } from '../../emulator/state/signing-keys.ts'
import { answerElsewhere, CHINA, PUBLIC, reachCallback, startAppFor, US } from './careless-entra.ts'
import { forgeClaims, forgeIdTokens, sign } from './hostile-entra.ts'
import { type Expected, expectRefused, expectSignedIn, idTokenRefused } from './refused.ts'

const NAMED = `https://fourthcoffee.ciamlogin.com/${fourthCoffee.id}`
const CUSTOM = `https://login.fourthcoffee.example/${fourthCoffee.id}`

const tokenRefused = (reason: string): Expected => idTokenRefused(reason)

test.each([
  ['of the public cloud in the US one is refused', US, PUBLIC, false],
  ['of the US cloud in the public one is refused', PUBLIC, US, false],
  ['of the US cloud in the China one is refused', CHINA, US, false],
  ['from another name of the same cloud is taken', 'https://login.windows.net', PUBLIC, true],
  ['from another name of the China cloud is taken', 'https://login.chinacloudapi.cn', CHINA, true],
])('an ID token %s', async (_, host, other, taken) => {
  const app = await startAppFor(`${host}/organizations`)
  const elsewhere = answerElsewhere(app, `${host}/organizations`, `${other}/organizations`)
  const browser = app.browser()
  const callback = await reachCallback(browser, '/login', megan, elsewhere)
  if (taken) return expectSignedIn(app, browser, callback)
  await expectRefused(app, browser, callback, tokenRefused('key_cloud'))
})

test.each([
  ['under the tenant’s name is refused', NAMED, `${NAMED}/v2.0`],
  ['under the custom URL domain is refused', CUSTOM, `${CUSTOM}/v2.0`],
  ['under the host of organizations is refused', NAMED, `${PUBLIC}/${fourthCoffee.id}/v2.0`],
  ['of another tenant is refused', NAMED, `https://${fourthCoffee.id}.ciamlogin.com/${contoso.id}/v2.0`],
  ['under the tenant’s id is taken', NAMED, null],
  ['under the tenant’s id is taken at the custom URL domain', CUSTOM, null],
])('a customer’s issuer %s', async (_, authority, iss) => {
  const app = await startAppFor(authority, {}, entrywayCustomers)
  const browser = app.browser()
  const callback = await reachCallback(browser, '/login', robin)
  if (iss === null) return expectSignedIn(app, browser, callback)
  forgeClaims(app, (claims) => ({ ...claims, iss }))
  await expectRefused(app, browser, callback, tokenRefused('iss'))
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
  await expectRefused(app, visitor, callback, tokenRefused('key_issuer'))
  await expectSignedIn(app, browser, await reachCallback(browser, '/login', casey))
})
