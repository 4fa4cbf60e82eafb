import { expect, test } from 'vitest'
import { adele, alex, casey, entrywayEverywhere } from '../../emulator/seed.ts'
import { startApp } from './app.ts'
import { isTokenRequest, refuseTokens } from './changed-answers.ts'
import { HOUR, stopClock } from './clock.ts'
import { ADELES, AZURE_DEVOPS_URL, atTokens, isAzureDevOps, RESOURCE, visitTokens } from './tokens.ts'

const BOTH = `${RESOURCE}/vso.pats ${RESOURCE}/vso.pats_manage`
const FORMER = `${RESOURCE}/user_impersonation`

const scopeOf = (response: Response) =>
  new URL(response.headers.get('location') ?? 'none:').searchParams.get('scope')

/** The scopes of the app's token requests. */
function watchTokenRequests(app: Awaited<ReturnType<typeof startApp>>): string[] {
  const scopes: string[] = []
  app.intercept = async (request) => {
    if (isTokenRequest(request)) scopes.push(String((await request.clone().formData()).get('scope')))
    return null
  }
  return scopes
}

test.each(['/tokens?filter=all', '/tokens/new', `/tokens/${ADELES(1)}`, `/tokens/${ADELES(1)}/edit`])(
  '%s asks for consent to both scopes at once when it is first opened, and comes back',
  async (path) => {
    const app = await startApp({ AZURE_DEVOPS_URL })
    const browser = app.browser()
    expect((await browser.startSignIn()).searchParams.get('scope')).not.toContain(RESOURCE)
    await browser.signIn()
    await browser.get('/')
    expect(app.outbound.filter((line) => line.includes('dev.azure.com'))).toEqual([])

    const asked = await browser.get(path)
    expect([asked.status, scopeOf(asked)]).toEqual([302, `openid profile offline_access ${BOTH}`])
    const back = await browser.followToEntra(asked)
    expect([back.status, back.headers.get('location')]).toEqual([303, path])
    expect((await browser.get(path)).status).toBe(200)
  },
)

test('each token request is for one API, and going to and fro renews nothing', async () => {
  const { app, browser } = await atTokens()
  const scopes = watchTokenRequests(app)
  await browser.get('/profile')
  for (const path of ['/tokens', '/profile', '/tokens', '/profile']) {
    expect((await browser.get(path)).status).toBe(200)
  }
  expect(scopes).toEqual(['openid profile offline_access User.Read'])
})

test('declining leaves the session as it was, and the rest of the app goes on', async () => {
  const app = await startApp({ AZURE_DEVOPS_URL })
  const browser = app.browser()
  await browser.signIn()
  const asked = await browser.get('/tokens')
  const declined = await browser.get((await browser.entra.cancel(asked.headers.get('location') ?? '')).href)
  expect(declined.status).toBeGreaterThanOrEqual(400)
  expect(app.lastLog('refusal')?.code).toBe('consent_declined')
  expect(await (await browser.get('/')).text()).toContain('Adele Vance')
})

test.each([65005, 70011, 650053])(
  'where the tenant does not know the scopes (AADSTS%i) user_impersonation is asked for instead, once',
  async (aadsts) => {
    const app = await startApp({ AZURE_DEVOPS_URL })
    app.emulator.setFault('azure_devops_scopes_unknown', { aadsts })
    const browser = app.browser()
    await browser.signIn()
    const scopes = watchTokenRequests(app)
    const asked = await browser.get('/tokens')
    expect(scopes).toEqual([
      `openid profile offline_access ${BOTH}`,
      `openid profile offline_access ${FORMER}`,
    ])
    expect(scopeOf(asked)).toBe(`openid profile offline_access ${FORMER}`)
    expect(app.logs.filter(({ reason }) => reason === 'scope_unknown')).toMatchObject([
      { event: 'refusal', aadsts, operator: expect.stringContaining('vso.pats_manage') },
    ])
    const back = await browser.followToEntra(asked)
    expect(back.headers.get('location')).toBe('/tokens')
    expect((await browser.get('/tokens')).status).toBe(200)

    // Remembered: for the next person of the tenant, and by the session in an isolate that was not there.
    scopes.length = 0
    const alexs = await visitTokens(app, alex.profile.userPrincipalName)
    expect(scopes.filter((scope) => scope.includes('vso.pats'))).toEqual([])
    scopes.length = 0
    app.restart()
    app.outbound.length = 0
    expect([(await browser.get('/tokens')).status, (await alexs.get('/tokens')).status]).toEqual([200, 200])
    expect(scopes).toEqual([])
  },
)

