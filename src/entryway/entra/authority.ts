// The Entra authority a person signs in at: its accepted spellings, the hosts that belong to it, and whose issuer it may name.
import { cloudOf, isMicrosoftHost } from './clouds.ts'

export type Authority = {
  /** Base of all endpoints, without a trailing slash: `https://login.microsoftonline.com/contoso.example`. */
  url: string
  origin: string
  /** The last path segment: a tenant id, a tenant domain, `common`, `organizations` or `consumers`. */
  tenant: string
  /** Hosts, with port where there is one, that the authority's endpoints and issuer may have; `*.` stands for one label. */
  hosts: string[]
}

/** The tenant of every personal Microsoft account. */
export const PERSONAL_ACCOUNTS_TENANT = '9188040d-6c67-4c5b-b112-36a304b66dad'

export const AUTHORITY_FORMS =
  'https://login.microsoftonline.com/{tenant ID, or common, organizations or consumers}, or https://{name}.ciamlogin.com for External ID. ' +
  'docs/register.md lists the hosts of other clouds'

const ANY_TENANT = ['common', 'organizations', 'consumers']
const EXTERNAL_ID = '*.ciamlogin.com'
const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/
const DOMAIN = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/

/** Lower-case GUIDs only: Entra writes them so, and comparing one spelling leaves no room for a second one. */
export function isGuid(value: unknown): value is string {
  return typeof value === 'string' && GUID.test(value)
}

export function isLocalhost(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]'
}

/** Known for its own hosts and custom domains; a local Entra may be anything. */
export function isExternalId({ hosts }: Authority): boolean {
  return hosts.includes(EXTERNAL_ID)
}

/** Whether everybody who signs in is of one tenant: a guest is of it too. */
export function namesOneTenant({ tenant }: Authority): boolean {
  return ![...ANY_TENANT, PERSONAL_ACCOUNTS_TENANT].includes(tenant)
}

/** Whether the tenant is named by a domain, which only the metadata can translate to its id. */
export function namesDomain({ tenant }: Authority): boolean {
  return tenant.includes('.')
}

/** Reads `AUTHORITY` in any form that Entra's pages show; null = not an Entra authority. */
export function parseAuthority(value: string): Authority | null {
  const url = URL.parse(value.trim())
  if (!url || url.username || url.password || url.search || url.hash) return null
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocalhost(url.hostname))) return null

  const path = url.pathname.toLowerCase().split('/').filter(Boolean)
  if (path.at(-1) === 'v2.0') path.pop()
  if (path.length === 0 && matchesHost(EXTERNAL_ID, url.host)) {
    path.push(`${url.hostname.split('.')[0]}.onmicrosoft.com`)
  }
  const [tenant, ...rest] = path
  if (!tenant || rest.length > 0) return null

  const cloud = cloudOf(url.host)
  const anyTenant = ANY_TENANT.includes(tenant)
  const takesAnyTenant = cloud !== undefined || isLocalhost(url.hostname)
  const isCustom = !takesAnyTenant && !matchesHost(EXTERNAL_ID, url.host)
  // With a port, or a dot at its end, it is no domain.
  if (isCustom && (!DOMAIN.test(url.host) || isMicrosoftHost(url.host))) return null
  if (!isGuid(tenant) && !(takesAnyTenant && anyTenant) && !DOMAIN.test(tenant)) return null

  return {
    url: `${url.origin}/${tenant}`,
    origin: url.origin,
    tenant,
    hosts: cloud?.hosts ?? (isLocalhost(url.hostname) ? [url.host] : [url.host, EXTERNAL_ID]),
  }
}

/** An endpoint out of the metadata is used only on the authority's own hosts, over the authority's own scheme. */
export function ownsEndpoint(authority: Authority, endpoint: string): boolean {
  const url = URL.parse(endpoint)
  return (
    url !== null &&
    !url.username &&
    !url.password &&
    url.protocol === new URL(authority.origin).protocol &&
    authority.hosts.some((host) => matchesHost(host, url.host))
  )
}

/**
 * Whether an authority may name this issuer: on its own hosts, ending in `/{tenant}/v2.0`, and for a tenant that was
 * configured by id, of that tenant. Entra's multi-tenant metadata has a literal `{tenantid}` there.
 * Source: Microsoft identity platform, "Access tokens", validating the issuer.
 */
export function mayNameIssuer(authority: Authority, issuer: string): boolean {
  if (!ownsEndpoint(authority, issuer)) return false
  const segments = issuer.split('/')
  const [, , , tenant, version, ...rest] = segments
  if (version !== 'v2.0' || rest.length > 0 || tenant === undefined) return false
  if (tenant === '{tenantid}') return authority.tenant === 'common' || authority.tenant === 'organizations'
  if (!isGuid(tenant)) return false
  if (authority.tenant === 'consumers') return tenant === PERSONAL_ACCOUNTS_TENANT
  return isGuid(authority.tenant) ? tenant === authority.tenant : true
}

/** The issuer that a token of this tenant must name. `replaceAll` with a function: `$&` in a value must stay itself. */
export function issuerOfTenant(metadataIssuer: string, tenantId: string): string {
  return metadataIssuer.replaceAll('{tenantid}', () => tenantId)
}

/** The tenant id in `https://{host}/{tenant id}/v2.0`. */
export function tenantOfIssuer(issuer: string): string | undefined {
  return issuer.split('/')[3]
}

/** Whether an issuer is the metadata's own, or one of its template's. */
export function isIssuerUnder(metadataIssuer: string, issuer: string): boolean {
  const tenantId = tenantOfIssuer(issuer)
  return isGuid(tenantId) && issuer === issuerOfTenant(metadataIssuer, tenantId)
}

function matchesHost(pattern: string, host: string): boolean {
  if (!pattern.startsWith('*.')) return host === pattern
  const suffix = pattern.slice(1)
  return host.endsWith(suffix) && host.length > suffix.length && !host.slice(0, -suffix.length).includes('.')
}

export const isPersonalAccount = ({ tenantId }: { tenantId: string }) => tenantId === PERSONAL_ACCOUNTS_TENANT
