// GET /
import { type Context, Hono } from 'hono'
import type { Child } from 'hono/jsx'
import type { Entryway, MaybeSignedIn, Session } from '../entryway/index.ts'
import { SignedInHomePage, SignedOutHomePage } from './page.tsx'

/** A part of the app: its pages, and what it shows on the home page. */
export type Feature = {
  // biome-ignore lint/suspicious/noExplicitAny: each feature's handlers have an environment of their own.
  routes: Hono<any>
  /** A link to it, with what is worth knowing before it is opened. */
  tile?: (c: Context, session: Session) => Child | Promise<Child>
  /** The URL of the user's picture. */
  photo?: string
}

export function home(auth: Entryway<Env>, features: Feature[]) {
  const routes = new Hono<MaybeSignedIn<Env>>()
  routes.get('/', auth.session(), async (c) => {
    const { session } = c.var
    if (!session) {
      const signedOut = c.req.query('signed-out')
      const notice = signedOut === undefined ? null : signedOut === 'here' ? 'signed_out_here' : 'signed_out'
      return c.html(<SignedOutHomePage notice={notice} signUp={auth.settings(c).signUp} />)
    }
    const times = { now: Date.now() / 1000, ...session.expires }
    const photo = features.find((feature) => feature.photo !== undefined)?.photo
    return c.html(
      <SignedInHomePage identity={session.identity} times={times} photo={photo}>
        {await Promise.all(features.map(({ tile }) => tile?.(c, session)))}
      </SignedInHomePage>,
    )
  })
  return routes
}
