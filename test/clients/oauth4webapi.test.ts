// oauth4webapi, which is strict about every answer.

import { createHash, X509Certificate } from 'node:crypto'
import { decodeJwt, importPKCS8 } from 'jose'
import * as oauth from 'oauth4webapi'
import { beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { AUTHORITY, appCertificate, appKey, approveDevice, ISSUER, mint, signIn } from './entra.ts'
import { api, device, web } from './seed.ts'

const redirectUri = 'http://localhost:3000/signed-in'
const client: oauth.Client = { client_id: web.clientId }
const authentication = oauth.ClientSecretPost(web.secret)

let server: oauth.AuthorizationServer
beforeAll(async () => {
  const issuer = new URL(ISSUER)
  const response = await oauth.discoveryRequest(issuer)
  server = await oauth.processDiscoveryResponse(issuer, response)
})

async function tokens() {
  const verifier = oauth.generateRandomCodeVerifier()
  const [state, nonce] = [oauth.generateRandomState(), oauth.generateRandomNonce()]
  const query = new URLSearchParams({
    client_id: client.client_id,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid profile offline_access User.Read',
    state,
    nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  })
  const back = await signIn(`${server.authorization_endpoint}?${query}`)
  const parameters = oauth.validateAuthResponse(server, client, new URL(back.url), state)
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    authentication,
    parameters,
    redirectUri,
    verifier,
  )
  const answer = await oauth.processAuthorizationCodeResponse(server, client, response, {
    expectedNonce: nonce,
    requireIdToken: true,
  })
  await oauth.validateApplicationLevelSignature(server, response)
  return answer
}

test('the metadata is that of the issuer', () => {
  expect(server).toMatchObject({ issuer: ISSUER, token_endpoint: `${AUTHORITY}/oauth2/v2.0/token` })
})

test('signs in, and checks the signature and userinfo', async () => {
  const answer = await tokens()
  const claims = oauth.getValidatedIdTokenClaims(answer)
  expect(claims).toMatchObject({ name: 'Kim Akers' })
  const response = await oauth.userInfoRequest(server, client, answer.access_token)
  const userinfo = await oauth.processUserInfoResponse(server, client, claims?.sub ?? '', response)
  expect(userinfo.name).toBe('Kim Akers')
})

test('refreshes', async () => {
  const { refresh_token = '' } = await tokens()
  const response = await oauth.refreshTokenGrantRequest(server, client, authentication, refresh_token)
  const answer = await oauth.processRefreshTokenResponse(server, client, response)
  expect(oauth.getValidatedIdTokenClaims(answer)).toMatchObject({ name: 'Kim Akers' })
})

test('gets a token for the app itself', async () => {
  const parameters = { scope: 'https://graph.microsoft.com/.default' }
  const response = await oauth.clientCredentialsGrantRequest(server, client, authentication, parameters)
  expect(await oauth.processClientCredentialsResponse(server, client, response)).toHaveProperty(
    'access_token',
  )
})

test('gets a token for the app itself with a certificate', async () => {
  const fingerprint = createHash('sha256')
    .update(new X509Certificate(appCertificate()).raw)
    .digest('base64url')
  const certificate = oauth.PrivateKeyJwt(await importPKCS8(appKey(), 'PS256'), {
    [oauth.modifyAssertion](header, payload) {
      header['x5t#S256'] = fingerprint
      payload.aud = server.token_endpoint
    },
  })
  const parameters = { scope: 'https://graph.microsoft.com/.default' }
  const response = await oauth.clientCredentialsGrantRequest(server, client, certificate, parameters)
  const { access_token } = await oauth.processClientCredentialsResponse(server, client, response)
  expect(decodeJwt(access_token)).toMatchObject({ roles: ['User.Read.All'] })
})

test('signs in on a device', async () => {
  const cli: oauth.Client = { client_id: device.clientId }
  const none = oauth.None()
  const asked = await oauth.deviceAuthorizationRequest(server, cli, none, {
    scope: 'openid profile User.Read',
  })
  const started = await oauth.processDeviceAuthorizationResponse(server, cli, asked)
  const poll = async () => {
    const response = await oauth.deviceCodeGrantRequest(server, cli, none, started.device_code)
    return oauth.processDeviceCodeResponse(server, cli, response)
  }
  await expect(poll()).rejects.toMatchObject({ error: 'authorization_pending' })
  await approveDevice(started.verification_uri, started.user_code)
  expect(oauth.getValidatedIdTokenClaims(await poll())).toMatchObject({ name: 'Kim Akers' })
})

test('calls Graph on behalf of who called the API', async () => {
  const middle: oauth.Client = { client_id: api.clientId }
  const response = await oauth.genericTokenEndpointRequest(
    server,
    middle,
    oauth.ClientSecretPost(api.secret),
    'urn:ietf:params:oauth:grant-type:jwt-bearer',
    {
      assertion: await mint({ app: web.clientId, person: 'kim', scope: api.scope }),
      scope: 'https://graph.microsoft.com/User.Read',
      requested_token_use: 'on_behalf_of',
    },
  )
  const { access_token } = await oauth.processGenericTokenEndpointResponse(server, middle, response)
  expect(decodeJwt(access_token)).toMatchObject({ upn: 'kim@wingtip.example', appid: api.clientId })
})

test('signs out at Entra, and comes back', async () => {
  const browser = openBrowser()
  const ask = new URL(server.authorization_endpoint ?? '')
  ask.search = String(
    new URLSearchParams({
      client_id: web.clientId,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: 'openid profile User.Read',
    }),
  )
  await browser.signIn(ask)
  expect(await browser.silentError(ask)).toBe(null)
  const end = new URL(server.end_session_endpoint ?? '')
  end.searchParams.set('post_logout_redirect_uri', 'http://localhost:3000/signed-out')
  expect(await browser.signOut(end)).toBe('http://localhost:3000/signed-out')
  expect(await browser.silentError(ask)).toBe('login_required')
})

test('is told that a code is good once only', async () => {
  const request = () =>
    oauth.genericTokenEndpointRequest(server, client, authentication, 'authorization_code', {
      code: 'none',
      redirect_uri: redirectUri,
    })
  const refused = await oauth
    .processGenericTokenEndpointResponse(server, client, await request())
    .catch((error) => error)
  expect(refused).toMatchObject({ error: 'invalid_grant', status: 400 })
})
