// The pages that the core shows. An app passes a frame for the built-in ones, and pages of its own in their place. Each gets
// the request's context too: `c.get('session')` is who is signed in, if that is known.
import type { Context } from 'hono'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Identity } from '../entra/id-token.ts'
import type { ErrorCode } from '../errors/messages.ts'
import type { Problem } from '../settings/settings.ts'

/** Escaped HTML, as hono/jsx and hono/html give it. */
export type Html = string | Promise<string>

export type Page = {
  /** Plain text: hono/html and hono/jsx escape it. */
  title: string
  /** What goes into `<main>`, from its `<h1>` on. Escaped HTML, which hono/html and hono/jsx leave as it is. */
  body: HtmlEscapedString
}

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
  /** The whole document around a built-in page, in the site's own look. A plain one is used without it, and where it throws. */
  frame: (page: Page, c: Context) => Html
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
  leaving: (props: { url: string }, c: Context) => Html
  /** For Word, Excel and their kin, which look at a link before the browser opens it. @param props.url the link */
  openInBrowser: (props: { url: string }, c: Context) => Html
  /** On every path until the settings are valid. Never shows a value, which may be a secret. */
  settingsError: (props: { problems: Problem[] }, c: Context) => Html
  /** At the redirect URI, after an administrator has approved the app. @param props.identity null if nobody is signed in */
  approved: (props: { identity: Identity | null }, c: Context) => Html
}

/** The pages of an app as the core uses them: each is a response. */
export type AppPages = {
  [Name in Exclude<keyof Pages, 'frame'>]: (
    props: Parameters<Pages[Name]>[0],
    c: Context,
    status?: ContentfulStatusCode,
  ) => Promise<Response>
}
