// openid-client, with discovery, PKCE and all of its checks.
import * as client from 'openid-client'
import { beforeAll, expect, test } from 'vitest'
import { approveDevice, ISSUER, signIn } from './entra.ts'
import { device, web } from './seed.ts'

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

test('knows where to sign out', () => {
  const url = client.buildEndSessionUrl(config, {
    post_logout_redirect_uri: 'http://localhost:3000/signed-out',
  })
  expect(url.href).toMatch(/\/oauth2\/v2\.0\/logout\?/)
})
