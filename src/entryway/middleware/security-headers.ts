// Security headers for every response; scripts are opt-in per page.
import type { Settings } from '../settings/settings.ts'

export const CSP = 'content-security-policy'

/** The same on every response. hono/secure-headers would build its list anew for each. */
const ALWAYS = [
  ['cache-control', 'no-store'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
  // Of the same site only: with `no-referrer` a browser sends `Origin: null` with our own forms.
  ['referrer-policy', 'same-origin'],
  ['x-content-type-options', 'nosniff'],
] as const

export type Headers = (readonly [name: string, value: string])[]

/**
 * Built once for an instance; nothing in them varies by request. Front-channel sign-out, a hidden frame on Entra's page, has
 * those of `frame`.
 * @param settings null = they are invalid; the page that says so has headers too
 */
export function securityHeadersFor(settings: Settings | null): { page: Headers; frame: Headers } {
  const authority = settings ? authorityOrigins(settings) : ''
  const always: Headers = [...ALWAYS]
  // Without includeSubDomains: on an apex domain it would cover hosts that do not belong to this app.
  if (settings?.redirectUri.protocol === 'https:') {
    always.push(['strict-transport-security', 'max-age=31536000'])
  }
  return {
    page: [...always, contentSecurityPolicy(authority, "'none'"), ['x-frame-options', 'DENY']],
    frame: [...always, contentSecurityPolicy(authority, authority || "'none'")],
  }
}

function contentSecurityPolicy(authority: string, ancestors: string): Headers[number] {
  return [
    CSP,
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; object-src 'none'; " +
      // Chromium holds the redirects after a form to this too, and the page that a form leads to may send its user to
      // sign in. Signing out, which goes on to hosts that nobody can list, leaves by a page instead.
      `form-action 'self'${authority && ` ${authority}`}; frame-ancestors ${ancestors}`,
  ]
}

function authorityOrigins({ authority }: Settings): string {
  const { protocol } = new URL(authority.origin)
  return authority.hosts.map((host) => `${protocol}//${host}`).join(' ')
}

/** Directives that a page may open. Framing, forms, plugins and the base URL are the app's to decide, once for all. */
export type Sources = Partial<
  Record<
    | 'script-src'
    | 'connect-src'
    | 'font-src'
    | 'worker-src'
    | 'manifest-src'
    | 'media-src'
    | 'frame-src'
    | 'img-src'
    | 'style-src',
    string
  >
>

/** @returns the policy with these sources for its own */
export function withSources(policy: string, sources: Sources): string {
  const directives = new Map(policy.split('; ').map((each) => [each.split(' ')[0] ?? '', each]))
  for (const [name, allowed] of Object.entries(sources)) directives.set(name, `${name} ${allowed}`)
  return [...directives.values()].join('; ')
}
