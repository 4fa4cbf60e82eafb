// GET /
import { Hono } from 'hono'
import type { Entryway, MaybeSignedIn } from '../entryway/index.ts'
import { accountKind, hasCustomers } from '../ui/account-kind.ts'
import type { Feature } from '../ui/feature.ts'
import { SignedInHomePage, SignedOutHomePage } from './page.tsx'
import { type TenantNames, tenantName } from './tenant-name.ts'

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
