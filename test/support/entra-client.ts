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

/** The fields, an error's among others, that a response sends back to the app. */
export const errorIn = ({ headers }: Response): Record<string, string> => {
  const { search, hash } = new URL(headers.get('Location') ?? 'about:blank')
  return Object.fromEntries(new URLSearchParams(hash === '' ? search : hash.slice(1)))
}

/** The page that the authorization request shows. */
export const pageOf = async (browser: EntraBrowser, change: Change) =>
  (await browser.get(authorizeUrl(change))).text()

/** The ID of the authorization request that a page's form belongs to. */
export const requestIn = (page: string) => /name="request" value="([^"]+)"/.exec(page)?.[1] ?? ''

/** Sends the form of a page that `pageOf` gave to a path of the authority. */
export const fillPage = (emulator: Emulator, page: string, path: string, fields: Record<string, string>) => {
  const body = new URLSearchParams({ request: requestIn(page), ...fields })
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

/** One form to an endpoint that answers in JSON; null leaves a field out. */
export async function postTo(
  emulator: Emulator,
  url: string,
  fields: Change,
  headers: Record<string, string> = {},
): Promise<TokenAnswer> {
  const init = { method: 'POST', body: changed({}, fields), headers }
  const response = await emulator.fetch(new Request(url, init))
  const json = (await response.json()) as TokenAnswer['json']
  return { status: response.status, headers: response.headers, json }
}

export const postToken = (
  emulator: Emulator,
  fields: Change,
  at = authority,
  headers: Record<string, string> = {},
): Promise<TokenAnswer> => postTo(emulator, `${at}/oauth2/v2.0/token`, fields, headers)

export const redeem = (
  emulator: Emulator,
  code: string,
  change: Change = {},
  headers: Record<string, string> = {},
  at = authority,
): Promise<TokenAnswer> => {
  const client = { client_id: entryway.clientId, client_secret: secret, redirect_uri: redirectUri }
  return postToken(emulator, { grant_type: 'authorization_code', ...client, code, ...change }, at, headers)
}

export const refresh = (
  emulator: Emulator,
  refreshToken: unknown,
  change: Change = {},
  at = authority,
): Promise<TokenAnswer> => {
  const client = { client_id: entryway.clientId, client_secret: secret }
  const fields = { grant_type: 'refresh_token', ...client, refresh_token: String(refreshToken), ...change }
  return postToken(emulator, fields, at)
}

/** Client credentials: a token of the app itself, for this API. */
export const redeemAsApp = (
  emulator: Emulator,
  api = 'https://graph.microsoft.com',
  change: Change = {},
  at = authority,
): Promise<TokenAnswer> => {
  const client = { client_id: entryway.clientId, client_secret: secret }
  const fields = { grant_type: 'client_credentials', ...client, scope: `${api}/.default`, ...change }
  return postToken(emulator, fields, at)
}

/** The registration itself, for tests that change it. */
export function registrationOf({ state }: Emulator, { clientId }: AppRegistration): AppRegistration {
  const app = state.apps.find((each) => each.clientId === clientId)
  if (!app) throw new Error(`no app ${clientId}`)
  return app
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
