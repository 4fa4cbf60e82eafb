// Consent: what users have granted to apps for themselves, and administrators for everyone in their tenant.
import type { AppRegistration } from './app-registration.ts'
import { isAdministrator, isCustomer, type Person } from './person.ts'
import { exposedOf } from './registered.ts'
import { adminOnlyNames, fullNames, openIdScopes, parseScope, type Scope } from './scope.ts'
import { type Tenant, tenantOf } from './tenants.ts'

export type Consents = {
  /** `person client scope` for each scope that a user has granted to an app. */
  consents: Set<string>
  /** `tenant client scope` for each scope that an administrator has granted to an app, for the whole tenant. */
  adminConsents: Set<string>
}

const prefixOf = (granter: string, clientId: string) => `${granter} ${clientId} `

const recordOf = (granter: string, app: AppRegistration, name: string) =>
  `${prefixOf(granter, app.clientId)}${name}`

/** Customers are never asked for these, and could not grant them. */
const isFree = (person: Person, scope: Scope, name: string) =>
  isCustomer(person) && scope.openId.includes(name)

/** The API has preauthorized this app: `preAuthorizedApplications`. */
const isPreAuthorized = ({ clientId }: AppRegistration, { resources }: Scope, name: string) =>
  resources.some(({ resource: { id, app, scopes } }) => {
    const scope = scopes.find((each) => `${id}/${each.name}` === name)
    if (!app || !scope) return false
    return exposedOf(app).preAuthorized.some(
      ({ appId, scopeIds }) => appId === clientId && scopeIds.includes(scope.id),
    )
  })

export const missingConsent = (
  { consents, adminConsents }: Consents,
  person: Person,
  app: AppRegistration,
  scope: Scope,
): string[] =>
  fullNames(scope).filter(
    (name) =>
      !consents.has(recordOf(person.profile.id, app, name)) &&
      !adminConsents.has(recordOf(person.tenantId, app, name)) &&
      !isFree(person, scope, name) &&
      !isPreAuthorized(app, scope, name),
  )

/** Whether something is missing that the user can't grant: an admin-only permission or, for customers, anything. */
export function needsAdmin(consents: Consents, person: Person, app: AppRegistration, scope: Scope): boolean {
  const missing = missingConsent(consents, person, app, scope)
  const mayConsent = isAdministrator(person) || (tenantOf(person).policies?.userConsent ?? true)
  if (missing.length > 0 && !mayConsent) return true
  const adminOnly = adminOnlyNames(scope)
  return missing.some((name) => (adminOnly.includes(name) && !isAdministrator(person)) || isCustomer(person))
}

/** A user grants what a user can; the rest is left to an administrator. */
export function grantConsent(
  { consents }: Consents,
  person: Person,
  app: AppRegistration,
  scope: Scope,
): void {
  const adminOnly = adminOnlyNames(scope)
  for (const name of fullNames(scope)) {
    if (!adminOnly.includes(name) || isAdministrator(person))
      consents.add(recordOf(person.profile.id, app, name))
  }
}

export function grantAdminConsent(
  { adminConsents }: Consents,
  tenant: Tenant,
  app: AppRegistration,
  scope: Scope,
): void {
  for (const name of fullNames(scope)) adminConsents.add(recordOf(tenant.id, app, name))
}

/** The full names of what the granter has granted to the app. */
export const consentedNames = (records: Set<string>, granter: string, clientId: string): string[] => {
  const prefix = prefixOf(granter, clientId)
  return [...records].flatMap((record) => (record.startsWith(prefix) ? [record.slice(prefix.length)] : []))
}

export function setConsentedNames(
  records: Set<string>,
  granter: string,
  clientId: string,
  names: string[],
): void {
  const prefix = prefixOf(granter, clientId)
  for (const record of records) if (record.startsWith(prefix)) records.delete(record)
  for (const name of names) records.add(`${prefix}${name}`)
}

/** Initial consent: only by administrators, to customers' apps (customers can't consent) and to the apps named here. */
export function firstConsents(apps: AppRegistration[], adminConsented: string[] = []): Consents {
  const first: Consents = { consents: new Set(), adminConsents: new Set() }
  for (const app of apps) {
    const tenant = tenantOf(app)
    if (tenant.kind === 'customers') {
      grantAdminConsent(first, tenant, app, parseScope(app.permissions.join(' '), app, apps))
    }
    if (adminConsented.includes(app.clientId)) {
      grantAdminConsent(
        first,
        tenant,
        app,
        parseScope([...openIdScopes, ...app.permissions].join(' '), app, apps),
      )
    }
  }
  return first
}

/** Revokes everything these users and tenants have granted to the app. */
export function revokeConsents(
  { consents, adminConsents }: Consents,
  clientId: string,
  isGranter: (id: string) => boolean,
): void {
  for (const records of [consents, adminConsents]) {
    for (const record of records) {
      const [granter = '', client] = record.split(' ')
      if (client === clientId && isGranter(granter)) records.delete(record)
    }
  }
}
