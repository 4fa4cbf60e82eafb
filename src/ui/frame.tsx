// Puts a page into the app's frame: `c.render(<Page />, { title })`, and those that the core shows.
import type { MiddlewareHandler } from 'hono'
import type { Child } from 'hono/jsx'
import type { Context, Pages, Session } from '../entryway/index.ts'
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

type LinksOf = (c: Context, session: Session) => NavigationLink[]

/** @param linksOf the navigation */
export function frame(linksOf: LinksOf): MiddlewareHandler {
  return async (c, next) => {
    c.set('linksOf', linksOf)
    c.setRenderer((page, head) => c.html(framed(c, page, head)))
    await next()
  }
}

export const pages: Partial<Pages> = {
  frame: ({ title, body }, c) => framed(c, <section class="card">{body}</section>, { title }),
}

function framed(c: Context, page: Child, head: Head) {
  const session: Session | null | undefined = c.get('session')
  const linksOf: LinksOf | undefined = c.get('linksOf')
  const links = (session && linksOf?.(c, session)) ?? []
  return (
    <Layout {...head} identity={session?.identity ?? null} links={links} path={c.req.path}>
      {page}
    </Layout>
  )
}
