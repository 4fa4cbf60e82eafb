// MSAL Node, as a web app, a command line and a daemon have it.
import { createHash, X509Certificate } from 'node:crypto'
import { ConfidentialClientApplication, type Configuration, PublicClientApplication } from '@azure/msal-node'
import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { AUTHORITY, appCertificate, appKey, approveDevice, ENTRA, signIn, userinfo } from './entra.ts'
import { api, device, TENANT_ID, web } from './seed.ts'

const redirectUri = 'http://localhost:3000/signed-in'
const scopes = ['User.Read']

const auth = (clientId: string) => ({
  clientId,
  authority: AUTHORITY,
  knownAuthorities: [new URL(ENTRA).host],
})
const webApp = (more: Partial<Configuration['auth']> = { clientSecret: web.secret }) =>
  new ConfidentialClientApplication({ auth: { ...auth(web.clientId), ...more } })

async function signInTo(client: ConfidentialClientApplication) {
  const back = await signIn(await client.getAuthCodeUrl({ scopes, redirectUri }))
  const code = new URL(back.url).searchParams.get('code') ?? ''
  return client.acquireTokenByCode({ code, scopes, redirectUri })
}

const withCertificate = () => {
  const { raw } = new X509Certificate(appCertificate())
  const thumbprintSha256 = createHash('sha256').update(raw).digest('hex')
  return webApp({ clientCertificate: { thumbprintSha256, privateKey: appKey() } })
}

describe('a web app', () => {
  test('signs in, and calls Graph', async () => {
    const result = await signInTo(webApp())
    expect(result.account).toMatchObject({ username: 'kim@wingtip.example', tenantId: TENANT_ID })
    const headers = { Authorization: `Bearer ${result.accessToken}` }
    const me = await (await fetch(`${ENTRA}/v1.0/me`, { headers })).json()
    expect(me).toMatchObject({ displayName: 'Kim Akers' })
  })

  test('has a token that userinfo takes', async () => {
    const { accessToken, account } = await signInTo(webApp())
    const { sub, name } = { ...account?.idTokenClaims }
    expect(await userinfo(accessToken)).toMatchObject({ sub, name })
  })

  test('signs out: its cache is empty, and so is Entra’s session', async () => {
    const client = webApp()
    const browser = openBrowser()
    const url = await client.getAuthCodeUrl({ scopes, redirectUri })
    const back = new URL((await browser.signIn(url)).url)
    const code = back.searchParams.get('code') ?? ''
    const { account } = await client.acquireTokenByCode({ code, scopes, redirectUri })
    if (!account) throw new Error('nobody is signed in')
    expect(await browser.silentError(url)).toBe(null)

    await client.getTokenCache().removeAccount(account)
    await expect(client.acquireTokenSilent({ account, scopes })).rejects.toThrow('no_tokens_found')
    const wayBack = 'http://localhost:3000/signed-out'
    const hint = String(account.idTokenClaims?.login_hint)
    const query = new URLSearchParams({ post_logout_redirect_uri: wayBack, logout_hint: hint })
    expect(await browser.signOut(`${AUTHORITY}/oauth2/v2.0/logout?${query}`)).toBe(wayBack)
    expect(await browser.silentError(url)).toBe('login_required')
  })

  test('signs in with a certificate', async () => {
    const result = await signInTo(withCertificate())
    expect(result.account?.name).toBe('Kim Akers')
  })

  test('gets tokens from its cache and, when it is told to, with the refresh token', async () => {
    const client = webApp()
    const { account, accessToken } = await signInTo(client)
    if (!account) throw new Error('nobody is signed in')
    const cached = await client.acquireTokenSilent({ account, scopes })
    expect(cached).toMatchObject({ fromCache: true, accessToken })
    const renewed = await client.acquireTokenSilent({ account, scopes, forceRefresh: true })
    expect(renewed.fromCache).toBe(false)
    expect(renewed.accessToken).not.toBe(accessToken)
  })

  test('finds the token of .default in its cache again', async () => {
    const client = webApp()
    const { account } = await signInTo(client)
    if (!account) throw new Error('nobody is signed in')
    const all = ['https://graph.microsoft.com/.default']
    expect((await client.acquireTokenSilent({ account, scopes: all })).fromCache).toBe(false)
    expect((await client.acquireTokenSilent({ account, scopes: all })).fromCache).toBe(true)
  })
})

test('an API calls Graph on behalf of who called it', async () => {
  const client = webApp()
  const back = await signIn(await client.getAuthCodeUrl({ scopes: [api.scope], redirectUri }))
  const code = new URL(back.url).searchParams.get('code') ?? ''
  const { accessToken } = await client.acquireTokenByCode({ code, scopes: [api.scope], redirectUri })
  expect(decodeJwt(accessToken)).toMatchObject({ aud: api.clientId, scp: 'Toys.Read', ver: '2.0' })

  const middle = new ConfidentialClientApplication({
    auth: { ...auth(api.clientId), clientSecret: api.secret },
  })
  const result = await middle.acquireTokenOnBehalfOf({ oboAssertion: accessToken, scopes })
  const headers = { Authorization: `Bearer ${result?.accessToken}` }
  expect(await (await fetch(`${ENTRA}/v1.0/me`, { headers })).json()).toMatchObject({
    displayName: 'Kim Akers',
  })
  await expect(middle.acquireTokenOnBehalfOf({ oboAssertion: `${accessToken}x`, scopes })).rejects.toThrow(
    'AADSTS50013',
  )
})

describe('a daemon', () => {
  const scopes = ['https://graph.microsoft.com/.default']

  test.each([
    ['a secret', () => webApp()],
    ['a certificate', withCertificate],
  ])('gets a token with %s', async (_, client) => {
    const result = await client().acquireTokenByClientCredential({ scopes })
    expect(decodeJwt(result?.accessToken ?? '')).toMatchObject({ roles: ['User.Read.All'], tid: TENANT_ID })
  })

  test('is refused with a wrong secret', async () => {
    const client = webApp({ clientSecret: 'wrong' })
    await expect(client.acquireTokenByClientCredential({ scopes })).rejects.toThrow('AADSTS7000215')
  })
})

test('a command line signs in with a device code', async () => {
  const client = new PublicClientApplication({ auth: auth(device.clientId) })
  const result = await client.acquireTokenByDeviceCode({
    scopes,
    deviceCodeCallback: ({ verificationUri, userCode }) => void approveDevice(verificationUri, userCode),
  })
  expect(result?.account?.username).toBe('kim@wingtip.example')
})
