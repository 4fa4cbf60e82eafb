// The viewer of a page, for its frame, so that pages need not pass it on.
import type { MiddlewareHandler } from 'hono'
import { type Child, createContext, useContext } from 'hono/jsx'
import type { Context, Identity, Session } from '../entryway/index.ts'
import { type Clock, clockOf, UTC } from './time.ts'

export type NavigationLink = { href: string; label: string }

type Viewer = {
  /** Null = nobody is signed in, or it is unknown. */
  identity: Identity | null
  links: NavigationLink[]
  path: string
  clock: Clock
}

const ViewerContext = createContext<Viewer>({ identity: null, links: [], path: '', clock: UTC })

/** For components: who views the page. */
export const useViewer = (): Viewer => useContext(ViewerContext)

/** Lets handlers respond with `c.render(<Page />)`, which adds the app's frame. @param linksOf the navigation */
export function frame(linksOf: (c: Context) => NavigationLink[]): MiddlewareHandler {
  return async (c, next) => {
    c.set('linksOf', linksOf)
    c.setRenderer((page) => c.html(framed(c, page)))
    await next()
  }
}

/** A page with its frame. @param identity overrides the request's session */
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
