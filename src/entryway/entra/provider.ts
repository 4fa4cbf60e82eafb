// Arctic's Entra provider for a discovered authority; the only file that uses arctic.
import { generateCodeVerifier, generateState, MicrosoftEntraId, OAuth2Tokens } from 'arctic'
import * as v from 'valibot'
import { EntrywayError, type ErrorContext } from '../errors/entryway-error.ts'
import { parseJson } from '../http/json.ts'
import { fetchText, OutboundError, retryAfter } from '../http/outbound.ts'
import type { Authority } from './authority.ts'
import { CredentialProblem } from './certificate.ts'
import { type Credential, credentialFields } from './credential.ts'
import { aadstsNumber, type EntraAnswer, explain, isCredentialRefused } from './errors.ts'
import type { Metadata } from './metadata.ts'
import { ErrorAnswer, TokenAnswer, withoutEmptyFields } from './token-answer.ts'

export { generateCodeVerifier, generateState, type OAuth2Tokens }

/** Entra's JSON error, including the fields that OAuth does not have. */
export class EntraTokenError extends EntrywayError {
  readonly answer: EntraAnswer
  /** A claims request to hand on to the authorization endpoint unchanged. */
  readonly claims: string | null
  constructor(json: v.InferOutput<ReturnType<typeof ErrorAnswer>>) {
    const answer = {
      error: json.error,
      suberror: json.suberror ?? null,
      aadsts: json.error_codes[0] ?? aadstsNumber(json.error_description ?? ''),
    }
    const { code, ...about } = explain(answer)
    super(code, { reason: 'entra', ...about })
    this.answer = answer
    // MSAL's own fixtures have empty ones, which request nothing.
    this.claims = json.claims || null
  }
}

/** The token endpoint answered, but not with what RFC 6749 section 5 allows; the message is a fixed word for the log. */
export class TokenResponseError extends EntrywayError {
  constructor(reason: string) {
    const operator = 'the token endpoint’s answer breaks the protocol'
    super('token_response_refused', { reason, fixableBy: 'operator', operator, fix: 'run npm run doctor' })
  }
}

/** The registration's side of a request. @property credentials in the order they are tried */
type Client = {
  authority: Authority
  clientId: string
  redirectUri: URL
  credentials: [Credential, ...Credential[]]
}

type About = {
  /** A GUID that also appears in Entra's own sign-in log. */
  correlationId: string
  /** Called with the reason if there is a second credential to use instead. */
  onFirstCredentialRefused?: (why: CredentialProblem | EntraTokenError) => void
}

export class EntraProvider extends MicrosoftEntraId {
  readonly #metadata: Metadata
  readonly #client: Client
  readonly #about: About

  constructor(metadata: Metadata, client: Client, about: About) {
    super(client.authority.tenant, client.clientId, null, client.redirectUri.href)
    this.#metadata = metadata
    this.#client = client
    this.#about = about
  }

  /** The authorization request (OpenID Connect Core 3.1.2.1, RFC 7636). The endpoint's own query stays. */
  authorizationUrl(
    attempt: { state: string; verifier: string; nonce: string; scopes: string[] },
    extra: Record<string, string>,
  ): URL {
    const url = new URL(this.#metadata.authorizationEndpoint)
    const request = this.createAuthorizationURL(attempt.state, attempt.verifier, attempt.scopes)
    for (const [name, value] of request.searchParams) url.searchParams.set(name, value)
    url.searchParams.set('nonce', attempt.nonce)
    url.searchParams.set('response_mode', 'query')
    url.searchParams.set('client-request-id', this.#about.correlationId)
    for (const [name, value] of Object.entries(extra)) url.searchParams.set(name, value)
    return url
  }

  /**
   * Redeems an authorization code.
   * @throws {EntraTokenError} Entra refused
   * @throws {TokenResponseError} its answer breaks the protocol
   * @throws {OutboundError} it could not be reached
   * @throws {EntrywayError} the only credential cannot be used
   */
  override validateAuthorizationCode(
    code: string,
    verifier: string,
    scopes: string[] = [],
  ): Promise<OAuth2Tokens> {
    return this.#requestTokens({
      grant_type: 'authorization_code',
      code,
      redirect_uri: this.#client.redirectUri.href,
      code_verifier: verifier,
      ...(scopes.length > 0 && { scope: scopes.join(' ') }),
    })
  }

  /** Gets tokens for one resource's scopes. Throws as `validateAuthorizationCode` does. */
  override refreshAccessToken(refreshToken: string, scopes: string[]): Promise<OAuth2Tokens> {
    return this.#requestTokens({
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
      scope: scopes.join(' '),
    })
  }

  /** With the second credential once the first cannot be used or Entra refuses it: a change-over has no outage. */
  async #requestTokens(fields: Record<string, string>): Promise<OAuth2Tokens> {
    const [first, second] = this.#client.credentials
    try {
      return await this.#requestTokensWith(first, fields)
    } catch (error) {
      const isUnusable = error instanceof CredentialProblem
      if (!isUnusable && !(error instanceof EntraTokenError && isCredentialRefused(error.answer))) throw error
      if (second) {
        this.#about.onFirstCredentialRefused?.(error)
        return this.#requestTokensWith(second, fields)
      }
      if (!isUnusable) throw error
      throw new EntrywayError('sign_in_unavailable', {
        reason: 'credential',
        fixableBy: 'operator',
        operator: error.message,
      })
    }
  }

  async #requestTokensWith(credential: Credential, fields: Record<string, string>): Promise<OAuth2Tokens> {
    const { tokenEndpoint } = this.#metadata
    const proof = await credentialFields(credential, this.#client.clientId, tokenEndpoint, Date.now())
    const answer = await fetchText(tokenEndpoint, {
      method: 'POST',
      headers: {
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
        'client-request-id': this.#about.correlationId,
      },
      body: new URLSearchParams({ ...fields, ...proof }).toString(),
    })
    return readTokenAnswer(answer.status, answer.text, answer.headers)
  }
}

/** Validates a response of the token endpoint; no I/O. */
export function readTokenAnswer(status: number, text: string, headers = new Headers()): OAuth2Tokens {
  const json = parseJson(text)
  if (status === 429 || status >= 500) {
    const said = { ...saidBy(json), retryAfterSeconds: retryAfter(headers) }
    throw new OutboundError(`status_${status}`, undefined, said)
  }
  if (status >= 300 && status < 400) throw new TokenResponseError('redirect')
  // A page from a proxy in between: Entra itself did not respond.
  if (json === undefined) throw new OutboundError('not_json')
  if (typeof json !== 'object' || json === null) throw new TokenResponseError('not_an_object')
  if ('error' in json) {
    const refusal = v.safeParse(ErrorAnswer(), json)
    if (status === 200 || !refusal.success) throw new TokenResponseError('malformed_error')
    throw new EntraTokenError(refusal.output)
  }
  if (status !== 200) throw new TokenResponseError(`status_${status}`)
  const tokens = v.safeParse(TokenAnswer(), withoutEmptyFields(json))
  if (!tokens.success) throw new TokenResponseError(`field_${tokens.issues[0].path?.[0].key ?? 'unknown'}`)
  return new OAuth2Tokens(tokens.output)
}

/** For the log: a 5xx means that Entra is unavailable, whatever the body says. */
function saidBy(json: unknown): ErrorContext {
  const answer = v.safeParse(ErrorAnswer(), json)
  if (!answer.success) return {}
  const { code, ...said } = explain(new EntraTokenError(answer.output).answer)
  return said
}
