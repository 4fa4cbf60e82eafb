// Azure DevOps for tests of the emulator: tokens for it, and calls of its API.

import { azureDevOps } from '../../emulator/directory/microsoft-apis.ts'
import type { Person } from '../../emulator/directory/person.ts'
import { noContexts } from '../../emulator/protocol/authentication-context.ts'
import { adele, entryway } from '../../emulator/seed.ts'
import { signAccessToken } from '../../emulator/token/access-token.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { authority, authorizeUrl } from '../support/entra-client.ts'

export const api = 'https://vssps.dev.azure.com/contoso/_apis/tokens/pats'

export const bothScopes = [`${azureDevOps.id}/vso.pats`, `${azureDevOps.id}/vso.pats_manage`].join(' ')

/** A token for Azure DevOps with these scopes, without the sign-in. */
export function tokenWith(
  emulator: Emulator,
  names: string[] = ['vso.pats', 'vso.pats_manage'],
  person: Person = adele,
): Promise<string> {
  const permissions = { resource: azureDevOps, names }
  const granted = { openId: [], resources: [permissions] }
  const grant = { app: entryway, person, sid: '', nonce: null, contexts: noContexts, clientInfo: false }
  const { keys, now } = emulator.state
  const whole = { ...grant, granted, openId: [], permissions }
  return signAccessToken(keys, new URL(authority), whole, 3600, now())
}

export type Json = Record<string, unknown>

export type PatToken = {
  displayName: string
  validTo: string
  scope: string
  targetAccounts: string[] | null
  validFrom: string
  authorizationId: string
  token: string | null
}

export type PatTokenResult = {
  patToken: PatToken | null
  patTokenError: string
  patTokenErrorMessage?: string | null
}

export type Call = {
  method?: string
  query?: Record<string, string>
  body?: unknown
  version?: string
  at?: string
}

/** One request; a body is sent as JSON. */
export function call(
  emulator: Emulator,
  token: string,
  { method = 'GET', query = {}, body, version = '7.2-preview.1', at = api }: Call = {},
): Promise<Response> {
  const headers: Record<string, string> = { Authorization: `Bearer ${token}` }
  const parameters = new URLSearchParams({ 'api-version': version, ...query })
  if (body === undefined) return emulator.fetch(new Request(`${at}?${parameters}`, { method, headers }))
  headers['Content-Type'] = 'application/json'
  const init = { method, headers, body: JSON.stringify(body) }
  return emulator.fetch(new Request(`${at}?${parameters}`, init))
}

export async function resultOf(response: Promise<Response>): Promise<PatTokenResult> {
  const answered = await response
  if (answered.status !== 200) throw new Error(`status ${answered.status}: ${await answered.text()}`)
  return (await answered.json()) as PatTokenResult
}

export async function listed(emulator: Emulator, token: string, query: Record<string, string> = {}) {
  const response = await call(emulator, token, { query })
  if (response.status !== 200) throw new Error(`status ${response.status}: ${await response.text()}`)
  return (await response.json()) as { continuationToken: string; patTokens: PatToken[] }
}

export const azureDevOpsUrl = (scope: string, change: Record<string, string> = {}, at = authority) =>
  authorizeUrl({ scope: `openid offline_access ${scope}`, ...change }, at)

/** A seeded one of Adele's. */
export const seededPat = '9a70ade1-0000-4000-8000-000000000020'

export const newPat = { displayName: 'A name', scope: 'vso.code', validTo: '2026-12-01' }

/** The API as this person uses it, with a new access token for every request. `now` in milliseconds. */
export async function startPats(now: () => number = () => Date.UTC(2026, 10, 21), person: Person = adele) {
  const emulator = await startEmulator({ now })
  const send = async (request: Call) => call(emulator, await tokenWith(emulator, undefined, person), request)
  return {
    emulator,
    send,
    create: (change: Json = {}, version?: string) =>
      resultOf(send({ method: 'POST', body: { ...newPat, ...change }, ...(version ? { version } : {}) })),
    update: (body: Json, version?: string) =>
      resultOf(
        send({
          method: 'PUT',
          body: { authorizationId: seededPat, ...body },
          ...(version ? { version } : {}),
        }),
      ),
    get: (authorizationId: string) => resultOf(send({ query: { authorizationId } })),
    revoke: (authorizationId: string) => send({ method: 'DELETE', query: { authorizationId } }),
    list: async (query: Record<string, string> = {}) =>
      listed(emulator, await tokenWith(emulator, undefined, person), query),
    /** The IDs listed with this filter. */
    idsOf: async (displayFilterOption: string) => {
      const query = { displayFilterOption, sortByOption: 'displayDate' }
      const { patTokens } = await listed(emulator, await tokenWith(emulator, undefined, person), query)
      return patTokens.map(({ authorizationId }) => authorizationId)
    },
  }
}

export type PatApi = Awaited<ReturnType<typeof startPats>>
