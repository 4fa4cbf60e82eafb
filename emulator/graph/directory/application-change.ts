// What a change makes of an app registration, and what Graph refuses to make of it.
import {
  type AppRegistration,
  admitsPersonalAccounts,
  type OptionalClaim,
} from '../../directory/app-registration.ts'
import { badRequest, invalidValue } from '../../directory/graph-refusal.ts'
import { type Tenant, tenantOf } from '../../directory/tenants.ts'
import type { ApplicationChange } from './application-body.ts'
import { namesOfRequired } from './permission.ts'
import { checkRedirectUris } from './redirect-uri-rules.ts'
import { checkTokenSettings } from './token-settings.ts'

// "Validation differences by supported account types".
const MAX_APIS = 50
const MAX_PERMISSIONS = 400
const MAX_PERMISSIONS_WITH_PERSONAL_ACCOUNTS = 200
const MAX_PERMISSIONS_OF_ONE_API_WITH_PERSONAL_ACCOUNTS = 30

const isAbsent = (value: unknown) => value === undefined || value === null

function checkUrl(value: string | null | undefined, property: string): void {
  if (isAbsent(value) || value === '') return
  if (!URL.canParse(value ?? '') || !['https:', 'http:'].includes(new URL(value ?? '').protocol)) {
    throw invalidValue(property, 'Application')
  }
}

/** Entra opens it in a frame of its own page, which is https. */
function checkLogoutUrl(value: string | null | undefined): void {
  checkUrl(value, 'web')
  if (value?.startsWith('http:')) {
    throw badRequest(
      "Invalid value specified for property 'logoutUrl' of resource 'WebApplication'. It must start with HTTPS.",
    )
  }
}

function checkAudience({ signInAudience }: AppRegistration, tenant: Tenant): void {
  if (tenant.kind === 'customers' && signInAudience !== 'AzureADMyOrg') {
    throw badRequest(
      "Invalid value specified for property 'signInAudience' of resource 'Application'. Only AzureADMyOrg is supported in an external tenant.",
    )
  }
}

const PERSONAL_TOKEN_VERSION = 2

/** The endpoint of personal accounts issues tokens of version 2.0 only. */
function checkTokenVersion({ signInAudience, others }: AppRegistration): void {
  const { requestedAccessTokenVersion } = (others.api ?? {}) as Record<string, unknown>
  if (/Personal/.test(signInAudience) && requestedAccessTokenVersion !== PERSONAL_TOKEN_VERSION) {
    throw badRequest('Property api.requestedAccessTokenVersion is invalid.')
  }
}

/** Throws GraphRefusal where the registration asks for too much. */
function checkPermissions(app: AppRegistration): void {
  const counts = (app.requiredResources ?? []).map(({ resourceAccess }) => resourceAccess.length)
  const total = counts.reduce((sum, count) => sum + count, 0)
  const personal = admitsPersonalAccounts(app)
  const most = personal ? MAX_PERMISSIONS_WITH_PERSONAL_ACCOUNTS : MAX_PERMISSIONS
  const mostOfOne = personal ? MAX_PERMISSIONS_OF_ONE_API_WITH_PERSONAL_ACCOUNTS : MAX_PERMISSIONS
  if (counts.length > MAX_APIS || total > most || counts.some((count) => count > mostOfOne)) {
    throw invalidValue('requiredResourceAccess', 'Application')
  }
}

const idTokenClaims = ({ optionalClaims }: ApplicationChange): OptionalClaim[] =>
  (optionalClaims?.idToken ?? []).map(({ name, essential, additionalProperties }) => ({
    name,
    essential,
    ...(additionalProperties ? { additionalProperties } : {}),
  }))

/** What has no effect here is kept as it is. */
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

/** The app with the change; a property that is not named stays. Throws GraphRefusal. */
export function changed(app: AppRegistration, change: ApplicationChange): AppRegistration {
  const { web, spa, publicClient, requiredResourceAccess: required } = change
  checkTokenSettings(change)
  checkLogoutUrl(web?.logoutUrl)
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
  }
  checkAudience(next, tenantOf(app))
  checkPermissions(next)
  if (change.signInAudience || change.api) checkTokenVersion(next)
  checkRedirectUris(next)
  return next
}
