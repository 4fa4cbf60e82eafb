// Single sign-on: who is signed in to Entra in a browser, and which apps they reached from there.
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { type Authority, admits } from '../directory/authority.ts'
import type { Person } from '../directory/person.ts'
import { randomToken } from '../protocol/random.ts'

export type Account = {
  person: Person
  /** Of this person in this browser; the `sid` claim of every app. */
  sid: string
  /** Milliseconds. */
  signedInAt: number
  /** Client ids that got a code. */
  apps: Set<string>
  /** Whether more than one factor was proved in this browser. */
  multiFactor: boolean
  /** Of the browser, as far as the emulator can tell. */
  address?: { ip: string; forwarded: boolean }
}

/** A proxy names it, else it is this machine's. */
function addressOf(c: Context): { ip: string; forwarded: boolean } {
  const forwarded = c.req.header('X-Forwarded-For')?.split(',')[0]?.trim()
  return forwarded ? { ip: forwarded, forwarded: true } : { ip: '127.0.0.1', forwarded: false }
}

/** The account of each person, by oid. */
export type Browser = Map<string, Account>

/** Cookies do not know ports: on localhost each emulator has one of its own. */
function cookieOf(c: Context): string {
  const { port } = new URL(c.req.url)
  return port ? `emulator-sso-${port}` : 'emulator-sso'
}

/** Browsers with an SSO session, by the value of their cookie. */
export type Browsers = Map<string, Browser>

const browserOf = (c: Context, browsers: Browsers) => browsers.get(getCookie(c, cookieOf(c)) ?? '')

/** GUID-like and no GUID of RFC 4122, as those of 2025 are (sign-out#form-of-sid): its version is 0. */
function newSid(): string {
  const id = crypto.randomUUID()
  return `00${id.slice(2, 14)}0${id.slice(15)}`
}

/** Everybody who is signed in in this browser, whatever the authority. */
export const signedInAnywhere = (c: Context, browsers: Browsers): Account[] => [
  ...(browserOf(c, browsers)?.values() ?? []),
]

export const signedIn = (c: Context, browsers: Browsers, authority: Authority): Account[] =>
  [...(browserOf(c, browsers)?.values() ?? [])].filter(({ person }) => admits(authority, person))

/** Signs in, or in again: the same person keeps the same sid in one browser. `now` in milliseconds. */
export function signIn(c: Context, browsers: Browsers, person: Person, now: number): Account {
  // A new cookie value at every sign-in: one planted before it is worth nothing after it.
  const browser = browserOf(c, browsers) ?? new Map<string, Account>()
  browsers.delete(getCookie(c, cookieOf(c)) ?? '')
  const id = randomToken(32)
  browsers.set(id, browser)
  const secure = new URL(c.req.url).protocol === 'https:'
  // None: a single-page application asks with prompt=none in a hidden frame. A browser takes it over https only.
  setCookie(c, cookieOf(c), id, {
    httpOnly: true,
    sameSite: secure ? 'None' : 'Lax',
    secure,
    path: '/',
  })
  const oid = person.profile.id
  const before = browser.get(oid)
  const account: Account = {
    person,
    sid: before?.sid ?? newSid(),
    signedInAt: now,
    apps: before?.apps ?? new Set(),
    multiFactor: before?.multiFactor ?? false,
    address: addressOf(c),
  }
  browser.set(oid, account)
  return account
}

export function signOut(c: Context, browsers: Browsers, account: Account): void {
  const browser = browserOf(c, browsers)
  browser?.delete(account.person.profile.id)
  if (browser?.size) return
  browsers.delete(getCookie(c, cookieOf(c)) ?? '')
  deleteCookie(c, cookieOf(c), { path: '/' })
}
