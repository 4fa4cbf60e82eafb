// GET /
import { type Context, Hono } from 'hono'
import type { Child } from 'hono/jsx'
import type { Entryway, MaybeSignedIn, Session } from '../entryway/index.ts'
import { accountKind, hasCustomers } from '../ui/account-kind.ts'
import type { NavigationLink } from '../ui/viewer.tsx'
import { SignedInHomePage, SignedOutHomePage } from './page.tsx'
import { type TenantNames, tenantName } from './tenant-name.ts'

/** A part of the app: its pages, and what it shows on the home page and in the header. */
export type Feature = {
  // biome-ignore lint/suspicious/noExplicitAny: each feature's handlers have an environment of their own.
  routes: Hono<any>
  /** A link to it, with what is worth knowing before it is opened. */
  tile?: (c: Context, session: Session) => Child | Promise<Child>
  /** Its link in the header; null = not here. */
  link?: (c: Context) => NavigationLink | null
  /** The URL of the user's picture. */
  photo?: string
}

/** The links of the header. */
export const navigation =
  (features: Feature[]) =>
  (c: Context): NavigationLink[] =>
    features.flatMap(({ link }) => link?.(c) ?? [])

export function home(auth: Entryway<Env>, features: Feature[]) {
  const routes = new Hono<MaybeSignedIn<Env>>()
  const names: TenantNames = new Map()
  routes.get('/', auth.session(), async (c) => {
    const { session } = c.var
    const settings = auth.settings(c)
    if (!session) {
      const signedOut = c.req.query('signed-out')
      const notice = signedOut === undefined ? null : signedOut === 'here' ? 'signed_out_here' : 'signed_out'
      return c.render(
        <SignedOutHomePage notice={notice} signUp={settings.signUp} forCustomers={hasCustomers(settings)} />,
      )
    }
    const times = { now: Date.now() / 1000, ...session.expires }
    const photo = features.find((feature) => feature.photo !== undefined)?.photo
    const kind = accountKind(settings, session.identity)
    const [tenant, ...tiles] = await Promise.all([
      kind === 'work' ? auth.orNull(c, tenantName(names, session)) : null,
      ...features.map(({ tile }) => tile?.(c, session)),
    ])
    return c.render(
      <SignedInHomePage {...{ identity: session.identity, kind, times, photo, tenantName: tenant }}>
        {tiles}
      </SignedInHomePage>,
    )
  })
  return routes
}
