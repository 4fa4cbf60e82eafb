// The access token for one API: the one that the session has, or a new one for its refresh token.
import { isFinal, needsInteraction } from './entra/errors.ts'
import { verifyRefreshedIdToken } from './entra/id-token.ts'
import { EntraTokenError } from './entra/provider.ts'
import { OPENID_SCOPES } from './entra/scope.ts'
import { entraProvider, idTokenRules, metadataOf } from './entra-client.ts'
import { EntrywayError, SignInRequired } from './errors/entryway-error.ts'
import type { StoredSession } from './session/cache.ts'
import { apiOf, cachedToken, toCachedToken } from './session/cached-tokens.ts'
import { endUnvouched } from './session/ending.ts'
import { noteUse } from './session/use.ts'
import type { Task } from './task.ts'
import { sleep } from './wait.ts'

/**
 * A token for these scopes, all of one API.
 * @throws {SignInRequired} the refresh token is gone for good, or consent is missing
 * @throws {EntrywayError} the refresh failed, and the cached token has expired
 */
export async function getAccessToken(task: Task, session: StoredSession, scopes: string[]): Promise<string> {
  const now = Date.now() / 1000
  const cached = cachedToken(session, scopes)
  if (cached && now < cached.renewAt) return cached.token
  try {
    return await refreshOnce(task, session, scopes)
  } catch (error) {
    // Not the user's to fix: the old token is good until it expires.
    const isExpected = error instanceof EntrywayError && !(error instanceof SignInRequired)
    if (!cached || now >= cached.expiresAt || !isExpected) throw error
    task.log.error(error)
    return cached.token
  }
}

/**
 * Calls an API with a token for these scopes. A token that the API rejects before its time may have been revoked: it is
 * renewed once, which settles it or sends the user to sign in.
 * @param call throws `api_unauthorized` when the API rejects the token
 */
export async function withAccessToken<T>(
  task: Task,
  session: StoredSession,
  scopes: string[],
  call: (accessToken: string) => Promise<T>,
): Promise<T> {
  const before = cachedToken(session, scopes)?.token
  const token = await getAccessToken(task, session, scopes)
  try {
    return await call(token)
  } catch (error) {
    const wasCached = token === before
    if (!wasCached || !(error instanceof EntrywayError) || error.code !== 'api_unauthorized') throw error
    return call(await refreshOnce(task, session, scopes, token))
  }
}

/** How long a request to Entra may take, and how often another request checks whether it is done. */
const REFRESHING_MS = 10_000
const LOOK_EVERY_MS = 50
/** vouch.ts tries no more often than this, even if it fails, because Entra may be unreachable. */
const VOUCH_AGAIN_SECONDS = 60

/**
 * One refresh for all that need it at the same time. The calls of one request share a promise, and its failure. Other requests
 * wait for what it leaves in the session, because workerd forbids awaiting another request's promise.
 * @param rejected the token that the API did not accept
 */
export async function refreshOnce(
  task: Task,
  session: StoredSession,
  scopes: string[],
  rejected?: string,
): Promise<string> {
  const api = apiOf(scopes)
  const known = task.refreshes.get(api)
  if (known) {
    const isSame = known.scopes.join(' ') === scopes.join(' ')
    try {
      const token = await known.refreshing
      if (isSame) return token
    } catch (error) {
      // Consent that another scope lacks is no reason to refuse these.
      if (isSame || !(error instanceof SignInRequired)) throw error
    }
  }
  const refreshing = refreshAmongRequests(task, session, scopes, rejected)
  task.refreshes.set(api, { scopes, refreshing })
  refreshing.then(
    () => task.refreshes.delete(api),
    () => undefined,
  )
  return refreshing
}

