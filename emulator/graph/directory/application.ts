// An app registration as Microsoft Graph returns it.
import type { Application, KeyCredential, PasswordCredential } from '@microsoft/microsoft-graph-types'
import type {
  AppRegistration,
  AppRole,
  Certificate,
  OptionalClaim,
  Secret,
} from '../../directory/app-registration.ts'
import { tenantOf } from '../../directory/tenants.ts'
import { requiredResourcesOf } from './permission.ts'

/** Graph writes times without the fraction. */
export const graphTime = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`

const HINT_LENGTH = 3

/** The value is returned only on creation. */
export const passwordCredentialOf = (secret: Secret): PasswordCredential => ({
  customKeyIdentifier: null,
  displayName: secret.displayName,
  endDateTime: graphTime(secret.endsAt),
  hint: secret.value.slice(0, HINT_LENGTH),
  keyId: secret.keyId,
  secretText: null,
  startDateTime: graphTime(secret.startsAt),
})

/** Graph returns a certificate's properties, but not the certificate itself. */
export const keyCredentialOf = (certificate: Certificate): KeyCredential => ({
  customKeyIdentifier: certificate.thumbprint,
  displayName: certificate.displayName,
  endDateTime: graphTime(certificate.endsAt),
  key: null,
  keyId: certificate.keyId,
  startDateTime: graphTime(certificate.startsAt),
  type: 'AsymmetricX509Cert',
  usage: 'Verify',
})

/** `appOrigin`: the origin of an app whose registration came with the emulator. */
function logoutUrlOf({ frontChannelLogout }: AppRegistration, appOrigin: string): string | null {
  if (!frontChannelLogout) return null
  return 'url' in frontChannelLogout
    ? frontChannelLogout.url
    : new URL(frontChannelLogout.path, appOrigin).href
}

const claimOf = ({ name, essential, additionalProperties = [] }: OptionalClaim) => ({
  additionalProperties,
  essential,
  name,
  source: null,
})

/** Roles from a seed or the samples are for both users and apps. */
export const appRoleOf = ({
  id,
  value,
  displayName,
  description,
  allowedMemberTypes,
  isEnabled,
}: AppRole) => ({
  allowedMemberTypes: allowedMemberTypes ?? ['User', 'Application'],
  description,
  displayName,
  id,
  isEnabled: isEnabled ?? true,
  origin: 'Application',
  value,
})

export function applicationOf(app: AppRegistration, appOrigin: string): Application {
  const claims = app.optionalClaims.map(claimOf)
  return {
    id: app.objectId,
    appId: app.clientId,
    createdDateTime: graphTime(app.createdAt),
    deletedDateTime: null,
    displayName: app.displayName,
    signInAudience: app.signInAudience,
    appRoles: (app.appRoles ?? []).map(appRoleOf),
    publisherDomain: tenantOf(app).domain,
    description: null,
    notes: null,
    tags: [],
    identifierUris: [],
    groupMembershipClaims: null,
    info: { logoUrl: null, marketingUrl: null, privacyStatementUrl: null, supportUrl: null },
    ...app.others,
    api: {
      acceptMappedClaims: null,
      knownClientApplications: [],
      requestedAccessTokenVersion: null,
      ...(app.others.api as object | undefined),
    },
    isFallbackPublicClient: app.publicClient,
    web: {
      homePageUrl: null,
      implicitGrantSettings: { enableAccessTokenIssuance: false, enableIdTokenIssuance: false },
      ...(app.others.web as object | undefined),
      logoutUrl: logoutUrlOf(app, appOrigin),
      redirectUris: app.redirectUris,
    },
    spa: { redirectUris: app.spaRedirectUris },
    publicClient: { redirectUris: app.publicClientRedirectUris },
    requiredResourceAccess: requiredResourcesOf(app) as NonNullable<Application['requiredResourceAccess']>,
    optionalClaims:
      claims.length > 0 || app.others.optionalClaims
        ? { accessToken: [], saml2Token: [], ...(app.others.optionalClaims as object), idToken: claims }
        : null,
    passwordCredentials: app.secrets.map(passwordCredentialOf),
    keyCredentials: app.certificates.map(keyCredentialOf),
  }
}
