// The cookie that is the session: a secret, with the names under which the session can be ended.
import type { Context } from 'hono'
import type { Credential } from '../entra/credential.ts'
import { keyedHash } from '../settings/keyed-hash.ts'
import type { Settings } from '../settings/settings.ts'
import { readCookie, readCookies, removeCookie, writeCookie } from './cookie.ts'
import { randomToken } from './seal.ts'

const COOKIE = 'entryway-session'

export type SessionToken = {
  /** The whole value. The records' name and key are derived from all of it, so that changed names open nothing. */
  value: string
  /** Hash of the user: `ended:user:{user}` ends all their sessions. */
  user: string
  /** Hash of the Entra session; null where the ID token had no `sid`. */
  sid: string | null
  /** Seconds since 1970. */
  startedAt: number
  /** Keyed with the app's credential: proves that this app made the cookie, if the store has no record of it. */
  tag: string
}

const FORM = /^[\w-]{43}\.([\w-]{43})\.([\w-]{43})?\.([0-9a-z]{6,8})\.([\w-]{22})$/

/** 32 random bytes, the two names, and when it began. */
export function createSessionToken(
  about: Omit<SessionToken, 'value' | 'tag'>,
  [credential]: Credentials,
): SessionToken {
  const { user, sid, startedAt } = about
  const named = [randomToken(), user, sid ?? '', Math.floor(startedAt).toString(36)].join('.')
  const tag = tagOf(named, credential)
  return { value: `${named}.${tag}`, tag, ...about }
}

/**
 * Whether this app made it, so that its names are true. The session needs no more than its records; a tag of a credential that has
 * been replaced proves nothing.
 */
export function isOwnToken({ value, tag }: SessionToken, credentials: Credentials): boolean {
  const named = value.slice(0, -tag.length - 1)
  return credentials.some((credential) => tagOf(named, credential) === tag)
}

const tagOf = (named: string, credential: Credential) => keyedHash('cookie', named, credential).slice(0, 22)

type Credentials = [Credential, ...Credential[]]

/** null = not in this form. Only the store can tell whether it opens anything. */
export function parseSessionToken(value: string): SessionToken | null {
  const match = FORM.exec(value)
  const [, user, sid, startedAt, tag] = match ?? []
  if (user === undefined || startedAt === undefined || tag === undefined) return null
  return { value, user, sid: sid ?? null, startedAt: Number.parseInt(startedAt, 36), tag }
}

/** null when there is none. */
export const readSessionCookie = (c: Context): string | null => readCookie(c, COOKIE)

/** null when there is none, or what is there has not its form. */
export function readSessionToken(c: Context): SessionToken | null {
  const value = readSessionCookie(c)
  return value === null ? null : parseSessionToken(value)
}

/** For as long as the browser is open, or for the session's whole life where that is set. */
export function writeSessionCookie(c: Context, token: SessionToken, settings: Settings): void {
  writeCookie(c, COOKIE, token.value, settings.keepSignedIn ? settings.sessionMaxHours * 3600 : undefined)
}

/** Also one that no longer opens anything, or that was sent twice. */
export function removeSessionCookie(c: Context): void {
  if (readCookies(c).some(({ name }) => name === COOKIE)) removeCookie(c, COOKIE)
}
