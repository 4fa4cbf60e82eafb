// @hono/oidc-auth as its README has it; the hook keeps the name, which it would otherwise drop.
import { getAuth, type OidcClaimsHook, oidcAuthMiddleware, processOAuthCallback } from '@hono/oidc-auth'
import { Hono } from 'hono'
import { greeting } from './page.ts'

declare module 'hono' {
  interface OidcAuthClaims {
    name: string
  }
}

const keepName: OidcClaimsHook = async (before, claims) => ({
  name: String(claims?.name ?? before?.name ?? ''),
  sub: claims?.sub ?? before?.sub ?? '',
})

const app = new Hono()

app.use(async (c, next) => {
  c.set('oidcClaimsHook', keepName)
  await next()
})
app.get('/callback', processOAuthCallback)
app.use(oidcAuthMiddleware())
app.get('/guarded', async (c) => c.html(greeting((await getAuth(c))?.name ?? '')))

export default app
