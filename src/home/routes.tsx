// GET /
import { Hono } from 'hono'
import { consumeSignedOutEverywhere, type Entryway } from '../entryway/index.ts'
import { accountKind, hasCustomers } from '../ui/account-kind.ts'
import type { Feature } from '../ui/feature.ts'
import { APP_NAME } from '../ui/layout.tsx'
import { clockOf } from '../ui/time.ts'
import { SignedInHomePage, SignedOutHomePage } from './page.tsx'
import { type TenantNames, tenantName } from './tenant-name.ts'

export function home(auth: Entryway<Env>, features: Feature[]) {
  const routes = new Hono<{ Bindings: Env }>()
  const names: TenantNames = new Map()
  routes.get('/', auth.session(), async (c) => {
    const { session } = c.var
    const settings = auth.settings(c)
    // Also for a user who has signed in again: it is not said later.
    const everywhere = consumeSignedOutEverywhere(c)
    if (!session) {
      const signedOut = c.req.query('signed-out')
      const notice = signedOut === undefined ? null : signedOut === 'here' ? 'signed_out_here' : 'signed_out'
      const { signUp } = settings
      const page = (
        <SignedOutHomePage {...{ notice, everywhere, signUp }} forCustomers={hasCustomers(settings)} />
      )
      return c.render(page, { title: APP_NAME })
    }
    const photo = features.find((feature) => feature.photo !== undefined)?.photo
    const kind = accountKind(settings, session.identity)
    const [tenant, ...tiles] = await Promise.all([
      kind === 'work' ? auth.orNull(c, tenantName(names, session)) : null,
      ...features.map(({ tile }) => tile?.(c, session)),
    ])
    return c.render(
      <SignedInHomePage
        {...{ identity: session.identity, expires: session.expires, kind, photo, tenantName: tenant }}
        clock={clockOf(c)}
      >
        {tiles}
      </SignedInHomePage>,
      { title: 'Home' },
    )
  })
  return routes
}
