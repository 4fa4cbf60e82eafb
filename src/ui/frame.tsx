// Puts a page into the app's frame: `c.render(<Page />, { title })`.
import type { MiddlewareHandler } from 'hono'
import type { Child } from 'hono/jsx'
import type { Context, Identity, Session } from '../entryway/index.ts'
import type { NavigationLink } from './account-menu.tsx'
import { Layout } from './layout.tsx'

/** @property hasProblem the page is a form again, because something in it has to be changed */
export type Head = { title: string; hasProblem?: boolean }

declare module 'hono' {
  interface ContextRenderer {
    // biome-ignore lint/style/useShorthandFunctionType: an interface is what can be added to.
    (page: Child, head: Head): Response | Promise<Response>
  }
}

/** @param linksOf the navigation */
export function frame(linksOf: (c: Context) => NavigationLink[]): MiddlewareHandler {
  return async (c, next) => {
    c.set('linksOf', linksOf)
    c.setRenderer((page, head) => c.html(framed(c, page, head)))
    await next()
  }
}

/** @param identity overrides the request's session */
export function framed(
  c: Context,
  page: Child,
  head: Head,
  identity: Identity | null = (c.get('session') as Session | null | undefined)?.identity ?? null,
) {
  const linksOf: ((c: Context) => NavigationLink[]) | undefined = c.get('linksOf')
  return (
    <Layout {...head} identity={identity} links={(identity && linksOf?.(c)) ?? []} path={c.req.path}>
      {page}
    </Layout>
  )
}
