// What clients request before sign-in: a host's cloud, and where a user's account is managed.
import type { Context } from 'hono'
import { type Cloud, cloudOfLogin, clouds, isLocal } from '../directory/cloud.ts'
import { findUsername } from '../directory/lookup.ts'
import { tenantOf } from '../directory/tenants.ts'
import { EntraError } from '../protocol/entra-error.ts'
import type { State } from '../state/state.ts'

type Alias = { preferred_network: string; preferred_cache: string; aliases: string[] }

/** The public cloud has one name for requests and another for caching; other clouds use one for both. */
const aliasOf = ({ loginHosts: [first = '', ...others] }: Cloud): Alias => ({
  preferred_network: first,
  preferred_cache: first === 'login.microsoftonline.com' ? 'login.windows.net' : first,
  aliases: [first, ...others],
})

/**
 * GET /common/discovery/instance: MSAL queries it for every authority it does not know. Version 1.0 names no clouds.
 * Throws AADSTS50049.
 */
export function instanceOf(c: Context, version: '1.0' | '1.1') {
  const wanted = c.req.query('authorization_endpoint') ?? ''
  if (!URL.canParse(wanted)) throw new EntraError(50050)
  const url = new URL(wanted)
  const own = isLocal(url) && url.host === new URL(c.req.url).host
  if (!own && !cloudOfLogin(url)) throw new EntraError(50049)
  const [, tenant = 'common'] = url.pathname.split('/')
  const found = {
    tenant_discovery_endpoint: `${url.origin}/${tenant}/v2.0/.well-known/openid-configuration`,
  }
  if (version === '1.0') return found
  const here: Alias = { preferred_network: url.host, preferred_cache: url.host, aliases: [url.host] }
  return {
    ...found,
    'api-version': version,
    metadata: [...(own ? [here] : []), ...clouds.map(aliasOf)],
  }
}

const MANAGED = {
  cloud_instance_name: 'microsoftonline.com',
  cloud_audience_urn: 'urn:federation:MicrosoftOnline',
}

/** GET /common/userrealm/{user}, api-version 1.0: whether Entra manages the account's password (Managed) or not. */
export function userRealmOf({ tenants, people }: State, username: string) {
  const domain = username.split('@').at(-1)?.toLowerCase() ?? ''
  const tenant = tenants.find((each) => each.domain === domain || `${each.name}.onmicrosoft.com` === domain)
  const [person] = findUsername(people, username)
  const found = tenant ?? (person && tenantOf(person))
  if (found?.kind !== 'work') return { ver: '1.0', account_type: 'Unknown', ...MANAGED }
  return { ver: '1.0', account_type: 'Managed', domain_name: domain, ...MANAGED }
}
