// A silent sign-in (`prompt=none`): shows without a user whether Entra accepts the app and its request.
import {
  aadstsNumber,
  type EntraAnswer,
  EntraProvider,
  fetchText,
  generateCodeVerifier,
  generateState,
  type Metadata,
  OPENID_SCOPES,
  OutboundError,
  type Settings,
} from '../../../src/entryway/protocol.ts'

export type SilentAnswer =
  /** Returned to the redirect URI, as the app would receive it. */
  | { kind: 'to_app'; answer: EntraAnswer; unknownScope: string | null }
  /** Shown on Entra's own page: there is no valid redirect URI to return it to. */
  | { kind: 'page'; aadsts: number | null }
  /** Redirected elsewhere first, such as to the sign-in for personal accounts. */
  | { kind: 'elsewhere' }

/** No user is signed in. */
const NO_SESSION = 50058

/** For an inconclusive response. */
export const UNTOLD = 'This authority does not reveal it without a user. Sign in once to find out.'

/** Entra's error pages contain the code in their text or in their script's data. */
function numberOnPage(html: string): number | null {
  const match = /AADSTS(\d{5,8})\b/.exec(html) ?? /"sErrorCode":"(\d{5,8})"/.exec(html)
  return match ? Number(match[1]) : null
}

function readLocation(location: string, redirectUri: URL, state: string): SilentAnswer {
  const url = URL.parse(location)
  const isOurs = url?.origin === redirectUri.origin && url.pathname === redirectUri.pathname
  if (!isOurs || url.searchParams.get('state') !== state) return { kind: 'elsewhere' }
  const description = url.searchParams.get('error_description') ?? ''
  const error = url.searchParams.get('error') ?? ''
  // AADSTS650053: redirects#registration-error.
  const [, unknownScope = null] = /asked for scope '([\w.:/-]{1,100})'/.exec(description) ?? []
  return {
    kind: 'to_app',
    answer: { error, suberror: null, aadsts: aadstsNumber(description) },
    unknownScope,
  }
}

/**
 * The app's own authorization request, made silently.
 * @param change.withoutChallenge omits PKCE, which Entra requires for single-page application redirect URIs
 * @throws {OutboundError}
 */
export async function signInSilently(
  metadata: Metadata,
  settings: Settings,
  change: { withoutChallenge?: boolean } = {},
): Promise<SilentAnswer> {
  const provider = new EntraProvider(metadata, settings, { correlationId: crypto.randomUUID() })
  const state = generateState()
  const url = provider.authorizationUrl(
    {
      state,
      verifier: generateCodeVerifier(),
      nonce: generateState(),
      scopes: [...OPENID_SCOPES, ...settings.scopes],
    },
    { prompt: 'none' },
  )
  if (change.withoutChallenge) {
    url.searchParams.delete('code_challenge')
    url.searchParams.delete('code_challenge_method')
  }
  const { status, headers, text } = await fetchText(url, { headers: { accept: 'text/html' } })
  if (status === 429 || status >= 500) throw new OutboundError(`status_${status}`)
  const location = headers.get('location')
  if (location !== null) return readLocation(location, settings.redirectUri, state)
  const aadsts = numberOnPage(text)
  // Shown on a page that tries Windows sign-in in the browser; the request itself is valid.
  if (aadsts === NO_SESSION)
    return { kind: 'to_app', answer: { error: 'login_required', suberror: null, aadsts }, unknownScope: null }
  return { kind: 'page', aadsts }
}

/** The response to a valid silent request, as no user is signed in. */
export const isInOrder = ({ error }: EntraAnswer): boolean =>
  ['login_required', 'interaction_required', 'consent_required'].includes(error)

/** Entra's error code; null = none. */
export const aadstsOf = (silent: SilentAnswer): number | null =>
  silent.kind === 'to_app' ? silent.answer.aadsts : silent.kind === 'page' ? silent.aadsts : null
