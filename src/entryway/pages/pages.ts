// The pages that the core shows. An app passes its own; those it leaves out are the plain ones. Each gets the request's
// context too, for the frame around it: who is signed in, the visitor's language.
import type { Context } from 'hono'
import type { Identity } from '../entra/id-token.ts'
import type { ErrorCode } from '../errors/messages.ts'
import type { Problem } from '../settings/settings.ts'

/** Escaped HTML, as hono/jsx and hono/html give it. */
export type Html = string | Promise<string>

export type ErrorPageProps = {
  code: ErrorCode
  status: number
  title: string
  text: string
  /** What to do next, the best first. */
  links: { label: string; href: string }[]
  retryAfterSeconds?: number | undefined
  /** Only an administrator or the operator can fix it: they need the details. */
  tellAdministrator: boolean
  /** For the administrator or support: correlation ID, time, AADSTS number … */
  details: { name: string; value: string; href?: string | undefined }[]
  /** In development only: what the operator should do, and an exception's message. */
  developer: { name: string; value: string }[]
}

export type Pages = {
  error: (props: ErrorPageProps, c: Context) => Html
  /**
   * GET /logout. Its form posts there, with `everywhere=yes` to sign out on every device.
   * @param props.identity null if nobody is signed in here; they may still be signed in to Microsoft
   * @param props.everywhere the link was to sign out on every device, `/logout?everywhere`
   */
  signOut: (props: { identity: Identity | null; everywhere: boolean }, c: Context) => Html
  /**
   * After POST /logout: this app's session has ended, and `url` ends Entra's. The browser goes there by itself (a Refresh
   * header); the page is for those where it does not.
   */
  leaving: (props: { url: string }) => Html
  /** For Word, Excel and their kin, which look at a link before the browser opens it. @param props.url the link */
  openInBrowser: (props: { url: string }) => Html
  /** On every path until the settings are valid. Never shows a value, which may be a secret. */
  settingsError: (props: { problems: Problem[] }, c: Context) => Html
  /** At the redirect URI, after an administrator has approved the app. */
  approved: (c: Context) => Html
}