test('what was asked for instead is renewed as it is, in an isolate that knows nothing of it too', async () => {
  const clock = stopClock()
  const app = await startApp({ AZURE_DEVOPS_URL, SESSION_IDLE_MINUTES: '240' })
  app.emulator.setFault('azure_devops_scopes_unknown')
  const browser = app.browser()
  await browser.signIn()
  await browser.followToEntra(await browser.get('/tokens'))
  clock.pass(2 * HOUR)
  app.restart()
  const scopes = watchTokenRequests(app)
  expect((await browser.get('/tokens')).status).toBe(200)
  expect(scopes).toEqual([`openid profile offline_access ${FORMER}`])
})

test('a tenant that forgets the scopes meanwhile is asked for user_impersonation when they are renewed', async () => {
  const clock = stopClock()
  const { app, browser } = await atTokens({ SESSION_IDLE_MINUTES: '240' })
  app.emulator.setFault('azure_devops_scopes_unknown')
  clock.pass(2 * HOUR)
  const scopes = watchTokenRequests(app)
  const asked = await browser.get('/tokens')
  expect(scopes.at(-1)).toBe(`openid profile offline_access ${FORMER}`)
  expect([asked.status, scopeOf(asked)]).toEqual([302, `openid profile offline_access ${FORMER}`])
  await browser.followToEntra(asked)
  expect((await browser.get('/tokens')).status).toBe(200)
})

test('after an hour the tenant is asked for the scopes anew: its administrator may have added them', async () => {
  const clock = stopClock()
  const app = await startApp({ AZURE_DEVOPS_URL })
  app.emulator.setFault('azure_devops_scopes_unknown')
  await visitTokens(app)
  app.emulator.clearFaults()
  clock.pass(HOUR)
  const browser = app.browser()
  await browser.signIn(alex.profile.userPrincipalName)
  expect(scopeOf(await browser.get('/tokens'))).toContain('vso.pats_manage')
})

test.each([
  ['in the isolate that remembers it', () => undefined],
  ['by the session alone', (app: Awaited<ReturnType<typeof startApp>>) => app.restart()],
])(
  'once the tenant knows the scopes and takes user_impersonation no more, the new ones are asked for: %s',
  async (_, meanwhile) => {
    const app = await startApp({ AZURE_DEVOPS_URL })
    app.emulator.setFault('azure_devops_scopes_unknown')
    const browser = await visitTokens(app)
    expect((await browser.get('/tokens')).status).toBe(200)
    app.emulator.clearFaults()
    meanwhile(app)
    const asked = await browser.get('/tokens')
    expect([asked.status, scopeOf(asked)]).toEqual([302, `openid profile offline_access ${BOTH}`])
    await browser.followToEntra(asked)
    expect((await browser.get('/tokens')).status).toBe(200)
    const alexs = app.browser()
    await alexs.signIn(alex.profile.userPrincipalName)
    // Whoever comes next is asked for what is known now.
    const alexAsked = await alexs.get('/tokens')
    expect(scopeOf(alexAsked)).toBe(`openid profile offline_access ${BOTH}`)
    await alexs.followToEntra(alexAsked, alex.profile.userPrincipalName)
    expect((await alexs.get('/tokens')).status).toBe(200)
  },
)

test('a refusal in a tenant that still does not know the scopes is told, and user_impersonation stays', async () => {
  const app = await startApp({ AZURE_DEVOPS_URL })
  app.emulator.setFault('azure_devops_scopes_unknown')
  const browser = await visitTokens(app)
  const scopes: string[] = []
  app.intercept = async (request) => {
    if (isAzureDevOps(request)) return new Response('', { status: 401 })
    if (isTokenRequest(request)) scopes.push(String((await request.clone().formData()).get('scope')))
    return null
  }
  const refused = await browser.get('/tokens')
  expect([refused.status, await refused.text()]).toEqual([502, expect.stringContaining('answered 401')])
  expect(scopes).toEqual([`openid profile offline_access ${FORMER}`, `openid profile offline_access ${BOTH}`])
  scopes.length = 0
  watchTokenRequests(app)
  expect([(await browser.get('/tokens')).status, scopes]).toEqual([200, []])
})

test('when Entra says so only at the callback, the person is sent back with user_impersonation, once', async () => {
  const app = await startApp({ AZURE_DEVOPS_URL })
  const browser = app.browser()
  await browser.signIn()
  const asked = await browser.get('/tokens?filter=all')
  expect(scopeOf(asked)).toContain('vso.pats_manage')
  app.emulator.setFault('azure_devops_scopes_unknown')
  const again = await browser.followToEntra(asked)
  expect([again.status, scopeOf(again)]).toEqual([302, `openid profile offline_access ${FORMER}`])
  expect(browser.attempts).toHaveLength(1)
  const back = await browser.followToEntra(again)
  expect([back.status, back.headers.get('location')]).toEqual([303, '/tokens?filter=all'])
  expect((await browser.get('/tokens?filter=all')).status).toBe(200)
})

