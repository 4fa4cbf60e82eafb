// What the samples' own libraries send, request by request.
import { createHash } from 'node:crypto'
import type { EntraBrowser, LocalEntra } from '../../emulator/local-entra/interface.ts'

export type Json = Record<string, unknown>

export const getJson = async (entra: LocalEntra, url: string, accessToken?: unknown): Promise<Json> => {
  const headers = accessToken ? { Authorization: `Bearer ${accessToken}` } : {}
  return (await (await entra.fetch(url, { headers })).json()) as Json
}

/** MSAL Python names itself in each request. */
const msalHeaders = {
  'x-client-sku': 'MSAL.Python',
  'x-client-ver': '1.31.0',
  'x-client-os': 'linux',
  'x-ms-lib-capability': 'retry-after, h429',
}

export async function post(
  entra: LocalEntra,
  url: unknown,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
) {
  const response = await entra.fetch(String(url), {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers,
  })
  return (await response.json()) as Json
}

export type Client = { clientId: string; secret: string; redirectUri: string }

/** An authorization code flow of MSAL Python: PKCE, a hashed nonce, `client_info`, and the reserved scopes added. */
export async function msalPythonFlow(
  entra: LocalEntra,
  browser: EntraBrowser,
  authority: string,
  { clientId, secret, redirectUri }: Client,
  scopes: string[],
  person: string,
) {
  const metadata = await getJson(entra, `${authority}/v2.0/.well-known/openid-configuration`)
  const verifier = 'a'.repeat(43)
  const query = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: [...scopes, 'offline_access', 'openid', 'profile'].join(' '),
    state: 'aBcDeFgHiJkLmNoP',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    nonce: createHash('sha256').update('a nonce').digest('hex'),
    client_info: '1',
    prompt: 'select_account',
  })
  const back = new URL((await browser.signIn(`${metadata.authorization_endpoint}?${query}`, person)).url)
  const code = back.searchParams.get('code') ?? ''
  const common = { client_id: clientId, client_secret: secret, client_info: '1' }
  const tokens = await post(
    entra,
    metadata.token_endpoint,
    {
      ...common,
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      code_verifier: verifier,
    },
    msalHeaders,
  )
  /** A silent acquisition when the cached token is over. */
  const silent = (more: string[] = scopes) =>
    post(
      entra,
      metadata.token_endpoint,
      {
        ...common,
        grant_type: 'refresh_token',
        refresh_token: String(tokens.refresh_token),
        scope: [...more, 'offline_access', 'openid', 'profile'].join(' '),
      },
      msalHeaders,
    )
  return { metadata, back, tokens, silent, nonce: query.get('nonce') }
}

const attribute = (tag: string, name: string) =>
  new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]?.replaceAll('&amp;', '&') ?? null

/** Where Entra leads on to after sign-out, once the first account is picked where it asks; null: it stays. */
export async function signOut(browser: Pick<EntraBrowser, 'fetch'>, url: string): Promise<string | null> {
  const response = await browser.fetch(new Request(url))
  const page = await response.text()
  const [button = ''] = /<button name="logout_hint"[^>]*>/.exec(page) ?? []
  if (button === '')
    return response.headers.get('Location') ?? attribute(/<a id="next"[^>]*>/.exec(page)?.[0] ?? '', 'href')
  const body = new URLSearchParams({ logout_hint: attribute(button, 'value') ?? '' })
  for (const [input] of page.matchAll(/<input type="hidden"[^>]*>/g)) {
    body.append(attribute(input, 'name') ?? '', attribute(input, 'value') ?? '')
  }
  const action = new URL(attribute(/<form\s[^>]*>/.exec(page)?.[0] ?? '', 'action') ?? '', url)
  const done = await browser.fetch(new Request(action, { method: 'POST', body }))
  const text = await done.text()
  return done.headers.get('Location') ?? attribute(/<a id="next"[^>]*>/.exec(text)?.[0] ?? '', 'href')
}
