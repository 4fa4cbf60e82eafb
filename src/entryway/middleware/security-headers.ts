// The headers of every response: nothing is framed, scripted (but for a page that says so), sniffed or stored.
import type { MiddlewareHandler } from 'hono'
import type { App } from '../http/request.ts'
import type { Settings } from '../settings/settings.ts'

const CSP = 'content-security-policy'
const FRONT_CHANNEL_PATH = '/logout/front-channel'

/**
 * Where personal accounts are believed to be sent on to at sign-out; not verified at the real service. Every tenant of
 * their cloud may have some as guests, and a form that is stopped halfway leaves the person on a dead page.
 */
const PERSONAL_SIGN_OUT = 'https://login.live.com'
const CLOUD_OF_PERSONAL_ACCOUNTS = 'login.microsoftonline.com'

/** What is the same on every answer. A table rather than hono/secure-headers: it saves 1 KiB of bundle and its work. */
const ALWAYS = [
  ['cache-control', 'no-store'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
  // Of the same site only: with `no-referrer` a browser sends `Origin: null` with our own forms.
  ['referrer-policy', 'same-origin'],
  ['x-content-type-options', 'nosniff'],
] as const

type Headers = (readonly [name: string, value: string])[]
type Policy = { page: Headers; frame: Headers }

/** Made once for an isolate's settings; nothing in it varies by request. */
const policies = new WeakMap<Settings, Policy>()

export const securityHeaders: MiddlewareHandler<App> = async (c, next) => {
  await next()
  const { page, frame } = policyOf(c.get('settings') ?? null)
  // Front-channel sign-out is a hidden frame on Entra's page. Set on the answer itself: c.header() would make a second one.
  for (const [name, value] of c.req.path === FRONT_CHANNEL_PATH ? frame : page) c.res.headers.set(name, value)
  if (c.get('scripted')) c.res.headers.set(CSP, `${c.res.headers.get(CSP)}; script-src 'self'`)
}

/** @param settings null = they are wrong; the page that says so has headers too */
function policyOf(settings: Settings | null): Policy {
  const known = settings && policies.get(settings)
  if (known) return known
  const authority = settings ? authorityOrigins(settings) : "'self'"
  const hasPersonalAccounts = settings?.authority.hosts.includes(CLOUD_OF_PERSONAL_ACCOUNTS)
  const forms = hasPersonalAccounts ? `${authority} ${PERSONAL_SIGN_OUT}` : authority
  const always: Headers = [...ALWAYS]
  // Without includeSubDomains: at an apex domain it would speak for hosts that are none of this app's.
  if (settings?.redirectUri.protocol === 'https:') {
    always.push(['strict-transport-security', 'max-age=31536000'])
  }
  const policy: Policy = {
    page: [...always, contentSecurityPolicy(forms, "'none'"), ['x-frame-options', 'DENY']],
    frame: [...always, contentSecurityPolicy(forms, authority)],
  }
  if (settings) policies.set(settings, policy)
  return policy
}

function contentSecurityPolicy(forms: string, ancestors: string): Headers[number] {
  return [
    CSP,
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; object-src 'none'; " +
      // Chromium holds the redirect after a form to this too, and signing out goes on at the authority.
      `form-action 'self' ${forms}; frame-ancestors ${ancestors}`,
  ]
}

function authorityOrigins({ authority }: Settings): string {
  const { protocol } = new URL(authority.origin)
  return authority.hosts.map((host) => `${protocol}//${host}`).join(' ')
}
