// openid-client, with discovery, PKCE and all of its checks.

import { createHash, X509Certificate } from 'node:crypto'
import { decodeJwt, importPKCS8 } from 'jose'
import * as client from 'openid-client'
import { beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { appCertificate, appKey, approveDevice, ISSUER, mint, signIn } from './entra.ts'
import { api, device, web } from './seed.ts'

const redirectUri = 'http://localhost:3000/signed-in'
const scope = 'openid profile email offline_access User.Read'

let config: client.Configuration
beforeAll(async () => {
  config = await client.discovery(new URL(ISSUER), web.clientId, web.secret)
})

async function tokens() {
  const verifier = client.randomPKCECodeVerifier()
  const state = client.randomState()
  const nonce = client.randomNonce()
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope,
    state,
    nonce,
    max_age: '3600',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  })
  const back = await signIn(url)
  return client.authorizationCodeGrant(config, new URL(back.url), {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
    maxAge: 3600,
    idTokenExpected: true,
  })
}

test('signs in, and userinfo is about the same person', async () => {
  const { access_token, claims } = await tokens().then((answer) => ({ ...answer, claims: answer.claims() }))
  expect(claims).toMatchObject({ iss: ISSUER, name: 'Kim Akers' })
  const subject = claims?.sub ?? ''
  expect(await client.fetchUserInfo(config, access_token, subject)).toMatchObject({
    sub: subject,
    name: 'Kim Akers',
  })
})

test('refreshes', async () => {
  const { refresh_token = '' } = await tokens()
  const renewed = await client.refreshTokenGrant(config, refresh_token)
  expect(renewed.claims()).toMatchObject({ name: 'Kim Akers' })
  expect(renewed.refresh_token).not.toBe(refresh_token)
})

test('gets a token for the app itself', async () => {
  const answer = await client.clientCredentialsGrant(config, {
    scope: 'https://graph.microsoft.com/.default',
  })
  expect(answer).toMatchObject({ token_type: 'bearer', expires_in: 3599 })
})

test('signs in on a device', async () => {
  const publicClient = await client.discovery(new URL(ISSUER), device.clientId, undefined, client.None())
  const started = await client.initiateDeviceAuthorization(publicClient, { scope })
  await approveDevice(started.verification_uri, started.user_code)
  const answer = await client.pollDeviceAuthorizationGrant(publicClient, { ...started, interval: 0 })
  expect(answer.claims()).toMatchObject({ preferred_username: 'kim@wingtip.example' })
})

test('gets a token for the app itself with a certificate', async () => {
  const fingerprint = createHash('sha256')
    .update(new X509Certificate(appCertificate()).raw)
    .digest('base64url')
  const key = await importPKCS8(appKey(), 'PS256')
  const authentication = client.PrivateKeyJwt(key, {
    // Entra finds the certificate by its thumbprint, and wants the token endpoint as the audience.
    [client.modifyAssertion](header, payload) {
      header['x5t#S256'] = fingerprint
      payload.aud = config.serverMetadata().token_endpoint
    },
  })
  const withCertificate = await client.discovery(new URL(ISSUER), web.clientId, undefined, authentication)
  const { access_token } = await client.clientCredentialsGrant(withCertificate, {
    scope: 'https://graph.microsoft.com/.default',
  })
  expect(decodeJwt(access_token)).toMatchObject({ appid: web.clientId, roles: ['User.Read.All'] })
})

test('calls Graph on behalf of who called the API', async () => {
  const assertion = await mint({ app: web.clientId, person: 'kim', scope: api.scope })
  const middle = await client.discovery(new URL(ISSUER), api.clientId, api.secret)
  const grant = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
  const { access_token } = await client.genericGrantRequest(middle, grant, {
    assertion,
    scope: 'https://graph.microsoft.com/User.Read',
    requested_token_use: 'on_behalf_of',
  })
  expect(decodeJwt(access_token)).toMatchObject({ upn: 'kim@wingtip.example', appid: api.clientId })
})

test('signs out at Entra, and comes back', async () => {
  const browser = openBrowser()
  const ask = client.buildAuthorizationUrl(config, { redirect_uri: redirectUri, scope })
  const back = new URL((await browser.signIn(ask)).url)
  const claims = (await client.authorizationCodeGrant(config, back)).claims()
  const url = client.buildEndSessionUrl(config, {
    post_logout_redirect_uri: 'http://localhost:3000/signed-out',
    logout_hint: String(claims?.login_hint),
  })
  expect(await browser.signOut(url)).toBe('http://localhost:3000/signed-out')
  expect(await browser.silentError(ask)).toBe('login_required')
})
