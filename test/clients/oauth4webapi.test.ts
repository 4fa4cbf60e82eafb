// oauth4webapi, which is strict about every answer.
import * as oauth from 'oauth4webapi'
import { beforeAll, expect, test } from 'vitest'
import { AUTHORITY, ISSUER, signIn } from './entra.ts'
import { web } from './seed.ts'

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
