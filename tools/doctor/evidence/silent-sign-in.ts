// A sign-in that asks nobody (`prompt=none`): Entra says without a person what it thinks of the app and its request.
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
  /** At the redirect URI, as an error that the app would hear. */
  | { kind: 'to_app'; answer: EntraAnswer; unknownScope: string | null }
  /** On Entra's own page: there is no address that it may be sent to. */
  | { kind: 'page'; aadsts: number | null }
  /** Somebody else is to answer first, such as the sign-in of personal accounts. */
  | { kind: 'elsewhere' }

/** Nobody is signed in. */
const NO_SESSION = 50058

/** What a check says of an answer that says nothing. */
export const UNTOLD = 'This authority does not reveal it without a user. Sign in once to find out.'

/** Entra's pages say the number in words, or in the data of their script. */
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
 * The app's own authorization request, but silent.
 * @param change.withoutChallenge leaves PKCE out, which Entra minds for redirect URIs of single-page applications
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
  // A page that would ask a browser for its Windows account says so; the request itself is in order.
  if (aadsts === NO_SESSION)
    return { kind: 'to_app', answer: { error: 'login_required', suberror: null, aadsts }, unknownScope: null }
  return { kind: 'page', aadsts }
}

/** What a silent request in order is answered with, as nobody is signed in here. */
export const isInOrder = ({ error }: EntraAnswer): boolean =>
  ['login_required', 'interaction_required', 'consent_required'].includes(error)

/** The number that Entra gave; null when it gave none. */
export const aadstsOf = (silent: SilentAnswer): number | null =>
  silent.kind === 'to_app' ? silent.answer.aadsts : silent.kind === 'page' ? silent.aadsts : null
