// Microsoft's own client library signs in here, and takes the emulator for the real thing.
import { type INetworkModule, PublicClientApplication } from '@azure/msal-node'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  adele,
  casey,
  commandLine,
  contoso,
  entryway,
  entrywayEverywhere,
  megan,
  secret,
} from '../../emulator/seed.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import { type Credential, createCredential } from './credential.ts'
import { beginSignIn, clientWith, networkClient, scopes } from './msal.ts'

let emulator: Emulator
beforeAll(async () => {
  emulator = await startEmulator()
})

test('signs in with code and PKCE', async () => {
  const client = clientWith(emulator, { clientSecret: secret })
  const redeem = await beginSignIn(emulator, client)
  const result = await redeem()
  expect(result.account?.homeAccountId).toBe(`${adele.profile.id}.${contoso.id}`)
  expect(result.account?.username).toBe('adele@contoso.example')
  expect(result.scopes).toContain('User.Read')
  expect(result.idTokenClaims).toMatchObject({ nonce: 'a-nonce', tid: contoso.id, oid: adele.profile.id })
})

test('signs people of two tenants and a personal account in at common, and keeps them apart', async () => {
  const client = clientWith(emulator, {
    clientId: entrywayEverywhere.clientId,
    authority: 'https://login.microsoftonline.com/common',
    clientSecret: secret,
  })
  const people = [adele, megan, casey]
  for (const { tenantId, profile } of people) {
    const result = await (await beginSignIn(emulator, client, profile.userPrincipalName))()
    expect(result.account).toMatchObject({ tenantId, homeAccountId: `${profile.id}.${tenantId}` })
    expect(result.idTokenClaims).toMatchObject({
      tid: tenantId,
      oid: profile.id,
      name: profile.displayName,
    })
  }
  const accounts = await client.getTokenCache().getAllAccounts()
  expect(accounts.map(({ username }) => username)).toEqual(
    people.map(({ profile }) => profile.userPrincipalName),
  )
  for (const account of accounts) {
    const renewed = await client.acquireTokenSilent({ account, scopes, forceRefresh: true })
    expect([renewed.fromCache, renewed.tenantId]).toEqual([false, account.tenantId])
  }
})

describe('with a certificate', () => {
  const signInWith = async ({ thumbprintSha256, privateKey }: Credential) => {
    const clientCertificate = { thumbprintSha256, privateKey }
    return (await beginSignIn(emulator, clientWith(emulator, { clientCertificate })))()
  }

  test('signs in when it is registered', async () => {
    const credential = await createCredential()
    await emulator.registerCertificate(entryway.clientId, credential.pem)
    const { account } = await signInWith(credential)
    expect(account?.homeAccountId).toBe(`${adele.profile.id}.${contoso.id}`)
  })

  test('is rejected when it is not', async () => {
    await expect(signInWith(await createCredential())).rejects.toMatchObject({
      errorCode: 'invalid_client',
      errorMessage: expect.stringContaining('AADSTS700027'),
    })
  })
})

test('gets a new access token silently', async () => {
  const client = clientWith(emulator, { clientSecret: secret })
  const redeem = await beginSignIn(emulator, client)
  const first = await redeem()
  const { account } = first
  if (!account) throw new Error('no account')
  const renewed = await client.acquireTokenSilent({ account, scopes, forceRefresh: true })
  expect(renewed.fromCache).toBe(false)
  expect(renewed.accessToken).not.toBe(first.accessToken)
})

test('signs in with a device code, and renews without a secret', async () => {
  const network = networkClient(emulator)
  const browser = new EntraBrowser(emulator)
  // The person answers before the first poll, which MSAL sends at once, so that it never waits.
  const answering: INetworkModule = {
    ...network,
    sendPostRequestAsync: async (url, options) => {
      const response = await network.sendPostRequestAsync(url, options)
      const { user_code: request } = response.body as Record<string, string>
      if (request) {
        const page = `https://login.microsoftonline.com/${contoso.id}/oauth2/deviceauth`
        await browser.post(`${page}/login`, { request, username: 'adele@contoso.example' })
        await browser.post(`${page}/consent`, { request, action: 'accept' })
      }
      return response as never
    },
  }
  const client = new PublicClientApplication({
    auth: {
      clientId: commandLine.clientId,
      authority: `https://login.microsoftonline.com/${contoso.id}`,
    },
    system: { networkClient: answering },
  })
  const messages: string[] = []
  const result = await client.acquireTokenByDeviceCode({
    scopes,
    deviceCodeCallback: ({ message }) => messages.push(message),
  })
  expect(messages).toEqual([expect.stringContaining('/device and enter the code ')])
  const account = result?.account
  if (!account) throw new Error('no account')
  expect(account.homeAccountId).toBe(`${adele.profile.id}.${contoso.id}`)
  const renewed = await client.acquireTokenSilent({ account, scopes, forceRefresh: true })
  expect(renewed.fromCache).toBe(false)
})

test('is rejected with a wrong secret', async () => {
  const redeem = await beginSignIn(emulator, clientWith(emulator, { clientSecret: 'a-wrong-secret' }))
  await expect(redeem()).rejects.toMatchObject({
    errorCode: 'invalid_client',
    errorMessage: expect.stringContaining('AADSTS7000215'),
  })
})
