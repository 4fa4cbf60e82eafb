// A registration's redirect URIs: each by the app's rules, and together by Entra's.
import { isLocalhost, redirectUriProblem } from '../../src/entryway/protocol.ts'
import { shown } from '../terminal/printable.ts'
import { type AccountKind, kindRow } from './account-kind.ts'

export const LOCAL_REDIRECT_URI = 'http://localhost:8787/getAToken'

export const isLocal = (redirectUri: string): boolean => isLocalhost(new URL(redirectUri).hostname)

/** What is wrong with them together, naming the first offender; null = nothing. */
export function redirectUrisProblem(redirectUris: string[], kind: AccountKind): string | null {
  const { mostRedirectUris } = kindRow(kind)
  const seen = new Set<string>()
  for (const redirectUri of redirectUris) {
    const problem = redirectUriProblem(redirectUri)
    if (problem) return `${shown(redirectUri)} ${problem}`
    const asMatched = withoutLocalPort(redirectUri)
    if (seen.has(asMatched))
      return `${shown(redirectUri)} is listed twice (Entra ignores the port on localhost)`
    seen.add(asMatched)
  }
  return redirectUris.length > mostRedirectUris ? `is used more than ${mostRedirectUris} times` : null
}

const withoutLocalPort = (redirectUri: string) =>
  redirectUri.replace(/^http:\/\/localhost:\d+/, 'http://localhost')

/** Entra ignores the port of localhost. */
export const isSameRedirectUri = (one: string, other: string): boolean =>
  withoutLocalPort(one) === withoutLocalPort(other)

/** .dev.vars gets the local one, or else the first. */
export const forDevelopment = (redirectUris: string[]): string | undefined =>
  redirectUris.find(isLocal) ?? redirectUris[0]

export const inProduction = (redirectUris: string[]): string[] =>
  redirectUris.filter((redirectUri) => !isLocal(redirectUri))

/**
 * The deployed Worker's redirect URI; null = none, or ambiguous.
 * @param named in the operator's order, which Graph does not preserve
 */
export function forProduction(redirectUris: string[], named: string[] | null): string | null {
  const [first, ...others] = inProduction(named ?? redirectUris)
  return first !== undefined && (named !== null || others.length === 0) ? first : null
}

const FRONT_CHANNEL = '/logout/front-channel'

/** Entra loads one of them when the user signs out of another app; only https is accepted. */
export const frontChannelLogoutUrls = (redirectUris: string[], basePath: string): string[] =>
  inProduction(redirectUris).map((each) => `${new URL(each).origin}${basePath}${FRONT_CHANNEL}`)

/** The base path of a registered front-channel logout URL, which is where it is stored; '' = none. */
export function basePathOf(logoutUrl: string | null | undefined): string {
  const path = URL.parse(logoutUrl ?? '')?.pathname ?? ''
  return path.endsWith(FRONT_CHANNEL) ? path.slice(0, -FRONT_CHANNEL.length) : ''
}