async function refreshAmongRequests(
  task: Task,
  session: StoredSession,
  scopes: string[],
  rejected: string | undefined,
): Promise<string> {
  const { refreshingUntil } = session
  const api = apiOf(scopes)
  const before = cachedToken(session, scopes)
  while (Date.now() < (refreshingUntil.get(api) ?? 0)) {
    if (before && before.token !== rejected && Date.now() / 1000 < before.expiresAt) return before.token
    await sleep(LOOK_EVERY_MS)
    const renewed = cachedToken(session, scopes)
    if (renewed && renewed.token !== before?.token) return renewed.token
  }
  refreshingUntil.set(api, Date.now() + REFRESHING_MS)
  session.vouchAgainAt = Date.now() + VOUCH_AGAIN_SECONDS * 1000
  try {
    return await refresh(task, session, scopes)
  } finally {
    refreshingUntil.delete(api)
  }
}

/** Also requests the scopes that the cached token has, or two pages with different scopes would replace each other's token. */
async function refresh(task: Task, session: StoredSession, wanted: string[]): Promise<string> {
  const { refreshToken } = session.use
  if (refreshToken === null)
    throw new SignInRequired({ scopes: wanted, username: session.record.identity.username })
  const had = session.use.accessTokens.find(({ resource }) => resource === apiOf(wanted))?.scopes ?? []
  const others = had.filter((scope) => !wanted.includes(scope))
  const isNew = wanted.some((scope) => !had.includes(scope))
  try {
    return await requestToken(task, session, refreshToken, [...others, ...wanted]).catch((error: unknown) => {
      // Another page's scope may have lost its consent; this page must not request it.
      const mayBeAnothers = isConsentNeeded(error) && others.length > 0 && !isNew
      if (!mayBeAnothers) throw error
      return requestToken(task, session, refreshToken, wanted)
    })
  } catch (error) {
    throw error instanceof EntraTokenError ? await refreshError(task, session, wanted, error) : error
  }
}

const isConsentNeeded = (error: unknown) =>
  error instanceof EntraTokenError && error.code === 'consent_needed'

async function requestToken(
  task: Task,
  session: StoredSession,
  refreshToken: string,
  scopes: string[],
): Promise<string> {
  const metadata = await metadataOf(task)
  const tokens = await entraProvider(task, metadata).refreshAccessToken(refreshToken, [
    ...OPENID_SCOPES,
    ...scopes,
  ])
  const { identity } = session.record
  // It must name the session's user, or the whole response is discarded.
  if ('id_token' in tokens.data) {
    const rules = await idTokenRules(task, metadata, tokens)
    await verifyRefreshedIdToken(rules.idToken, { ...rules, person: identity })
  }
  const renewed = toCachedToken(tokens, scopes, Date.now())
  noteUse(session, {
    vouchedAt: Date.now() / 1000,
    refreshToken: tokens.hasRefreshToken() ? tokens.refreshToken() : refreshToken,
    accessTokens: [
      ...session.use.accessTokens.filter(({ resource }) => resource !== renewed.resource),
      renewed,
    ],
  })
  task.log('refresh', { tid: identity.tenantId })
  return renewed.token
}

/** What Entra's refusal means for the page that needs the token. A final one ends the session. */
async function refreshError(
  task: Task,
  session: StoredSession,
  scopes: string[],
  { code, answer, claims, context }: EntraTokenError,
): Promise<EntrywayError> {
  const { tenantId: tid, username } = session.record.identity
  const { aadsts } = context
  const about = { ...context, reason: 'refresh', tid, scopes: [...OPENID_SCOPES, ...scopes] }
  const expected = new EntrywayError(code, about)
  if (code === 'entra_unavailable' || !needsInteraction(answer)) return expected
  // Consent that has not been requested yet is not an error.
  if (code === 'consent_needed') task.log('consent_asked', { tid, aadsts })
  else task.log.error(expected)
  if (isFinal(answer)) await endUnvouched(task, session, { reason: 'entra', aadsts })
  return new SignInRequired({ scopes, claims, username, ...(code === 'consent_needed' && { code }) })
}
