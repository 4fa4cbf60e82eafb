import { expect, test } from 'vitest'
import { alex, contoso } from '../../emulator/seed.ts'
import { contosoSettings, signedIn, startApp, type TestApp } from './app.ts'
import type { Browser } from './browser.ts'

const PATH = '/logout/front-channel'

/** Two browsers' sessions; the second one is another person's. Gives the frame that Entra would open for the first. */
async function twoPeople(): Promise<{ app: TestApp; browser: Browser; other: Browser; frame: URL }> {
  const app = await startApp()
  const [browser, other] = [app.browser(), app.browser()]
  await browser.signIn()
  await other.signIn(alex.profile.userPrincipalName)
  const atEntra = await browser.entra.logout(`${contosoSettings.AUTHORITY}/oauth2/v2.0/logout`)
  return { app, browser, other, frame: atEntra.frontChannel[0] ?? new URL('missing:') }
}

/** As Entra's page opens it: no cookie, from another site. */
const openFrame = (app: TestApp, url: string, init: RequestInit = {}) =>
  app.fetch(url, {
    ...init,
    headers: {
      accept: 'text/html',
      'sec-fetch-site': 'cross-site',
      'sec-fetch-dest': 'iframe',
      ...init.headers,
    },
  })

const answerOf = async (response: Response) => ({
  status: response.status,
  headers: [...response.headers].sort(),
  body: await response.text(),
})

test.each([
  ['in this isolate at once', () => undefined],
  ['in another isolate', (app: TestApp) => app.restart()],
])('every session of that sid ends with no cookie, %s, and other people’s stay', async (_, start) => {
  const { app, browser, other, frame } = await twoPeople()
  start(app)
  const response = await openFrame(app, frame.href)
  expect(response.status).toBe(200)
  expect(app.lastLog('front_channel_sign_out')).toBeDefined()
  expect(await browser.home()).toContain('Sign in to continue')
  expect(await other.home()).toContain('Alex Wilber')
})

test('two sessions of one Entra session end together', async () => {
  const app = await startApp()
  const [one, two] = [app.browser(), app.browser()]
  const first = await one.entra.signIn((await one.startSignIn()).href, 'adele@contoso.example')
  const second = await one.entra.signIn((await two.startSignIn()).href, 'adele@contoso.example')
  await one.get(first.href)
  await two.get(second.href)
  expect(await app.kv.keys('session:')).toHaveLength(2)
  const { frontChannel } = await one.entra.logout(`${contosoSettings.AUTHORITY}/oauth2/v2.0/logout`)
  await openFrame(app, frontChannel[0]?.href ?? '')
  expect([await one.home(), await two.home()].every((page) => page.includes('Sign in to continue'))).toBe(
    true,
  )
})

const guid = '00000000-0000-4000-8000-000000000000'
test.each([
  ['unknown', `?sid=${guid}`, 1],
  ['missing', '', 0],
  ['doubled', `?sid=${guid}&sid=${guid}`, 0],
  ['with control characters', '?sid=12345678%00%0d%0a', 0],
  ['of no GUID’s form', '?sid=12345678-abcd', 0],
  ['a GUID in braces', `?sid={${guid}}`, 0],
])('a sid that is %s gets the answer that a known one gets, and ends nothing', async (_, query, puts) => {
  const { app, browser, other, frame } = await twoPeople()
  app.kv.operations.length = 0
  const answer = await answerOf(await openFrame(app, PATH + query))
  expect(app.kv.counts()).toEqual({ get: 0, put: puts, delete: 0, list: 0 })
  expect(await browser.home()).toContain('Adele Vance')
  expect(await other.home()).toContain('Alex Wilber')
  expect(answer).toEqual(await answerOf(await openFrame(app, frame.href)))
  expect(await browser.home()).toContain('Sign in to continue')
})

test.each([
  [
    'an issuer, which is not read',
    (url: URL) => `${url.href}&iss=https://evil.example/${contoso.id}/v2.0`,
    true,
  ],
  ['capitals', ({ href }: URL) => href.replace(/(?<=sid=).*/, (sid) => sid.toUpperCase()), true],
  ['its sid doubled', (url: URL) => `${url.href}&${url.searchParams}`, false],
])('a known sid with %s', async (_, change, ends) => {
  const { app, browser, frame } = await twoPeople()
  expect((await openFrame(app, change(frame))).status).toBe(200)
  expect((await browser.home()).includes('Sign in to continue')).toBe(ends)
})

test.each([
  ['a HEAD request', { method: 'HEAD' }, 204],
  ['a prefetch', { headers: { 'sec-purpose': 'prefetch' } }, 503],
])('%s ends nothing', async (_, init, status) => {
  const { app, browser, frame } = await twoPeople()
  app.kv.operations.length = 0
  expect((await openFrame(app, frame.href, init)).status).toBe(status)
  expect(app.kv.operations).toEqual([])
  expect(await browser.home()).toContain('Adele Vance')
})

/** Cloudflare's rate-limit binding, as the Worker has it in `env`. */
const limitOf = (limit: (about: { key: string }) => Promise<{ success: boolean }>) => ({ limit })
test.each([
  ['refuses', limitOf(async () => ({ success: false })), 429],
  ['allows', limitOf(async () => ({ success: true })), 200],
  ['fails', limitOf(() => Promise.reject(new Error('unavailable'))), 200],
  ['is not bound', undefined, 200],
])('where the rate limit %s', async (_, SIGN_OUT_LIMIT, status) => {
  const { app, browser } = await signedIn({ SIGN_OUT_LIMIT })
  const { frontChannel } = await browser.entra.logout(`${contosoSettings.AUTHORITY}/oauth2/v2.0/logout`)
  app.kv.operations.length = 0
  const response = await openFrame(app, frontChannel[0]?.href ?? '')
  const refused = status === 429
  expect([response.status, response.headers.get('retry-after')]).toEqual([status, refused ? '60' : null])
  expect(app.kv.counts()).toEqual({ get: 0, put: refused ? 0 : 1, delete: 0, list: 0 })
  expect(app.lastLog('rate_limited') !== undefined).toBe(refused)
  expect((await browser.home()).includes('Adele Vance')).toBe(refused)
})

test('the rate limit counts each address by itself', async () => {
  const keys: string[] = []
  const app = await startApp({
    SIGN_OUT_LIMIT: limitOf(async ({ key }) => ({ success: keys.push(key) > 0 })),
  })
  for (const address of ['192.0.2.1', '192.0.2.2', '192.0.2.1']) {
    await openFrame(app, `${PATH}?sid=${guid}`, { headers: { 'cf-connecting-ip': address } })
  }
  expect(new Set(keys).size).toBe(2)
})
