import { expect, test } from 'vitest'
import { adele, alex } from '../../emulator/seed.ts'
import { ORIGIN, signedIn } from './app.ts'
import { attemptCookie, encodeAttempt, readAttempt } from './attempt-cookie.ts'
import type { Browser } from './browser.ts'
import { isTokenRequest, watchTokenRequests } from './changed-answers.ts'
import { HOUR, stopClock } from './clock.ts'

const SCOPE = 'api://contoso-api/access_as_user'
const ENDPOINT = 'https://api.contoso.example/contoso-api/hello'

const atContoso = () => signedIn({ SCOPE, ENDPOINT })

test('an API other than Graph is asked for when it is called: consent on the way, and back to the page', async () => {
  const { app, browser } = await atContoso()
  const away = await browser.get('/call_api?x=1&y=2')
  expect(away.status).toBe(302)
  const authorize = new URL(away.headers.get('location') ?? '')
  expect(authorize.searchParams.get('scope')).toBe(`openid profile offline_access ${SCOPE}`)
  expect(authorize.searchParams.get('login_hint')).toBe(adele.profile.userPrincipalName)
  expect(authorize.searchParams.get('prompt')).toBeNull()
  expect(app.lastLog('consent_asked')).toMatchObject({ level: 'info', aadsts: 65001 })
  // Once, although the guard and the app's onError both see the error.
  expect(browser.attempts).toHaveLength(1)

  const back = await browser.followToEntra(away)
  expect([back.status, back.headers.get('location')]).toEqual([303, '/call_api?x=1&y=2'])
  const page = await browser.text('/call_api?x=1&y=2')
  expect(page).toContain('Hello, Adele')
  expect(app.outbound).toContain(`GET ${ENDPOINT}`)
})

test('each API gets its own token, out of one refresh token', async () => {
  const { app, browser } = await atContoso()
  const audiences: string[] = []
  app.intercept = ({ url, headers }) => {
    const [, claims = ''] = headers.get('authorization')?.split('.') ?? []
    if (claims !== '')
      audiences.push(
        `${new URL(url).host} ${JSON.parse(atob(claims.replaceAll('-', '+').replaceAll('_', '/'))).aud}`,
      )
    return null
  }
  await browser.followToEntra(await browser.get('/call_api'))
  await browser.get('/call_api')
  await browser.get('/profile')
  app.restart()
  app.outbound.length = 0
  await browser.get('/call_api')
  await browser.get('/profile')
  expect([...new Set(audiences)]).toEqual([
    'api.contoso.example api://contoso-api',
    'graph.microsoft.com https://graph.microsoft.com',
  ])
  expect(app.outbound.filter((line) => line.endsWith('/token'))).toEqual([])
})

test('until consent is given the session is what it was, and other pages go on', async () => {
  const { app, browser } = await atContoso()
  const [token, keys] = [browser.sessionToken, await app.kv.keys()]
  await browser.get('/call_api')
  expect([browser.sessionToken, await app.kv.keys()]).toEqual([token, keys])
  expect(await browser.text('/profile')).toContain('Retail Manager')
})

test.each([
  ['a script', { accept: 'application/json' }, 403],
  ['a prefetch', { 'sec-purpose': 'prefetch' }, 503],
])('%s that needs consent is sent nowhere, and starts no attempt', async (_, headers, status) => {
  const { app, browser } = await atContoso()
  const started = app.logs.filter(({ event }) => event === 'sign_in_started').length
  const response = await browser.get('/call_api', headers as Record<string, string>)
  expect([response.status, response.headers.get('location'), browser.attempts]).toEqual([status, null, []])
  expect(app.logs.filter(({ event }) => event === 'sign_in_started')).toHaveLength(started)
  expect(browser.sessionToken).toBeDefined()
})

test('whoever comes back from consent is the one whose session it is: another person gets their own', async () => {
  const { app, browser } = await atContoso()
  const away = (await browser.get('/call_api')).headers.get('location') ?? ''
  const callback = await app.browser().entra.signIn(away, alex.profile.userPrincipalName)
  await browser.get(callback.href)
  expect(await browser.text('/call_api')).toContain('Hello, Alex')
  expect(await browser.home()).toContain('Alex Wilber')
  expect(await app.kv.keys('session:')).toHaveLength(1)
})

