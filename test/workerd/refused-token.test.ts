import { expect, test } from 'vitest'
import { signedIn, type TestApp } from './app.ts'
import { isTokenRequest } from './changed-answers.ts'

const ME = 'https://graph.microsoft.com/v1.0/me'

/** Graph refuses the first `times` tokens; gives the tokens that it was shown. */
function refuseAtGraph(app: TestApp, times: number): (string | null)[] {
  const shown: (string | null)[] = []
  app.intercept = (request) => {
    if (request.url !== ME) return null
    shown.push(request.headers.get('authorization'))
    return shown.length <= times ? Response.json({ error: {} }, { status: 401 }) : null
  }
  return shown
}

test('a held token that the API refuses is renewed once, and the person sees their page', async () => {
  const { app, browser } = await signedIn()
  const shown = refuseAtGraph(app, 1)
  const response = await browser.get('/profile')
  expect([response.status, (await response.text()).includes('Retail Manager')]).toEqual([200, true])
  expect(shown).toHaveLength(2)
  expect(shown[1]).not.toBe(shown[0])
})

test('an API that refuses the renewed token too is told on a page, and asked no more', async () => {
  const { app, browser } = await signedIn()
  const shown = refuseAtGraph(app, 9)
  const response = await browser.get('/profile')
  expect([response.status, app.lastLog('error')?.code]).toEqual([502, 'api_unauthorized'])
  expect(shown).toHaveLength(2)
  expect(browser.sessionToken).toBeDefined()
})

test('a token that was fetched for this very request is not fetched again', async () => {
  const ENDPOINT = 'https://api.contoso.example/contoso-api/hello'
  const { app, browser } = await signedIn({ SCOPE: 'api://contoso-api/access_as_user', ENDPOINT })
  await browser.followToEntra(await browser.get('/call_api'))
  await browser.signIn()
  let tokenRequests = 0
  app.intercept = (request) => {
    if (isTokenRequest(request)) tokenRequests++
    return request.url === ENDPOINT ? new Response(null, { status: 401 }) : null
  }
  const response = await browser.get('/call_api')
  expect([response.status, tokenRequests]).toEqual([502, 1])
})

test('when Entra has forgotten the session too, the person signs in and comes back', async () => {
  const { app, browser } = await signedIn()
  refuseAtGraph(app, 1)
  app.emulator.setFault('refresh_revoked')
  const asked = await browser.get('/profile')
  expect([asked.status, app.lastLog('error')?.code]).toEqual([302, 'sign_in_expired'])
  const back = await browser.followToEntra(asked)
  expect(back.headers.get('location')).toBe('/profile')
  expect((await browser.get('/profile')).status).toBe(200)
})
