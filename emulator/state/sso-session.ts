// Single sign-on: who is signed in to Entra in a browser, and which apps they opened from there.
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { type Authority, admits } from '../directory/authority.ts'
import type { Person } from '../directory/person.ts'
import { randomToken } from '../protocol/random.ts'

export type Account = {
  person: Person
  /** One for each user and browser; the `sid` claim in every app. */
  sid: string
  /** Milliseconds. */
  signedInAt: number
  /** Client IDs that received a code. */
  apps: Set<string>
  /** Whether more than one factor was used in this browser. */
  multiFactor: boolean
  /** The browser's IP address, as far as the emulator can tell. */
  address?: { ip: string; forwarded: boolean }
}

/** As named by a proxy, else this machine's. */
function addressOf(c: Context): { ip: string; forwarded: boolean } {
  const forwarded = c.req.header('X-Forwarded-For')?.split(',')[0]?.trim()
  return forwarded ? { ip: forwarded, forwarded: true } : { ip: '127.0.0.1', forwarded: false }
}

/** Accounts by the user's oid. */
export type Browser = Map<string, Account>

/** Cookies ignore ports, so each emulator on localhost needs its own name. */
function cookieOf(c: Context): string {
  const { port } = new URL(c.req.url)
  return port ? `emulator-sso-${port}` : 'emulator-sso'
}

/** Browsers with an SSO session, by cookie value. */
export type Browsers = Map<string, Browser>

const browserOf = (c: Context, browsers: Browsers) => browsers.get(getCookie(c, cookieOf(c)) ?? '')

/** Looks like a GUID but isn't one of RFC 4122: its version is 0, as seen in 2025 (sign-out#form-of-sid). */
function newSid(): string {
  const id = crypto.randomUUID()
  return `00${id.slice(2, 14)}0${id.slice(15)}`
}

/** Everyone signed in in this browser, at any authority. */
export const signedInAnywhere = (c: Context, browsers: Browsers): Account[] => [
  ...(browserOf(c, browsers)?.values() ?? []),
]

export const signedIn = (c: Context, browsers: Browsers, authority: Authority): Account[] =>
  [...(browserOf(c, browsers)?.values() ?? [])].filter(({ person }) => admits(authority, person))

/** Signs in. Signing in again keeps the user's sid in this browser. `now` in milliseconds. */
export function signIn(c: Context, browsers: Browsers, person: Person, now: number): Account {
  // A new cookie value at every sign-in prevents session fixation.
  const browser = browserOf(c, browsers) ?? new Map<string, Account>()
  browsers.delete(getCookie(c, cookieOf(c)) ?? '')
  const id = randomToken(32)
  browsers.set(id, browser)
  const secure = new URL(c.req.url).protocol === 'https:'
  // None: single-page applications send prompt=none from a hidden frame. Browsers accept it over https only.
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
