import { expect, test } from 'vitest'
import { adele, alex } from '../../emulator/seed.ts'
import { signedIn, visit } from './app.ts'
import { changeTokenAnswers } from './changed-answers.ts'
import { HOUR, MINUTE, stopClock } from './clock.ts'

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

  const back = await browser.followToEntra(away)
  expect([back.status, back.headers.get('location')]).toEqual([303, '/call_api?x=1&y=2'])
  const page = await (await browser.get('/call_api?x=1&y=2')).text()
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
  expect(await (await browser.get('/profile')).text()).toContain('Retail Manager')
})

test('a declined consent is a page, and the session stays', async () => {
  const { app, browser } = await atContoso()
  const away = await browser.get('/call_api')
  const declined = await browser.get((await browser.entra.cancel(away.headers.get('location') ?? '')).href)
  expect([declined.status, app.lastLog('error')?.code]).toEqual([403, 'consent_declined'])
  expect(await browser.home()).toContain('Adele Vance')
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

test('a script that needs consent is told so, not that nobody is signed in', async () => {
  const { app, browser } = await atContoso()
  const response = await browser.get('/call_api', { accept: 'application/json' })
  expect([response.status, await response.json()]).toEqual([
    403,
    {
      error: 'consent_needed',
      message: 'The app needs your permission',
      correlation_id: app.lastLog('error')?.correlationId,
    },
  ])
})

test('whoever comes back from consent is the one whose session it is: another person gets their own', async () => {
  const { app, browser } = await atContoso()
  const away = (await browser.get('/call_api')).headers.get('location') ?? ''
  const callback = await app.browser().entra.signIn(away, alex.profile.userPrincipalName)
  await browser.get(callback.href)
  expect(await (await browser.get('/call_api')).text()).toContain('Hello, Alex')
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

test.each([
  ['not Entra’s', () => Response.json({ issuer: 'https://evil.example/' })],
  ['503', () => new Response('', { status: 503 })],
])(
  'in a new isolate whose metadata is %s a token that is due is used while it is good',
  async (_, answer) => {
    const clock = stopClock()
    const { app, browser } = await visit({ SCOPE, ENDPOINT, SESSION_IDLE_MINUTES: '240' })
    changeTokenAnswers(app, (json) => ({ ...json, expires_in: HOUR }))
    await browser.signIn()
    await browser.followToEntra(await browser.get('/call_api'))
    clock.pass(HOUR - MINUTE)
    app.restart()
    app.intercept = ({ url }) => (url.includes('/openid-configuration') ? answer() : null)
    expect(await (await browser.get('/call_api')).text()).toContain('Hello, Adele')
    clock.pass(2 * MINUTE)
    expect([(await browser.get('/call_api')).status, browser.sessionToken !== undefined]).toEqual([503, true])
  },
)
