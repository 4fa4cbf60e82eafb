// Apps that use MSAL Node, with the emulator for their network.
import {
  ConfidentialClientApplication,
  CryptoProvider,
  type INetworkModule,
  type NodeAuthOptions,
} from '@azure/msal-node'
import type { Emulator } from '../../emulator/index.ts'
import { contoso, entryway } from '../../emulator/seed.ts'
import { EntraBrowser } from '../support/entra-browser.ts'

const redirectUri = 'http://localhost:8787/getAToken'
export const scopes = ['User.Read']

type Options = { headers?: Record<string, string>; body?: string }

export function networkClient(emulator: Emulator): INetworkModule {
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

/** An app with this credential; at Contoso, if nothing else is said. */
export const clientWith = (emulator: Emulator, auth: Partial<NodeAuthOptions>) =>
  new ConfidentialClientApplication({
    auth: {
      clientId: entryway.clientId,
      authority: `https://login.microsoftonline.com/${contoso.id}`,
      ...auth,
    },
    system: { networkClient: networkClient(emulator) },
  })

/** Goes to Entra and back; what it gives redeems the code. */
export async function beginSignIn(
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