test('a tenant that knows neither gets a page after the second answer, and no third request', async () => {
  const app = await startApp({ AZURE_DEVOPS_URL })
  const browser = app.browser()
  await browser.signIn()
  const answerOf = (response: Response) => {
    const state = new URL(response.headers.get('location') ?? '').searchParams.get('state')
    return `/callback?error=invalid_client&error_description=AADSTS65005:+x&state=${state}`
  }
  const again = await browser.get(answerOf(await browser.get('/tokens')))
  expect([again.status, scopeOf(again)]).toEqual([302, `openid profile offline_access ${FORMER}`])
  const refused = await browser.get(answerOf(again))
  expect([refused.status, refused.headers.get('location')]).toEqual([503, null])
  expect(app.lastLog('refusal')).toMatchObject({ code: 'sign_in_unavailable', aadsts: 65005 })
})

test.each([
  [500011, 'invalid_resource', 1],
  [650052, 'invalid_client', 1],
  [70011, 'invalid_scope', 2],
])('a directory without Azure DevOps (AADSTS%i %s) is told as that', async (number, error, requests) => {
  const app = await startApp({ AZURE_DEVOPS_URL })
  const browser = app.browser()
  await browser.signIn()
  refuseTokens(app, { error, error_codes: [number] })
  app.outbound.length = 0
  const response = await browser.get('/tokens')
  expect([response.status, app.outbound.length]).toEqual([503, requests])
  expect(await response.text()).toContain('Your directory has no Azure DevOps')
})

test('the twin: a wrong secret is the operator’s to mend', async () => {
  const app = await startApp({ AZURE_DEVOPS_URL })
  const browser = app.browser()
  await browser.signIn()
  refuseTokens(app, { error: 'invalid_client', error_codes: [7000215] }, 401)
  expect(await (await browser.get('/tokens')).text()).toContain('Sign-in is not available')
})

test('the twin: a sign-in for other scopes that Entra does not know is refused at once', async () => {
  const app = await startApp({ AZURE_DEVOPS_URL })
  const browser = app.browser()
  const { searchParams } = await browser.startSignIn()
  const refused = await browser.get(
    `/callback?error=invalid_client&error_description=AADSTS65005:+x&state=${searchParams.get('state')}`,
  )
  expect([refused.status, refused.headers.get('location')]).toEqual([503, null])
})

test.each([
  ['GET', '/tokens'],
  ['GET', '/tokens/new'],
  ['GET', `/tokens/${ADELES(1)}`],
  ['POST', `/tokens/${ADELES(1)}/revoke`],
])('a personal account is told at %s %s, before anybody is asked anything', async (method, path) => {
  const app = await startApp({
    AZURE_DEVOPS_URL,
    AUTHORITY: 'https://login.microsoftonline.com/common',
    CLIENT_ID: entrywayEverywhere.clientId,
  })
  const browser = app.browser()
  await browser.signIn(casey.profile.userPrincipalName)
  app.outbound.length = 0
  const response = await (method === 'GET' ? browser.get(path) : browser.post(path))
  expect(response.status).toBe(403)
  expect(await response.text()).toContain('This needs a work or school account')
  expect([app.outbound, app.lastLog('refusal')?.reason]).toEqual([[], 'personal_account'])
})

test('the twin: a work account at the same authority sees its tokens', async () => {
  const { browser } = await atTokens({
    AUTHORITY: 'https://login.microsoftonline.com/common',
    CLIENT_ID: entrywayEverywhere.clientId,
  })
  expect((await browser.get('/tokens')).status).toBe(200)
})

test('two people in one isolate see their own tokens, whoever asks when', async () => {
  const { app, browser } = await atTokens()
  const alexs = await visitTokens(app, alex.profile.userPrincipalName)
  const bearers = new Set<string>()
  app.intercept = (request) => {
    if (isAzureDevOps(request)) bearers.add(request.headers.get('authorization') ?? '')
    return null
  }
  const pages = await Promise.all(
    Array.from({ length: 20 }, async (_, index) => {
      const response = await (index % 2 === 0 ? browser : alexs).get('/tokens')
      return [index % 2, (await response.text()).includes(ADELES(20))]
    }),
  )
  expect(pages).toEqual(pages.map(([who]) => [who, who === 0]))
  expect(bearers.size).toBe(2)
  expect(adele.profile.id).not.toBe(alex.profile.id)
})

test.each([
  ['a script', { accept: 'application/json' }, 403],
  ['a prefetch', { 'sec-purpose': 'prefetch' }, 503],
])('%s that needs consent is sent nowhere', async (_, headers, status) => {
  const app = await startApp({ AZURE_DEVOPS_URL })
  const browser = app.browser()
  await browser.signIn()
  const response = await browser.get('/tokens', headers as Record<string, string>)
  expect([response.status, response.headers.get('location'), browser.attempts]).toEqual([status, null, []])
})
