// A seed's tenants. Names, domains, and hosts must be unique.
import { isLocal } from '../directory/cloud.ts'
import { defaultPolicies } from '../directory/policies.ts'
import { personalAccounts, type Tenant } from '../directory/tenants.ts'
import type { SeedTenant } from './seed.ts'
import type { Refuse } from './seed-error.ts'
import { stableGuid } from './stable-guid.ts'

export async function readTenant(seed: SeedTenant): Promise<Tenant> {
  const { kind = 'work', name } = seed
  if (kind === 'personal') return { ...personalAccounts }
  return {
    id: seed.id?.toLowerCase() ?? (await stableGuid(`tenant ${name}`)),
    kind,
    name,
    domain: seed.domain ?? `${name}.onmicrosoft.com`,
    loginHost: seed.loginHost ?? null,
    displayName: seed.displayName ?? name,
    policies: { ...defaultPolicies, ...seed.policies },
  }
}

const isMicrosofts = (hostname: string) => !isLocal(new URL(`https://${hostname}`))

const INITIAL = '.onmicrosoft.com'

/** There is only one, and no app can be registered in it. */
function refuseOfPersonal(seed: SeedTenant, refuse: Refuse): void {
  if (seed.name !== personalAccounts.name)
    refuse('name', `the tenant of the personal accounts must be called ${personalAccounts.name}`)
  for (const field of ['id', 'domain', 'displayName'] as const) {
    if (seed[field] !== undefined) refuse(field, 'personal accounts have their own')
  }
  if (seed.policies) refuse('policies', 'personal accounts have none')
  if (seed.groups?.length) refuse('groups', 'personal accounts have no groups')
  if (seed.apps?.length) {
    refuse(
      'apps',
      'must be empty: register the app in an organization, with signInAudience PersonalMicrosoftAccount',
    )
  }
}

export function refuseTenant(seed: SeedTenant, refuse: Refuse): void {
  const { kind, name, domain, loginHost } = seed
  if (kind === 'personal') refuseOfPersonal(seed, refuse)
  if (domain?.endsWith(INITIAL) && domain !== `${name}${INITIAL}`) {
    refuse('domain', `${domain} is not this tenant's: use ${name}${INITIAL} or a domain of your own`)
  }
  if (domain !== undefined && isMicrosofts(domain)) refuse('domain', `${domain} belongs to Microsoft`)
  if (loginHost === undefined) return
  if (kind !== 'customers') refuse('loginHost', 'only an External ID tenant can have one')
  else if (isMicrosofts(loginHost)) refuse('loginHost', `${loginHost} belongs to Microsoft`)
}

/** `others`: tenants that exist besides the seed's. */
export function refuseTwins(own: Tenant[], others: Tenant[], refuse: (index: number) => Refuse): void {
  for (const [index, tenant] of own.entries()) {
    const before = [...others, ...own.slice(0, index)]
    // Reports the first only: tenants with the same name have the same domain, too.
    const twin = (['name', 'domain', 'loginHost'] as const).find(
      (field) => tenant[field] !== null && before.some((each) => each[field] === tenant[field]),
    )
    if (twin) refuse(index)(twin, `another tenant already uses ${tenant[twin]}`)
  }
}
