import { sha256 } from '@oslojs/crypto/sha2'
import { base64url } from 'jose'
import { expect, test } from 'vitest'
import { contoso, entryway, secret } from '../../emulator/seed.ts'
import { CALLBACK, startApp, type TestApp } from './app.ts'
import { isTokenRequest } from './changed-answers.ts'
import { expectSignedIn } from './refused.ts'

/** Keeps the app's token requests as they pass. */
function watchTokenRequests(app: TestApp): Request[] {
  const seen: Request[] = []
  app.intercept = (request) => {
    if (isTokenRequest(request)) seen.push(request.clone())
    return null
  }
  return seen
}

test('the code is redeemed once, at the discovered endpoint, with the attempt’s verifier', async () => {
  const app = await startApp()
  const requests = watchTokenRequests(app)
  const browser = app.browser()
  const authorization = await browser.startSignIn()
  const callback = await browser.entra.signIn(authorization.href, 'adele@contoso.example')
  await expectSignedIn(app, browser, callback)

  const [request, ...others] = requests
  expect(others).toEqual([])
  expect(request?.method).toBe('POST')
  expect(request?.url).toBe(`https://login.microsoftonline.com/${contoso.id}/oauth2/v2.0/token`)
  const { code_verifier, ...fields } = Object.fromEntries((await request?.formData()) ?? [])
  expect(fields).toEqual({
    grant_type: 'authorization_code',
    code: callback.searchParams.get('code'),
    redirect_uri: CALLBACK,
    client_id: entryway.clientId,
    client_secret: secret,
    scope: 'openid profile offline_access User.Read',
  })
  const challenge = base64url.encode(sha256(new TextEncoder().encode(String(code_verifier))))
  expect(challenge).toBe(authorization.searchParams.get('code_challenge'))
})

test('the token request has no Origin, no cookie, and the correlation id of the sign-in', async () => {
  const app = await startApp()
  const requests = watchTokenRequests(app)
  const browser = app.browser()
  const authorization = await browser.startSignIn()
  const callback = await browser.entra.signIn(authorization.href, 'adele@contoso.example')
  await browser.get(callback.href, { origin: 'https://entryway.example' })
  const headers = Object.fromEntries(requests[0]?.headers ?? [])
  expect(headers).toEqual({
    accept: 'application/json',
    'content-type': 'application/x-www-form-urlencoded',
    'client-request-id': authorization.searchParams.get('client-request-id'),
  })
})
