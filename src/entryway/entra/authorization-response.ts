// Parses the authorization response in Entra's redirect, as strictly as Entra writes it.
import { EntrywayError } from '../errors/entryway-error.ts'
import { type EntraReason, explainRedirect } from './errors.ts'

type AuthorizationResponse = { state: string; iss: string | null } & (
  | { code: string }
  | { refused: EntraReason }
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
  const [code, state] = [query.get('code'), query.get('state')]
  const refused = explainRedirect(query)
  if (code && refused) throw malformed('code_and_error')
  if (!state) throw malformed('no_state')
  const common = { state, iss: query.get('iss') }
  if (refused) return { ...common, refused }
  if (!code) throw malformed('no_code')
  return { ...common, code }
}
