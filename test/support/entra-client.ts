// An app for tests of the emulator: builds authorization requests, redeems codes, refreshes.
import type { AppRegistration } from '../../emulator/directory/app-registration.ts'
import type { Emulator } from '../../emulator/index.ts'
import { contoso, entryway, secret } from '../../emulator/seed.ts'
import { EntraBrowser } from './entra-browser.ts'

export const authority = `https://login.microsoftonline.com/${contoso.id}`
export const redirectUri = 'http://localhost:8787/getAToken'

type Change = Record<string, string | null>

/** null takes a parameter away. */
function changed(parameters: Record<string, string>, change: Change): URLSearchParams {
  const kept = Object.entries({ ...parameters, ...change }).flatMap(([name, value]) =>
    value === null ? [] : [[name, value] as [string, string]],
  )
  return new URLSearchParams(kept)
}

export const authorizeUrl = (change: Change = {}, at = authority) =>
  `${at}/oauth2/v2.0/authorize?${changed(
    {
      client_id: entryway.clientId,
      response_type: 'code',
      redirect_uri: redirectUri,
      scope: 'openid profile offline_access User.Read',
      state: 'a-state',
      nonce: 'a-nonce',
    },
    change,
  )}`

/** Where the authorization request is sent on to without asking the person anything. */
export const locationOf = async (browser: EntraBrowser, change: Change) =>
  new URL((await browser.get(authorizeUrl(change))).headers.get('Location') ?? 'about:blank')

/** The page that the authorization request shows. */
export const pageOf = async (browser: EntraBrowser, change: Change) =>
  (await browser.get(authorizeUrl(change))).text()

/** Sends the form of a page that `pageOf` gave to a path of the authority. */
export const fillPage = (emulator: Emulator, page: string, path: string, fields: Record<string, string>) => {
  const request = /name="request" value="([^"]+)"/.exec(page)?.[1] ?? ''
  const body = new URLSearchParams({ request, ...fields })
  return emulator.fetch(new Request(`${authority}/${path}`, { method: 'POST', body }))
}

export async function codeFor(emulator: Emulator, change: Change = {}, username = 'adele@contoso.example') {
  const back = await new EntraBrowser(emulator).signIn(authorizeUrl(change), username)
  return back.searchParams.get('code') ?? ''
}

export type TokenAnswer = {
  status: number
  headers: Headers
  json: Record<string, unknown> & { error_codes?: number[] }
}

async function post(emulator: Emulator, body: URLSearchParams, headers: Record<string, string>, at: string) {
  const request = new Request(`${at}/oauth2/v2.0/token`, { method: 'POST', body, headers })
  const response = await emulator.fetch(request)
  const json = (await response.json()) as TokenAnswer['json']
  return { status: response.status, headers: response.headers, json }
}

export const redeem = (
  emulator: Emulator,
  code: string,
  change: Change = {},
  headers: Record<string, string> = {},
  at = authority,
): Promise<TokenAnswer> => {
  const body = changed(
    {
      grant_type: 'authorization_code',
      client_id: entryway.clientId,
      client_secret: secret,
      redirect_uri: redirectUri,
      code,
    },
    change,
  )
  return post(emulator, body, headers, at)
}

export const refresh = (
  emulator: Emulator,
  refreshToken: unknown,
  change: Change = {},
  at = authority,
): Promise<TokenAnswer> => {
  const body = changed(
    {
      grant_type: 'refresh_token',
      client_id: entryway.clientId,
      client_secret: secret,
      refresh_token: String(refreshToken),
    },
    change,
  )
  return post(emulator, body, {}, at)
}

/** Signs in and redeems the code, all in one. */
export async function tokensFor(emulator: Emulator, change: Change = {}, username = 'adele@contoso.example') {
  return (await redeem(emulator, await codeFor(emulator, change, username))).json
}

export type Place = { at: string; app: AppRegistration; username: string }

/** Signs in somewhere else than Contoso, in a browser of its own unless one is given; gives the token answer. */
export async function tokensAt(
  emulator: Emulator,
  { at, app, username }: Place,
  change: Change = {},
  browser = new EntraBrowser(emulator),
): Promise<TokenAnswer['json']> {
  const back = await browser.signIn(authorizeUrl({ client_id: app.clientId, ...change }, at), username)
  const code = back.searchParams.get('code') ?? ''
  return (await redeem(emulator, code, { client_id: app.clientId }, {}, at)).json
}

export const callGraph = (emulator: Emulator, path: string, accessToken: unknown) =>
  emulator.fetch(
    new Request(`https://graph.microsoft.com${path}`, {
      headers: { Authorization: `Bearer ${accessToken}` },
    }),
  )
