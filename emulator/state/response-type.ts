// The response_type of an authorization request: a code, an ID token, an access token, or two of them.
import type { AppRegistration } from '../directory/app-registration.ts'
import { implicitGrantOf } from '../directory/registered.ts'
import { EntraError } from '../protocol/entra-error.ts'
import type { Parameters } from '../protocol/parameters.ts'

export type ResponseType = { code: boolean; idToken: boolean; token: boolean }

export type ResponseMode = 'query' | 'fragment' | 'form_post'

const codeOnly: ResponseType = { code: true, idToken: false, token: false }

/** The metadata's values, in any order, and `token` alone (v2-oauth2-implicit-grant-flow). */
const known = ['code', 'id_token', 'code id_token', 'id_token token', 'token']

const modes: readonly string[] = ['query', 'fragment', 'form_post']

/** null: unknown to Entra. */
function parseResponseType(text: string): ResponseType | null {
  const words = text.split(' ').filter(Boolean)
  if (!known.includes(words.toSorted().join(' '))) return null
  return {
    code: words.includes('code'),
    idToken: words.includes('id_token'),
    token: words.includes('token'),
  }
}

const bringsTokens = ({ idToken, token }: ResponseType) => idToken || token

/** How the response is returned, errors included: tokens never go in a query. */
export function responseModeOf(parameters: Parameters): ResponseMode {
  const type = parseResponseType(parameters.get('response_type') ?? '') ?? codeOnly
  const mode = parameters.get('response_mode')
  if (mode === 'form_post' || mode === 'fragment') return mode
  return bringsTokens(type) ? 'fragment' : 'query'
}

/** Throws EntraError if the registration, the mode, or the scope does not allow it. */
export function readResponseType(
  text: string,
  app: AppRegistration,
  parameters: Parameters,
  openId: string[],
): ResponseType {
  const type = parseResponseType(text)
  if (!type) throw new EntraError(70005)
  const allowed = implicitGrantOf(app)
  if (type.idToken && !allowed.idToken) throw new EntraError(700054)
  if (type.token && !allowed.accessToken) throw new EntraError(700051)
  const mode = parameters.get('response_mode')
  const fits = mode === null || (modes.includes(mode) && !(mode === 'query' && bringsTokens(type)))
  if (!fits) throw new EntraError(70007, { mode })
  if (type.idToken && !openId.includes('openid')) throw new EntraError(70005)
  if (type.idToken && parameters.get('nonce') === null) throw new EntraError(900144, { parameter: 'nonce' })
  return type
}
