// Whether a tenant is for customers (External ID), without reading it from Graph: tenantType is null with User.Read.
import * as v from 'valibot'
import {
  type Authority,
  cloudOf,
  fetchText,
  isLocalhost,
  OutboundError,
  parseJson,
} from '../../src/entryway/protocol.ts'

export type TenantType = { forCustomers: boolean } | { forCustomers: null; why: string }

/**
 * The tenant's type, or why it could not be determined.
 * @param tenant.name the first label of its onmicrosoft.com domain; null = unknown
 */
export async function askTenantType(
  { origin }: Pick<Authority, 'origin'>,
  { id, name }: { id: string; name: string | null },
): Promise<TenantType> {
  const { hostname } = new URL(origin)
  if (cloudOf(hostname)?.name.includes('global')) return findTenantType(id, name)
  const why = isLocalhost(hostname)
    ? 'Graph did not show it; this usually takes the permission Organization.Read.All'
    : `ciamlogin.com, which would show it, does not serve the cloud of ${hostname}`
  return { forCustomers: null, why }
}

const Issuer = v.object({ issuer: v.string() })
const EntraError = v.object({ error: v.string() })

/**
 * Tries ciamlogin.com, where only tenants for customers have metadata.
 * Source: issuer https://{id}.ciamlogin.com/{id}/v2.0, seen by third parties; the response for a workforce tenant is
 * unknown: only an error in Entra's form counts as No.
 * @param name the first label of the tenant's onmicrosoft.com domain, used as its host; null = unknown
 */
export async function findTenantType(tenantId: string, name: string | null): Promise<TenantType> {
  const host = `${name ?? tenantId}.ciamlogin.com`
  try {
    const { status, text } = await fetchText(
      `https://${host}/${tenantId}/v2.0/.well-known/openid-configuration`,
      {
        headers: { accept: 'application/json' },
      },
    )
    const json = parseJson(text)
    if (status === 200 && v.is(Issuer, json)) {
      return { forCustomers: new URL(json.issuer).hostname.endsWith('.ciamlogin.com') }
    }
    if (status >= 400 && status < 500 && status !== 429 && v.is(EntraError, json))
      return { forCustomers: false }
    return { forCustomers: null, why: `${host} returned ${status}` }
  } catch (error) {
    if (!(error instanceof OutboundError) && !(error instanceof TypeError)) throw error
    return { forCustomers: null, why: `${host} could not be reached` }
  }
}
