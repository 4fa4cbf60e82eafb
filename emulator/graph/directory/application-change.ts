// Applies a change to an app registration, and rejects what Graph rejects.
import type { AppRegistration, AppRole, OptionalClaim } from '../../directory/app-registration.ts'
import { GraphRefusal, invalidValue } from '../../directory/graph-refusal.ts'
import { exposedOf } from '../../directory/registered.ts'
import { registrationProblems } from '../../directory/registration/rules.ts'
import { tenantOf } from '../../directory/tenants.ts'
import type { ApplicationChange } from './application-body.ts'
import { namesOfRequired } from './permission.ts'

const isAbsent = (value: unknown) => value === undefined || value === null

function checkUrl(value: string | null | undefined, property: string): void {
  if (isAbsent(value) || value === '') return
  if (!URL.canParse(value ?? '') || !['https:', 'http:'].includes(new URL(value ?? '').protocol)) {
    throw invalidValue(property, 'Application')
  }
}

/** Existing role assignments are kept. */
const rolesOf = ({ appRoles }: ApplicationChange, before: AppRole[]): AppRole[] =>
  (appRoles ?? []).map(({ origin: _, ...role }) => {
    const { assignedTo, assignedGroups } = before.find(({ id }) => id === role.id) ?? {}
    return { ...role, ...(assignedTo ? { assignedTo } : {}), ...(assignedGroups ? { assignedGroups } : {}) }
  })

/** Throws GraphRefusal if an enabled one would be removed. */
function checkNoneIsLost(before: { id: string; isEnabled?: boolean }[], after: { id: string }[]): void {
  const isKept = (id: string) => after.some((each) => each.id === id)
  if (before.every(({ id, isEnabled }) => isEnabled === false || isKept(id))) return
  throw new GraphRefusal(
    400,
    'CannotDeleteOrUpdateEnabledEntitlement',
    'Permission (scope or role) cannot be deleted or updated unless disabled first.',
  )
}

const idTokenClaims = ({ optionalClaims }: ApplicationChange): OptionalClaim[] =>
  (optionalClaims?.idToken ?? []).map(({ name, source, essential, additionalProperties }) => ({
    name,
    essential,
    ...(source ? { source } : {}),
    ...(additionalProperties ? { additionalProperties } : {}),
  }))

/** Settings without effect here, stored unchanged. */
function othersOf(change: ApplicationChange, before: Record<string, unknown>): Record<string, unknown> {
  const { web, optionalClaims, description, notes, tags, identifierUris } = change
  const { groupMembershipClaims, api, info, serviceManagementReference } = change
  const plain = { description, notes, tags, identifierUris, groupMembershipClaims, info }
  const { homePageUrl, implicitGrantSettings } = web ?? {}
  const { accessToken, saml2Token } = optionalClaims ?? {}
  return {
    ...before,
    ...defined({ ...plain, serviceManagementReference }),
    ...(api ? { api: { ...(before.api as object), ...api } } : {}),
    ...(web
      ? { web: { ...(before.web as object), ...defined({ homePageUrl, implicitGrantSettings }) } }
      : {}),
    ...defined({ optionalClaims: optionalClaims && defined({ accessToken, saml2Token }) }),
  }
}

const defined = (properties: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined))

/** The updated app; omitted properties are unchanged. `others`: the other apps. Throws GraphRefusal. */
export function changed(
  app: AppRegistration,
  change: ApplicationChange,
  others: AppRegistration[],
): AppRegistration {
  const { web, spa, publicClient, requiredResourceAccess: required } = change
  checkUrl(web?.homePageUrl, 'web')
  const logoutUrl = web?.logoutUrl
  const next: AppRegistration = {
    ...app,
    displayName: change.displayName ?? app.displayName,
    signInAudience: change.signInAudience ?? app.signInAudience,
    publicClient:
      change.isFallbackPublicClient === undefined ? app.publicClient : change.isFallbackPublicClient === true,
    redirectUris: web?.redirectUris ?? app.redirectUris,
    spaRedirectUris: spa?.redirectUris ?? app.spaRedirectUris,
    publicClientRedirectUris: publicClient?.redirectUris ?? app.publicClientRedirectUris,
    frontChannelLogout:
      logoutUrl === undefined ? app.frontChannelLogout : logoutUrl ? { url: logoutUrl } : null,
    requiredResources: required ?? app.requiredResources,
    permissions: required ? namesOfRequired(required, tenantOf(app)) : app.permissions,
    optionalClaims: change.optionalClaims === undefined ? app.optionalClaims : idTokenClaims(change),
    others: othersOf(change, app.others),
    ...(change.appRoles ? { appRoles: rolesOf(change, app.appRoles ?? []) } : {}),
  }
  checkNoneIsLost(exposedOf(app).allScopes, exposedOf(next).allScopes)
  checkNoneIsLost(app.appRoles ?? [], next.appRoles ?? [])
  const offered = exposedOf(app).allScopes.map(({ id }) => id)
  const [problem] = registrationProblems(next, others, offered)
  if (problem) throw problem.refusal
  return next
}
