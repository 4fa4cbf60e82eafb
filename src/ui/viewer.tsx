// Who looks at a page: what the frame of every page shows of them, without each page having to pass it on.
import type { MiddlewareHandler } from 'hono'
import { type Child, createContext, useContext } from 'hono/jsx'
import type { Context, Identity, Session } from '../entryway/index.ts'
import { type Clock, clockOf, UTC } from './time.ts'

export type NavigationLink = { href: string; label: string }

export type Viewer = {
  /** Null = nobody is signed in, or this page does not know. */
  identity: Identity | null
  links: NavigationLink[]
  path: string
  clock: Clock
}

const ViewerContext = createContext<Viewer>({ identity: null, links: [], path: '', clock: UTC })

/** In a component: who looks at it. */
export const useViewer = (): Viewer => useContext(ViewerContext)

/** Lets handlers answer with `c.render(<Page />)`: the page in this app's frame. @param linksOf the navigation */
export function frame(linksOf: (c: Context) => NavigationLink[]): MiddlewareHandler {
  return async (c, next) => {
    c.set('linksOf', linksOf)
    c.setRenderer((page) => c.html(framed(c, page)))
    await next()
  }
}

/** A page, with what its frame shows. @param identity where the page knows better than the request's session */
export function framed(
  c: Context,
  page: Child,
  identity: Identity | null = (c.get('session') as Session | null | undefined)?.identity ?? null,
) {
  const linksOf: ((c: Context) => NavigationLink[]) | undefined = c.get('linksOf')
  const viewer: Viewer = {
    identity,
    links: identity && linksOf ? linksOf(c) : [],
    path: c.req.path,
    clock: clockOf(c),
  }
  return <ViewerContext.Provider value={viewer}>{page}</ViewerContext.Provider>
}
