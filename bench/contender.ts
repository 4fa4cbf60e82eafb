// Who is compared: the Worker, what it is told of Entra, and how a sign-in is begun.
import { contoso, entryway, secret } from '../emulator/seed.ts'
import { ORIGIN, type Visitor } from './visitor.ts'

const CALLBACK = `${ORIGIN}/callback`
const AUTHORITY = `https://login.microsoftonline.com/${contoso.id}`
/** Each peer wants a secret of its own to sign or encrypt sessions with. */
const SESSION_SECRET = 'not-a-secret-but-64-characters-long-as-the-peers-ask-for-it-here'

export type Contender = {
  name: string
  /** Relative to the repository. */
  entry: string
  bindings: Record<string, string | number>
  /** Whether there is a sign-in, and `/guarded` behind it. */
  isGuarded: boolean
  redirectUri: string
  /** Begins a sign-in that ends on the guarded page; gives the URL at Entra. */
  begin(visitor: Visitor): Promise<string>
}

const client = { CLIENT_ID: entryway.clientId, CLIENT_SECRET: secret }

async function beginByRedirect(visitor: Visitor): Promise<string> {
  const response = await visitor.get('/guarded')
  const location = response.location ?? ''
  // Entryway's page leads to its own /login where a script would not be redirected.
  return location.startsWith(AUTHORITY) ? location : ((await visitor.get(location)).location ?? '')
}

const entrywayContender: Contender = {
  name: 'Entryway',
  entry: 'bench/contenders/entryway.ts',
  bindings: { ...client, AUTHORITY, REDIRECT_URI: CALLBACK },
  isGuarded: true,
  redirectUri: CALLBACK,
  begin: beginByRedirect,
}

const oidcAuth: Contender = {
  name: '@hono/oidc-auth',
  entry: 'bench/contenders/oidc-auth.ts',
  bindings: {
    OIDC_AUTH_SECRET: SESSION_SECRET,
    OIDC_ISSUER: `${AUTHORITY}/v2.0`,
    OIDC_CLIENT_ID: entryway.clientId,
    OIDC_CLIENT_SECRET: secret,
    OIDC_REDIRECT_URI: CALLBACK,
    OIDC_AUTH_EXTERNAL_URL: ORIGIN,
  },
  isGuarded: true,
  redirectUri: CALLBACK,
  begin: beginByRedirect,
}

const authJs: Contender = {
  name: 'Auth.js',
  entry: 'bench/contenders/auth-js.ts',
  bindings: {
    ...client,
    AUTH_SECRET: SESSION_SECRET,
    AUTH_URL: `${ORIGIN}/api/auth`,
    ISSUER: `${AUTHORITY}/v2.0`,
  },
  isGuarded: true,
  redirectUri: `${ORIGIN}/api/auth/callback/microsoft-entra-id`,
  async begin(visitor) {
    const { csrfToken } = JSON.parse((await visitor.get('/api/auth/csrf')).body)
    const form = new URLSearchParams({ csrfToken, callbackUrl: `${ORIGIN}/guarded` })
    return (await visitor.post('/api/auth/signin/microsoft-entra-id', form)).location ?? ''
  },
}

const betterAuth: Contender = {
  name: 'better-auth',
  entry: 'bench/contenders/better-auth.ts',
  bindings: {
    ...client,
    TENANT_ID: contoso.id,
    BETTER_AUTH_SECRET: SESSION_SECRET,
    BETTER_AUTH_URL: ORIGIN,
    COOKIE_CACHE_SECONDS: 0,
  },
  isGuarded: true,
  redirectUri: `${ORIGIN}/api/auth/callback/microsoft`,
  async begin(visitor) {
    const asked = { provider: 'microsoft', callbackURL: '/guarded' }
    return JSON.parse((await visitor.post('/api/auth/sign-in/social', asked)).body).url
  },
}

const betterAuthCookieCache: Contender = {
  ...betterAuth,
  name: 'better-auth, cookie cache',
  // Its own example has 5 minutes; the cache must outlive a run, or the rounds would differ.
  bindings: { ...betterAuth.bindings, COOKIE_CACHE_SECONDS: 3600 },
}

const bare: Contender = {
  name: 'bare Hono',
  entry: 'bench/contenders/bare.ts',
  bindings: {},
  isGuarded: false,
  redirectUri: CALLBACK,
  begin: () => Promise.reject(new Error('nothing to sign in to')),
}

export const peers = [oidcAuth, authJs, betterAuth, betterAuthCookieCache]
export { bare, entrywayContender as entryway }
