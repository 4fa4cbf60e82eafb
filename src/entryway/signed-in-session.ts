// The session as an app sees it: who is signed in, until when, and the APIs that can be called on their behalf.
import { getAccessToken, withAccessToken } from './access-token.ts'
import type { Identity } from './entra/id-token.ts'
import { EntrywayError } from './errors/entryway-error.ts'
import { type ApiRequest, apiName, fetchApiJson, streamApi } from './http/api.ts'
import type { StoredSession } from './session/cache.ts'
import { cachedToken } from './session/cached-tokens.ts'
import { sessionEnds } from './session/record.ts'
import { isFresh } from './sign-in/step-up.ts'
import type { Task } from './task.ts'

/**
 * Methods that need a token throw `SignInRequired` until the user has consented to the scopes; scopes are of one API. A method is
 * called on the session: `const { fetch } = session` would lose it.
 */
export type Session = {
  /** Stable for the life of the session. Not a secret, and not the cookie. */
  readonly id: string
  readonly identity: Identity
  /** Seconds since 1970, as this request began: when the session expires unless it is used, and when at the latest. */
  readonly expires: { ifUnused: number; atLatest: number }
  /** When Entra last saw the user's credentials, in seconds since 1970; null = unknown. */
  readonly authenticatedAt: number | null
  /** Whether that was at most this many seconds ago, as `requireSession({ maxAge })` checks. */
  isFresh(maxAge: number): boolean
  accessToken(scopes: string[]): Promise<string>
  /** The session's cached token; null = there is no valid one. Never calls Entra. */
  cachedAccessToken(scopes: string[]): string | null
  /** Renews the token once when `call` throws an `EntrywayError` with the code `api_unauthorized`. */
  withAccessToken<T>(scopes: string[], call: (accessToken: string) => Promise<T>): Promise<T>
  /**
   * Calls an API. A path is Microsoft Graph's (`/me` is `https://graph.microsoft.com/v1.0/me`, in the cloud that the user
   * signed in at). Returns any status but 401; redirects are not followed.
   * @throws {EntrywayError} `api_failed`, `api_timed_out`: no response; `api_unauthorized`
   */
  fetch(urlOrPath: string | URL, scopes: string[], request?: ApiRequest): Promise<Response>
  /**
   * Calls an API for JSON; null when the response to a change has no body.
   * @throws {EntrywayError} `api_…`: no response, a status other than 2xx, not JSON, or more than 1 MiB
   */
  fetchJson(urlOrPath: string | URL, scopes: string[], request?: ApiRequest): Promise<unknown>
  /** The URL for a path passed to `fetch`. */
  graphUrl(path: string): string
}

/** A class, because closures for each method would be made anew at every request. */
export class SignedInSession implements Session {
  readonly id: string
  readonly identity: Identity
  readonly expires: Session['expires']
  readonly authenticatedAt: number | null
  readonly #task: Task
  readonly #stored: StoredSession

  constructor(task: Task, stored: StoredSession) {
    this.id = stored.id
    this.identity = stored.record.identity
    this.expires = sessionEnds(stored, task.settings)
    this.authenticatedAt = stored.record.authenticatedAt
    this.#task = task
    this.#stored = stored
  }

  isFresh(maxAge: number): boolean {
    return isFresh(this.#stored, maxAge, this.#task.settings, Date.now() / 1000)
  }

  accessToken(scopes: string[]): Promise<string> {
    return getAccessToken(this.#task, this.#stored, scopes)
  }

  cachedAccessToken(scopes: string[]): string | null {
    const cached = cachedToken(this.#stored, scopes)
    return cached && Date.now() / 1000 < cached.expiresAt ? cached.token : null
  }

  withAccessToken<T>(scopes: string[], call: (accessToken: string) => Promise<T>): Promise<T> {
    return withAccessToken(this.#task, this.#stored, scopes, call)
  }

  async fetch(urlOrPath: string | URL, scopes: string[], request: ApiRequest = {}): Promise<Response> {
    const { url, api } = resolveApi(this.#stored, urlOrPath)
    return this.withAccessToken(scopes, async (token) => {
      const response = await streamApi(url, token, { api, ...request })
      if (response.status !== 401) return response
      await response.body?.cancel()
      throw new EntrywayError('api_unauthorized', { reason: 'status_401', api: request.api ?? api })
    })
  }

  async fetchJson(urlOrPath: string | URL, scopes: string[], request: ApiRequest = {}): Promise<unknown> {
    const { url, api } = resolveApi(this.#stored, urlOrPath)
    return this.withAccessToken(scopes, (token) => fetchApiJson(url, token, { api, ...request }))
  }

  graphUrl(path: string): string {
    return graphUrl(this.#stored, path)
  }
}

function graphUrl({ record }: StoredSession, path: string): string {
  return `${record.graphOrigin}/v1.0${path}`
}

function resolveApi(stored: StoredSession, urlOrPath: string | URL): { url: string; api: string } {
  const isPath = typeof urlOrPath === 'string' && urlOrPath.startsWith('/')
  const url = isPath ? graphUrl(stored, urlOrPath) : String(urlOrPath)
  if (!URL.canParse(url)) throw new TypeError(`${url} is not a URL; a Microsoft Graph path begins with /`)
  // In other clouds, and in the local Entra, Graph's host name does not show that it is Graph.
  const graph = `${stored.record.graphOrigin}/`
  const isGraph = url.startsWith(`${graph}v1.0/`) || url.startsWith(`${graph}beta/`)
  return { url, api: isGraph ? 'Microsoft Graph' : apiName(url) }
}
