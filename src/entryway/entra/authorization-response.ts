// Parses the authorization response in Entra's redirect, as strictly as Entra writes it.
import { EntrywayError } from '../errors/entryway-error.ts'

type AuthorizationResponse = { state: string; iss: string | null } & (
  | { code: string }
  | { error: string; suberror: string | null; description: string }
)

const malformed = (reason: string) => new EntrywayError('callback_malformed', { reason })

/** @throws {EntrywayError} `callback_malformed`: a parameter comes twice, or is a token */
export function refuseMalformed(query: URLSearchParams): void {
  const names = [...query.keys()]
  if (new Set(names).size !== names.length) throw malformed('doubled')
  if (names.some((name) => /token/i.test(name))) throw malformed('token_in_query')
}

/** The parameters of RFC 6749 section 4.1.2 and RFC 9207; less than that is not Entra's answer, and what comes beside them (`session_state`) is not read. */
export function readAuthorizationResponse(query: URLSearchParams): AuthorizationResponse {
  const [code, error, state] = ['code', 'error', 'state'].map((name) => query.get(name) || null)
  if (code && error) throw malformed('code_and_error')
  if (!state) throw malformed('no_state')
  const common = { state, iss: query.get('iss') }
  if (code) return { ...common, code }
  if (!error) throw malformed('no_code')
  return {
    ...common,
    error,
    suberror: query.get('error_subcode'),
    description: query.get('error_description') ?? '',
  }
}
