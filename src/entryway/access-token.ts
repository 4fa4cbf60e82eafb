// An access token for one API, out of the session: the one at hand, or a fresh one for the refresh token.
import { needsInteraction } from './entra/errors.ts'
import { keyIdOf, verifyRefreshedIdToken } from './entra/id-token.ts'
import type { Metadata } from './entra/metadata.ts'
import { EntraTokenError, type OAuth2Tokens } from './entra/provider.ts'
import { isDefaultScope, OPENID_SCOPES, resourceOf } from './entra/scope.ts'
import { loadSigningKeys } from './entra/signing-keys.ts'
import { entraProvider, metadataOf } from './entra-client.ts'
import { Refusal, SignInRequired } from './errors/errors.ts'
import { refusalOf, refusalOfEntra } from './errors/to-refusal.ts'
import type { AppContext } from './http/request.ts'
import { log, logRefusal } from './log.ts'
import type { AccessToken } from './session/record.ts'
import { type Session, saveTokens } from './session/session.ts'

/** Renewed this long before they end, as Microsoft's own libraries do. */
const RENEW_BEFORE_END_SECONDS = 300

/**
 * A token for these scopes, all of one API.
 * @throws {SignInRequired} the refresh token is gone for good, or consent is missing
 * @throws what `refusalOf` knows: it is the operator's to mend, or Entra's, and no token is left that still holds
 */
export async function accessTokenFor(c: AppContext, session: Session, scopes: string[]): Promise<string> {
  const now = Date.now() / 1000
  const ofApi = tokenOf(session, scopes)
  const held = ofApi && scopes.every((scope) => ofApi.scopes.includes(scope)) ? ofApi : null
  if (held && now < held.renewAt) return held.token
  try {
    return await refresh(c, session, scopes)
  } catch (error) {
    // Not the person's to settle: the old token is good until it ends.
    const refusal = error instanceof SignInRequired ? null : refusalOf(error)
    if (!held || now >= held.expiresAt || !refusal) throw error
    logRefusal(c, refusal)
    return held.token
  }
}

/**
 * Calls an API with a token for these scopes. A token that the API refuses before its time may have been revoked: it is
 * renewed once, which settles it or sends the person to sign in.
 */
export async function withAccessToken<T>(
  c: AppContext,
  session: Session,
  scopes: string[],
  call: (accessToken: string) => Promise<T>,
): Promise<T> {
  const heldBefore = session.use.accessTokens.map(({ token }) => token)
  const token = await accessTokenFor(c, session, scopes)
  try {
    return await call(token)
  } catch (error) {
    const wasHeld = heldBefore.includes(token)
    if (!wasHeld || !(error instanceof Refusal) || error.code !== 'api_unauthorized') throw error
    return call(await refresh(c, session, scopes))
  }
}

/** One token for all that is used of an API, so that two pages with different scopes do not renew in turns. */
async function refresh(c: AppContext, session: Session, wanted: string[]): Promise<string> {
  const all = [...new Set([...(tokenOf(session, wanted)?.scopes ?? []), ...wanted])]
  try {
    return await refreshFor(c, session, all)
  } catch (error) {
    // Consent to one that another page uses may have been withdrawn; this page must not ask for it.
    if (!(error instanceof SignInRequired) || all.length === wanted.length) throw error
    return refreshFor(c, session, wanted)
  }
}

async function refreshFor(c: AppContext, session: Session, scopes: string[]): Promise<string> {
  const { refreshToken, accessTokens } = session.use
  const { tenantId: tid, username } = session.identity
  if (refreshToken === null) throw new SignInRequired({ scopes, username })

  const metadata = await metadataOf(c)
  const provider = entraProvider(c, metadata)
  let tokens: OAuth2Tokens
  try {
    tokens = await provider.refreshAccessToken(refreshToken, [...OPENID_SCOPES, ...scopes])
  } catch (error) {
    if (!(error instanceof EntraTokenError)) throw error
    const { code, context } = refusalOfEntra(error.answer)
    const about = { ...context, reason: 'refresh', tid, scopes: [...OPENID_SCOPES, ...scopes] }
    const refusal = new Refusal(code, about)
    if (code === 'entra_unavailable' || !needsInteraction(error.answer)) throw refusal
    logRefusal(c, refusal)
    throw new SignInRequired({
      scopes,
      claims: error.claims,
      username,
      ...(code === 'consent_needed' && { code }),
    })
  }
  await refuseOtherPerson(c, session, metadata, tokens)
  const renewed = accessTokenOf(tokens, scopes, Date.now())
  await saveTokens(c, session, {
    refreshToken: tokens.hasRefreshToken() ? tokens.refreshToken() : refreshToken,
    accessTokens: [...accessTokens.filter(({ resource }) => resource !== renewed.resource), renewed],
  })
  log(c, 'refresh', { tid })
  return renewed.token
}

/** An ID token in a refresh answer is about the session's person, or none of the answer is used. */
async function refuseOtherPerson(
  c: AppContext,
  session: Session,
  { issuer, cloudInstanceName, keysUri }: Metadata,
  tokens: OAuth2Tokens,
): Promise<void> {
  if (!('id_token' in tokens.data)) return
  const { authority, clientId, allowedTenants } = c.get('settings')
  const [idToken, now] = [tokens.idToken(), Date.now()]
  await verifyRefreshedIdToken(idToken, {
    keys: await loadSigningKeys(authority, keysUri, keyIdOf(idToken), now),
    metadataIssuer: issuer,
    cloudInstanceName,
    authorityTenant: authority.tenant,
    clientId,
    accessToken: tokens.accessToken(),
    allowedTenants,
    now,
    person: session.identity,
  })
}

/** What a token answer is worth to the session. @param now milliseconds */
export function accessTokenOf(tokens: OAuth2Tokens, scopes: string[], now: number): AccessToken {
  const lifetime = tokens.accessTokenExpiresInSeconds()
  const expiresAt = Math.floor(now / 1000 + lifetime)
  return {
    resource: tokenKey(scopes),
    scopes,
    token: tokens.accessToken(),
    expiresAt,
    // A short-lived token is used for half its life; "five minutes before" would have it renewed at every request.
    renewAt: expiresAt - Math.min(RENEW_BEFORE_END_SECONDS, lifetime / 2),
  }
}

export function tokenOf(session: Session, scopes: string[]): AccessToken | undefined {
  return session.use.accessTokens.find(({ resource }) => resource === tokenKey(scopes))
}

/** A session has one token for each API, and one more for its `.default`. */
function tokenKey([first = '']: string[]): string {
  return isDefaultScope(first) ? first : resourceOf(first)
}