test('a scope that SCOPE gains later is asked for, and its token serves the pages that need less', async () => {
  const { app, browser } = await signedIn()
  app.restart({ SCOPE: 'User.Read Mail.Read' })
  const away = await browser.get('/call_api')
  expect(new URL(away.headers.get('location') ?? '').searchParams.get('scope')).toMatch(
    / User\.Read Mail\.Read$/,
  )
  await browser.followToEntra(away)
  app.outbound.length = 0
  expect((await browser.get('/call_api')).status).toBe(200)
  expect((await browser.get('/profile')).status).toBe(200)
  expect(app.outbound.filter((line) => line.endsWith('/token'))).toEqual([])
})

test('a page that needs less is not refused because the guard asked for a scope without consent', async () => {
  const clock = stopClock()
  const { app, browser } = await signedIn({ SESSION_IDLE_MINUTES: '240' })
  await browser.followToEntra(await browser.get('/profile/edit'))
  const scopes: string[] = []
  app.intercept = async (request) => {
    if (!isTokenRequest(request)) return null
    const scope = String((await request.clone().formData()).get('scope'))
    scopes.push(scope.replace('openid profile offline_access ', ''))
    const refusal = { error: 'invalid_grant', suberror: 'consent_required', error_codes: [65001] }
    return scope.includes('ReadWrite') ? Response.json(refusal, { status: 400 }) : null
  }
  clock.pass(2 * HOUR)
  expect((await browser.get('/profile')).status).toBe(200)
  expect([scopes[0], scopes.at(-1)]).toEqual(['User.Read User.ReadWrite', 'User.Read'])
})

/** The links of an error page. */
const linksOf = (page: string) =>
  [...page.matchAll(/<a class="button[^"]*" href="([^"]*)">([^<]*)</g)].map(
    ([, href, label]) => `${label} ${href}`,
  )

async function decline(browser: Browser, path: string, referer?: string): Promise<string> {
  const asked = await browser.get(path, referer === undefined ? {} : { referer })
  const callback = await browser.entra.cancel(asked.headers.get('location') ?? '')
  return (await browser.get(callback.href)).text()
}

test.each([
  ['for more permissions', '/profile/edit?x=1'],
  ['to confirm who it is', '/power'],
])('a user who was asked %s and cancels is still signed in, and led back', async (_, path) => {
  const { browser } = await signedIn()
  const page = await decline(browser, path, `${ORIGIN}/profile?tab=2`)
  expect(page).toContain('You didn’t approve this')
  expect(page).toContain('You’re still signed in.')
  expect(linksOf(page)).toEqual(['Back /profile?tab=2', `Try again ${path}`])
  expect(await browser.text('/')).toContain('Adele Vance')
})

test.each([
  ['nobody knows from where', undefined],
  ['another site', 'https://evil.example/profile'],
  ['a URL that does not fit in the cookie', `${ORIGIN}/profile?${'x'.repeat(1990)}`],
])('opened from %s, the way back is the home page', async (_, referer) => {
  const { browser } = await signedIn()
  expect(linksOf(await decline(browser, '/profile/edit', referer))).toEqual([
    'Back /',
    'Try again /profile/edit',
  ])
})

test('a planted way back leads nowhere else', async () => {
  const { browser } = await signedIn()
  const asked = await browser.get('/profile/edit', { referer: `${ORIGIN}/profile` })
  const callback = await browser.entra.cancel(asked.headers.get('location') ?? '')
  const name = attemptCookie(callback)
  const back = 'https://evil.example/'
  browser.cookies.set(name, encodeAttempt({ ...readAttempt(browser, name), back }))
  expect(linksOf(await browser.text(callback.href))).toContain('Back /')
})

test('a user who has signed out meanwhile is not told to be signed in', async () => {
  const { app, browser } = await signedIn()
  const asked = await browser.get('/profile/edit', { referer: `${ORIGIN}/profile` })
  const callback = await browser.entra.cancel(asked.headers.get('location') ?? '')
  await browser.post('/logout')
  const page = await browser.text(callback.href)
  expect(app.lastLog('error')).toMatchObject({ code: 'consent_declined' })
  expect(page).not.toContain('still signed in')
  expect(linksOf(page)).toEqual(['Sign in again /login?return_to=%2Fprofile%2Fedit', 'Home /'])
})

test('Graph’s .default has a token of its own: pages that take turns renew nothing, and no request mixes the two', async () => {
  const { app, browser } = await signedIn({ SCOPE: 'https://graph.microsoft.com/.default' })
  const asked = watchTokenRequests(app)
  for (const path of ['/call_api', '/profile', '/call_api', '/profile', '/call_api']) {
    expect([path, (await browser.get(path)).status]).toEqual([path, 200])
  }
  expect(asked.map((form) => form.get('scope'))).toEqual([
    'openid profile offline_access https://graph.microsoft.com/.default',
  ])
})
