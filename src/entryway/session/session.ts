// A session's life: started at sign-in, loaded by its cookie, kept alive by use, ended here or from elsewhere.
import type { Identity } from '../entra/id-token.ts'
import { type AppContext, isSpeculative } from '../http/request.ts'
import { log } from '../log.ts'
import type { Settings } from '../settings/settings.ts'
import { amend, forget, hasEnded, recall, remember } from './cache.ts'
import { readCookie, readCookies, removeCookie, writeCookie } from './cookie.ts'
import {
  deleteSession,
  deleteSessionUnder,
  listSessionsUnder,
  personIndex,
  readRecords,
  StoreError,
  sidIndex,
  writeSession,
  writeUse,
} from './kv-store.ts'
import { isLive, type SessionRecord, sessionEnds, type UseRecord } from './record.ts'
import { deriveKeys, generateSessionToken, isSessionToken } from './seal.ts'

export type Session = {
  id: string
  /** The cookie's value; it opens the records. */
  token: string
  identity: Identity
  record: SessionRecord
  use: UseRecord
}

const COOKIE = 'entryway-session'
/** How often use is written down. KV allows a key one write a second and bills each; the idle limit needs no more. */
const USE_WRITTEN_EVERY_MINUTES = 5

/**
 * Makes a session with a new token and sets its cookie; a session that this browser had before ends.
 * @throws {StoreError} it could not be stored; no cookie is set then
 */
export async function startSession(
  c: AppContext,
  identity: Identity,
  graphOrigin: string,
  tokens: Pick<UseRecord, 'refreshToken' | 'accessTokens'>,
): Promise<void> {
  const settings = c.get('settings')
  const nowSeconds = Math.floor(Date.now() / 1000)
  const session: SessionRecord = {
    kind: 'session',
    version: 1,
    identity,
    startedAt: nowSeconds,
    authority: settings.authority.url,
    graphOrigin,
  }
  const use: UseRecord = { kind: 'use', version: 1, lastUsedAt: nowSeconds, ...tokens }
  const token = generateSessionToken()
  const keys = await deriveKeys(token)
  await writeSession(
    settings.store,
    keys,
    { session, use },
    {
      sessionSeconds: settings.sessionMaxHours * 3600,
      useSeconds: settings.sessionIdleMinutes * 60,
    },
  )
  remember(settings, token, { id: keys.id, session, use }, Date.now())
  await endPreviousSession(c)
  writeCookie(c, COOKIE, token)
}

/**
 * The live session of this request's cookie; null = not signed in.
 * @throws {StoreError} KV did not answer, so nobody knows
 */
export async function loadSession(c: AppContext): Promise<Session | null> {
  const token = readCookie(c, COOKIE)
  if (token === null) return null
  const settings = c.get('settings')
  const now = Date.now()
  const found = recall(settings, token, now) ?? (await readSession(c, token, now))
  if (!found || !isLive(found.session, found.use, settings, now / 1000)) return null

  const session: Session = {
    id: found.id,
    token,
    identity: found.session.identity,
    record: found.session,
    use: found.use,
  }
  keepAlive(c, session, now)
  return session
}

async function readSession(c: AppContext, token: string, now: number) {
  if (!isSessionToken(token)) return null
  const settings = c.get('settings')
  const keys = await deriveKeys(token)
  if (hasEnded(settings, keys.id, now)) return null
  const { session, use, spoiled } = await readRecords(settings.store, keys)
  if (spoiled) c.executionCtx.waitUntil(deleteSession(settings.store, keys.id).catch(() => undefined))
  if (!session || !use) return null
  const found = { id: keys.id, session, use }
  remember(settings, token, found, now)
  return found
}

/** Stores new tokens. A write that fails costs a second refresh later, not the session. */
export async function saveTokens(
  c: AppContext,
  session: Session,
  tokens: Pick<UseRecord, 'refreshToken' | 'accessTokens'>,
): Promise<void> {
  session.use = { ...session.use, ...tokens, lastUsedAt: Math.floor(Date.now() / 1000) }
  await saveUse(c, session)
}

function keepAlive(c: AppContext, session: Session, now: number): void {
  const writtenEvery = Math.min(USE_WRITTEN_EVERY_MINUTES, c.get('settings').sessionIdleMinutes / 4) * 60
  const nowSeconds = Math.floor(now / 1000)
  if (nowSeconds - session.use.lastUsedAt < writtenEvery || isSpeculative(c)) return
  session.use = { ...session.use, lastUsedAt: nowSeconds }
  c.executionCtx.waitUntil(saveUse(c, session))
}

async function saveUse(c: AppContext, session: Session): Promise<void> {
  const settings = c.get('settings')
  // Signed out while this request was under way: the write would bring nothing back, and leave tokens behind.
  if (hasEnded(settings, session.id, Date.now())) return
  amend(settings, session.token, session.use)
  try {
    await writeUse(
      settings.store,
      await deriveKeys(session.token),
      session.use,
      settings.sessionIdleMinutes * 60,
    )
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    log(c, 'store_write_failed', { reason: 'use' })
  }
}

/**
 * Ends this browser's session.
 * @throws {StoreError} it could not be deleted; the cookie is gone all the same
 */
export async function endSession(c: AppContext, session: Session): Promise<void> {
  removeCookie(c, COOKIE)
  forget(c.get('settings'), [session.id], Date.now())
  await deleteSession(c.get('settings').store, session.id, session.identity)
}

/** Ends every session of the person, on every device. @returns their ids */
export function endSessionsOfPerson(c: AppContext, identity: Identity): Promise<string[]> {
  return endSessionsUnder(c, personIndex(identity))
}

/** Ends every session that came from one Entra session. @returns their ids */
export function endSessionsOfSid(c: AppContext, sid: string): Promise<string[]> {
  return endSessionsUnder(c, sidIndex(sid))
}

/** Takes away a cookie that opens nothing any more, or that was sent twice. */
export function dropSessionCookie(c: AppContext): void {
  if (readCookies(c).some(({ name }) => name === COOKIE)) removeCookie(c, COOKIE)
}

export function endsOf(settings: Settings, session: Session) {
  return sessionEnds(session.record, session.use, settings)
}

/** One that cannot be deleted does not keep the others; this isolate forgets them all. */
async function endSessionsUnder(c: AppContext, index: string): Promise<string[]> {
  const { store } = c.get('settings')
  const ids = await listSessionsUnder(store, index)
  forget(c.get('settings'), ids, Date.now())
  const deleted = await Promise.allSettled(ids.map((id) => deleteSessionUnder(store, index, id)))
  const failure = deleted.find((each) => each.status === 'rejected')
  if (failure) throw failure.reason
  return ids
}

/** Without reading it: KV would remember the miss, and its index keys point at nothing from now on. */
async function endPreviousSession(c: AppContext): Promise<void> {
  const token = readCookie(c, COOKIE)
  if (token === null || !isSessionToken(token)) return
  const { id } = await deriveKeys(token)
  forget(c.get('settings'), [id], Date.now())
  await deleteSession(c.get('settings').store, id).catch(() =>
    log(c, 'store_write_failed', { reason: 'previous_session' }),
  )
}
