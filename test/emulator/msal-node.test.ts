// Microsoft's own client library signs in here, and takes the emulator for the real thing.
import { createHash } from 'node:crypto'
import {
  ConfidentialClientApplication,
  CryptoProvider,
  type INetworkModule,
  PublicClientApplication,
} from '@azure/msal-node'
import { beforeAll, describe, expect, test } from 'vitest'
import { selfSigned } from '../../emulator/certificate.ts'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
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
import { EntraBrowser } from '../support/entra-browser.ts'

const redirectUri = 'http://localhost:8787/getAToken'
const scopes = ['User.Read']

type Options = { headers?: Record<string, string>; body?: string }

function networkClient(emulator: Emulator): INetworkModule {
  const send = async <T>(method: string, url: string, { headers, body }: Options = {}) => {
    const init = { method, headers: headers ?? {}, ...(body === undefined ? {} : { body }) }
    const response = await emulator.fetch(new Request(url, init))
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: (await response.json()) as T,
    }
  }
  return {
    sendGetRequestAsync: (url, options) => send('GET', url, options),
    sendPostRequestAsync: (url, options) => send('POST', url, options),
  }
}

const clientWith = (emulator: Emulator, clientSecret: string) =>
  new ConfidentialClientApplication({
    auth: {
      clientId: entryway.clientId,
      authority: `https://login.microsoftonline.com/${contoso.id}`,
      clientSecret,
    },
    system: { networkClient: networkClient(emulator) },
  })

async function beginSignIn(
  emulator: Emulator,
  client: ConfidentialClientApplication,
  username = 'adele@contoso.example',
) {
  const { verifier, challenge } = await new CryptoProvider().generatePkceCodes()
  const url = await client.getAuthCodeUrl({
    scopes,
    redirectUri,
    nonce: 'a-nonce',
    codeChallenge: challenge,
    codeChallengeMethod: 'S256',
  })
  const back = await new EntraBrowser(emulator).signIn(url, username)
  const code = back.searchParams.get('code') ?? ''
  const request = { scopes, redirectUri, codeVerifier: verifier, code, nonce: 'a-nonce' }
  return () => client.acquireTokenByCode(request)
}

type Certificate = Awaited<ReturnType<typeof createCertificate>>

async function createCertificate() {
  const algorithm = { modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1), hash: 'SHA-256' }
  const pair = (await crypto.subtle.generateKey({ name: 'RSASSA-PKCS1-v1_5', ...algorithm }, true, [
    'sign',
    'verify',
  ])) as CryptoKeyPair
  const der = await selfSigned(pair, 'Entryway', Date.now(), Date.now() + 86_400_000)
  const pkcs8 = Buffer.from((await crypto.subtle.exportKey('pkcs8', pair.privateKey)) as ArrayBuffer)
  const lines = (name: string, bytes: Buffer) =>
    `-----BEGIN ${name}-----\n${bytes.toString('base64')}\n-----END ${name}-----\n`
  const thumbprintSha256 = createHash('sha256').update(der).digest('hex')
  return {
    pem: lines('CERTIFICATE', Buffer.from(der)),
    credential: { thumbprintSha256, privateKey: lines('PRIVATE KEY', pkcs8) },
  }
}

describe('MSAL Node', () => {
  let emulator: Emulator
  beforeAll(async () => {
    emulator = await createEmulator()
  })

  test('signs in with code and PKCE', async () => {
    const client = clientWith(emulator, secret)
    const redeem = await beginSignIn(emulator, client)
    const result = await redeem()
    expect(result.account?.homeAccountId).toBe(`${adele.profile.id}.${contoso.id}`)
    expect(result.account?.username).toBe('adele@contoso.example')
    expect(result.scopes).toContain('User.Read')
    expect(result.idTokenClaims).toMatchObject({ nonce: 'a-nonce', tid: contoso.id, oid: adele.profile.id })
  })

  test('signs people of two tenants in at common, and keeps them apart', async () => {
    const client = new ConfidentialClientApplication({
      auth: {
        clientId: entrywayEverywhere.clientId,
        authority: 'https://login.microsoftonline.com/common',
        clientSecret: secret,
      },
      system: { networkClient: networkClient(emulator) },
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
    const signInWith = async (certificate: Certificate) => {
      const client = new ConfidentialClientApplication({
        auth: {
          clientId: entryway.clientId,
          authority: `https://login.microsoftonline.com/${contoso.id}`,
          clientCertificate: certificate.credential,
        },
        system: { networkClient: networkClient(emulator) },
      })
      return (await beginSignIn(emulator, client))()
    }

    test('signs in when it is registered', async () => {
      const certificate = await createCertificate()
      emulator.registerCertificate(entryway.clientId, certificate.pem)
      const { account } = await signInWith(certificate)
      expect(account?.homeAccountId).toBe(`${adele.profile.id}.${contoso.id}`)
    })

    test('is refused when it is not', async () => {
      await expect(signInWith(await createCertificate())).rejects.toMatchObject({
        errorCode: 'invalid_client',
        errorMessage: expect.stringContaining('AADSTS700027'),
      })
    })
  })

  test('gets a new access token silently', async () => {
    const client = clientWith(emulator, secret)
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
        const { user_code: request, verification_uri: page } = response.body as Record<string, string>
        if (request && page) {
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
    expect(messages).toEqual([expect.stringContaining('/oauth2/deviceauth and enter the code ')])
    const account = result?.account
    if (!account) throw new Error('no account')
    expect(account.homeAccountId).toBe(`${adele.profile.id}.${contoso.id}`)
    const renewed = await client.acquireTokenSilent({ account, scopes, forceRefresh: true })
    expect(renewed.fromCache).toBe(false)
  })

  test('is refused with a wrong secret', async () => {
    const redeem = await beginSignIn(emulator, clientWith(emulator, 'a-wrong-secret'))
    await expect(redeem()).rejects.toMatchObject({
      errorCode: 'invalid_client',
      errorMessage: expect.stringContaining('AADSTS7000215'),
    })
  })
})
