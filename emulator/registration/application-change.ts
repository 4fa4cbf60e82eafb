// What may be set in an app registration, and what that makes of the app; everything else is refused.
import * as v from 'valibot'
import type { AppRegistration, OptionalClaim } from '../apps.ts'
import { type Tenant, tenantOf } from '../tenants.ts'
import { keyCredential } from './key-credential.ts'
import { namesOfRequired } from './permission.ts'
import { checkRedirectUris } from './redirect-uri-rules.ts'
import { badRequest, invalidValue } from './refusal.ts'

const NAME_MOST = 256
const PERMISSIONS_MOST = 400

const text = v.nullable(v.string())
const guid = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i),
  v.transform((id) => id.toLowerCase()),
)
const redirectUris = v.optional(v.array(v.string()))

const claims = v.nullish(
  v.array(
    v.strictObject({
      name: v.pipe(v.string(), v.nonEmpty()),
      source: v.nullish(v.string()),
      essential: v.optional(v.boolean(), false),
      additionalProperties: v.optional(v.array(v.string())),
    }),
  ),
)

const settings = {
  signInAudience: v.picklist([
    'AzureADMyOrg',
    'AzureADMultipleOrgs',
    'AzureADandPersonalMicrosoftAccount',
    'PersonalMicrosoftAccount',
  ]),
  web: v.strictObject({
    redirectUris,
    logoutUrl: v.nullish(v.string()),
    homePageUrl: v.nullish(v.string()),
    implicitGrantSettings: v.optional(
      v.strictObject({
        enableIdTokenIssuance: v.optional(v.boolean()),
        enableAccessTokenIssuance: v.optional(v.boolean()),
      }),
    ),
    redirectUriSettings: v.optional(v.array(v.unknown())),
  }),
  spa: v.strictObject({ redirectUris }),
  publicClient: v.strictObject({ redirectUris }),
  isFallbackPublicClient: v.nullable(v.boolean()),
  requiredResourceAccess: v.array(
    v.strictObject({
      resourceAppId: guid,
      resourceAccess: v.array(v.strictObject({ id: guid, type: v.picklist(['Scope', 'Role']) })),
    }),
  ),
  optionalClaims: v.nullable(v.strictObject({ idToken: claims, accessToken: claims, saml2Token: claims })),
  description: text,
  notes: text,
  tags: v.array(v.string()),
  identifierUris: v.array(v.string()),
  groupMembershipClaims: text,
  api: v.record(v.string(), v.unknown()),
  info: v.nullable(v.record(v.string(), v.unknown())),
  serviceManagementReference: text,
}

const displayName = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(NAME_MOST))
const passwordCredentials = v.optional(v.array(v.object({ keyId: v.string() })))
const keyCredentials = v.optional(v.array(keyCredential))

export const newApplication = v.strictObject({
  displayName,
  ...v.partial(v.object(settings)).entries,
  // A secret is made by addPassword, and refused here.
  passwordCredentials: v.optional(v.pipe(v.array(v.never()), v.maxLength(0))),
  keyCredentials,
})

export const changedApplication = v.strictObject({
  ...v.partial(v.object({ displayName, ...settings })).entries,
  passwordCredentials,
  keyCredentials,
})

export type ApplicationChange = v.InferOutput<typeof changedApplication>

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

const idTokenClaims = ({ optionalClaims }: ApplicationChange): OptionalClaim[] =>
  (optionalClaims?.idToken ?? []).map(({ name, essential }) => ({ name, essential }))

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
  const total = (required ?? []).flatMap(({ resourceAccess }) => resourceAccess).length
  if (total > PERMISSIONS_MOST) throw invalidValue('requiredResourceAccess', 'Application')
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
    permissions: required ? namesOfRequired(required, app.tenantId) : app.permissions,
    optionalClaims: change.optionalClaims === undefined ? app.optionalClaims : idTokenClaims(change),
    others: othersOf(change, app.others),
  }
  checkAudience(next, tenantOf(app))
  if (change.signInAudience || change.api) checkTokenVersion(next)
  checkRedirectUris(next)
  return next
}
