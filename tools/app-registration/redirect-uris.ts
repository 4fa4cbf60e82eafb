// The redirect URIs of one registration: each by the app's own rules, and all of them together by Entra's.
import * as v from 'valibot'
import { isLocalhost, Variables } from '../../src/entryway/protocol.ts'
import { shown } from '../terminal/printable.ts'
import { type AccountKind, kindRow } from './account-kind.ts'

export const LOCAL_REDIRECT_URI = 'http://localhost:8787/getAToken'

export const isLocal = (redirectUri: string): boolean => isLocalhost(new URL(redirectUri).hostname)

/** What is wrong with one, in words to follow its name; null = nothing. Source: "Redirect URI (reply URL) restrictions". */
export function redirectUriProblem(redirectUri: string): string | null {
  const judged = v.safeParse(Variables().entries.REDIRECT_URI, redirectUri, { abortPipeEarly: true })
  return judged.success ? null : judged.issues[0].message
}

/** What is wrong with these together, naming the first that is; null = nothing. */
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

/** Two that differ only in a port of localhost are one to Entra. */
export const isSameRedirectUri = (one: string, other: string): boolean =>
  withoutLocalPort(one) === withoutLocalPort(other)

/** The one for this machine stands in .dev.vars; without one, the first. */
export const forDevelopment = (redirectUris: string[]): string | undefined =>
  redirectUris.find(isLocal) ?? redirectUris[0]

export const inProduction = (redirectUris: string[]): string[] =>
  redirectUris.filter((redirectUri) => !isLocal(redirectUri))

/**
 * The one that the deployed Worker has; null = there is none, or it cannot be known which it is.
 * @param named in the person's order, which Graph does not keep
 */
export function forProduction(redirectUris: string[], named: string[] | null): string | null {
  const [first, ...others] = inProduction(named ?? redirectUris)
  return first !== undefined && (named !== null || others.length === 0) ? first : null
}

/** Entra opens one of them when the person signs out of another app; it takes https only. */
export const frontChannelLogoutUrls = (redirectUris: string[]): string[] =>
  inProduction(redirectUris).map((each) => `${new URL(each).origin}/logout/front-channel`)
