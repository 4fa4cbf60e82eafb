// The value of the session's cookie: a secret, with the names under which the session can be ended.
import type { Credential } from '../entra/credential.ts'
import { keyedHash } from '../settings/keyed-hash.ts'
import { randomToken } from './seal.ts'

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
