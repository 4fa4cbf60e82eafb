// better-auth as its guide to Hono has it: Microsoft as social provider, sessions in KV as secondary storage.
import { betterAuth, type SecondaryStorage } from 'better-auth'
import { Hono } from 'hono'
import { greeting } from './page.ts'

type Bindings = {
  SESSIONS: KVNamespace
  BETTER_AUTH_SECRET: string
  BETTER_AUTH_URL: string
  CLIENT_ID: string
  CLIENT_SECRET: string
  TENANT_ID: string
  /** Seconds that a signed copy of the session in a cookie is believed without asking KV; 0 = off, the default. */
  COOKIE_CACHE_SECONDS: number
}

/** KV refuses a shorter life. */
const LEAST_TTL_SECONDS = 60

/** KV has no atomic operation, so the two that better-auth wants atomic are a read and a write here. */
function storeIn(kv: KVNamespace): SecondaryStorage {
  const set = (key: string, value: string, ttlSeconds?: number) =>
    kv.put(key, value, ttlSeconds ? { expirationTtl: Math.max(LEAST_TTL_SECONDS, ttlSeconds) } : {})
  return {
    set,
    get: (key) => kv.get(key),
    delete: (key) => kv.delete(key),
    async getAndDelete(key) {
      const value = await kv.get(key)
      await kv.delete(key)
      return value
    },
    async increment(key, ttlSeconds) {
      const count = Number(await kv.get(key)) + 1
      await set(key, String(count), ttlSeconds)
      return count
    },
  }
}

function createAuth(env: Bindings) {
  return betterAuth({
    baseURL: env.BETTER_AUTH_URL,
    secret: env.BETTER_AUTH_SECRET,
    socialProviders: {
      microsoft: { clientId: env.CLIENT_ID, clientSecret: env.CLIENT_SECRET, tenantId: env.TENANT_ID },
    },
    secondaryStorage: storeIn(env.SESSIONS),
    session: { cookieCache: { enabled: env.COOKIE_CACHE_SECONDS > 0, maxAge: env.COOKIE_CACHE_SECONDS } },
    telemetry: { enabled: false },
  })
}

/** Made once an isolate, as a module-level `auth` would be; bindings are there only once a request has come. */
let auth: ReturnType<typeof createAuth> | null = null

const app = new Hono<{ Bindings: Bindings }>()

app.use((c, next) => {
  auth ??= createAuth(c.env)
  return next()
})
app.on(['GET', 'POST'], '/api/auth/*', (c) => auth?.handler(c.req.raw) ?? c.notFound())
app.get('/guarded', async (c) => {
  const session = await auth?.api.getSession({ headers: c.req.raw.headers })
  return session ? c.html(greeting(session.user.name)) : c.text('Unauthorized', 401)
})

export default app
