// Graph's applications, service principals and grants: parses only the fields that are used.
import * as v from 'valibot'

const texts = v.nullish(v.array(v.string()), [])
export const text = v.nullish(v.string(), null)
const flag = v.nullish(v.boolean(), false)

const OptionalClaim = v.looseObject({ name: v.string() })
const claims = v.nullish(v.array(OptionalClaim), [])

const PasswordCredential = v.object({
  keyId: v.string(),
  displayName: text,
  hint: text,
  endDateTime: v.string(),
})

const KeyCredential = v.object({
  keyId: v.string(),
  displayName: text,
  customKeyIdentifier: text,
  type: text,
  usage: text,
  /** The certificate as base64 DER. */
  key: text,
  startDateTime: text,
  endDateTime: v.string(),
})

export const Application = v.object({
  id: v.string(),
  appId: v.string(),
  displayName: v.nullish(v.string(), ''),
  tags: texts,
  createdDateTime: text,
  signInAudience: text,
  isFallbackPublicClient: flag,
  api: v.nullish(v.object({ requestedAccessTokenVersion: v.nullish(v.number(), null) }), {}),
  web: v.nullish(
    v.object({
      redirectUris: texts,
      logoutUrl: text,
      implicitGrantSettings: v.nullish(
        v.object({ enableIdTokenIssuance: flag, enableAccessTokenIssuance: flag }),
        { enableIdTokenIssuance: false, enableAccessTokenIssuance: false },
      ),
    }),
    {},
  ),
  spa: v.nullish(v.object({ redirectUris: texts }), {}),
  publicClient: v.nullish(v.object({ redirectUris: texts }), {}),
  optionalClaims: v.nullish(v.looseObject({ idToken: claims }), {}),
  requiredResourceAccess: v.nullish(
    v.array(
      v.object({
        resourceAppId: v.string(),
        resourceAccess: v.array(v.object({ id: v.string(), type: v.string() })),
      }),
    ),
    [],
  ),
  passwordCredentials: v.nullish(v.array(PasswordCredential), []),
  keyCredentials: v.nullish(v.array(KeyCredential), []),
})

export type Application = v.InferOutput<typeof Application>
export type KeyCredential = v.InferOutput<typeof KeyCredential>

/** Graph returns certificate keys only if selected by name, and only for a single application. */
export const APPLICATION_FIELDS =
  'id,appId,displayName,tags,createdDateTime,signInAudience,isFallbackPublicClient,api,web,spa,publicClient,optionalClaims,requiredResourceAccess,passwordCredentials,keyCredentials'

export const ServicePrincipal = v.object({
  id: v.string(),
  /** Graph omits `value` if it was never set. */
  oauth2PermissionScopes: v.nullish(v.array(v.object({ id: v.string(), value: text })), []),
})

export const PermissionGrant = v.object({
  id: v.string(),
  consentType: v.string(),
  resourceId: v.string(),
  scope: v.nullish(v.string(), ''),
})

export type PermissionGrant = v.InferOutput<typeof PermissionGrant>

export const Organization = v.object({
  id: v.string(),
  displayName: v.nullish(v.string(), ''),
  /** null if the caller can't read it. */
  tenantType: text,
  verifiedDomains: v.nullish(v.array(v.object({ name: v.string(), isInitial: flag })), []),
})

export const UserFlow = v.object({
  id: v.string(),
  displayName: v.nullish(v.string(), ''),
  description: text,
  conditions: v.nullish(
    v.object({
      applications: v.nullish(
        v.object({ includeApplications: v.nullish(v.array(v.object({ appId: v.string() })), []) }),
        {},
      ),
    }),
    {},
  ),
  onAuthenticationMethodLoadStart: v.nullish(
    v.object({ identityProviders: v.nullish(v.array(v.object({ id: v.string() })), []) }),
    {},
  ),
})

export type UserFlow = v.InferOutput<typeof UserFlow>

export const collectionOf = <T extends v.GenericSchema>(item: T) =>
  v.object({ value: v.array(item), '@odata.nextLink': v.optional(v.string()) })
