// What index.tsx lists: the parts of the app, each with its links.
import type { Context, Hono } from 'hono'
import type { Child } from 'hono/jsx'
import type { Session } from '../entryway/index.ts'
import type { NavigationLink } from './account-menu.tsx'

/** A part of the app: its pages, and what it shows on the home page and in the header. */
export type Feature = {
  // biome-ignore lint/suspicious/noExplicitAny: each feature's handlers have an environment of their own.
  routes: Hono<any>
  /** A link to it on the home page, with what is worth knowing before it is opened; null or false = not for this user. */
  tile?: (c: Context, session: Session) => Child | Promise<Child>
  /** Its link in the header; null or false = not for this user. */
  link?: (c: Context, session: Session) => NavigationLink | null | false
  /** The URL of the user's picture. */
  photo?: string
}

/** The links of the header. */
export const navigation =
  (features: Feature[]) =>
  (c: Context, session: Session): NavigationLink[] =>
    features.flatMap(({ link }) => link?.(c, session) || [])
