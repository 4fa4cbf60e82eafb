// The body of a request for an app registration. Unknown properties are rejected.
import * as v from 'valibot'
import { signInAudiences } from '../../directory/app-registration.ts'
import { MAX_NAME_LENGTH } from '../../directory/registration/limits.ts'
import { GUID } from '../../protocol/guid.ts'
import { keyCredential } from './key-credential.ts'

const text = v.nullable(v.string())
const guid = v.pipe(
  v.string(),
  v.regex(GUID),
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

const permissionScope = v.strictObject({
  id: v.optional(v.string()),
  value: v.nullish(v.string()),
  type: v.optional(v.picklist(['User', 'Admin'])),
  isEnabled: v.optional(v.boolean()),
  origin: v.nullish(v.string()),
  adminConsentDisplayName: v.nullish(v.string()),
  adminConsentDescription: v.nullish(v.string()),
  userConsentDisplayName: v.nullish(v.string()),
  userConsentDescription: v.nullish(v.string()),
})

const appRole = v.strictObject({
  id: v.optional(v.string(), ''),
  value: v.optional(v.string(), ''),
  displayName: v.string(),
  description: v.string(),
  allowedMemberTypes: v.pipe(v.array(v.picklist(['User', 'Application'])), v.minLength(1)),
  isEnabled: v.optional(v.boolean(), true),
  origin: v.nullish(v.string()),
})

/** "apiApplication resource type". */
const api = v.strictObject({
  acceptMappedClaims: v.nullish(v.boolean()),
  knownClientApplications: v.optional(v.array(guid)),
  oauth2PermissionScopes: v.optional(v.array(permissionScope)),
  preAuthorizedApplications: v.optional(
    v.array(v.strictObject({ appId: guid, delegatedPermissionIds: v.optional(v.array(v.string())) })),
  ),
  requestedAccessTokenVersion: v.nullish(v.picklist([1, 2])),
})

const settings = {
  signInAudience: v.picklist(signInAudiences),
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
  api,
  appRoles: v.array(appRole),
  info: v.nullable(v.record(v.string(), v.unknown())),
  serviceManagementReference: text,
}

const displayName = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(MAX_NAME_LENGTH))
const passwordCredentials = v.optional(v.array(v.object({ keyId: v.string() })))
const keyCredentials = v.optional(v.array(keyCredential))

export const newApplication = v.strictObject({
  displayName,
  ...v.partial(v.object(settings)).entries,
  // Secrets are created by addPassword, and rejected here.
  passwordCredentials: v.optional(v.pipe(v.array(v.never()), v.maxLength(0))),
  keyCredentials,
})

export const changedApplication = v.strictObject({
  ...v.partial(v.object({ displayName, ...settings })).entries,
  passwordCredentials,
  keyCredentials,
})

export type ApplicationChange = v.InferOutput<typeof changedApplication>
