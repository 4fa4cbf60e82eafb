// The second door, for command-line tools alone: Entra's protocol without a Worker. `npm run doctor` asks a tenant what the
// app would ask it, and `npm run register` applies the app's own rules, so that neither has a second copy of them.
export {
  type Authority,
  isExternalId,
  isGuid,
  isLocalhost,
  ownsEndpoint,
  PERSONAL_ACCOUNTS_TENANT,
  parseAuthority,
  tenantOfIssuer,
} from './entra/authority.ts'
export { CredentialProblem, readCertificate, validityProblem } from './entra/certificate.ts'
export { cloudOf } from './entra/clouds.ts'
export { type Credential, credentialFields } from './entra/credential.ts'
export { aadstsNumber, type EntraAnswer, explain, isCredentialRefused } from './entra/errors.ts'
export {
  loadMetadata,
  type Metadata,
  type MetadataCache,
  MetadataError,
  metadataUrl,
  readMetadataAnswer,
} from './entra/metadata.ts'
export {
  EntraProvider,
  EntraTokenError,
  generateCodeVerifier,
  generateState,
  readTokenAnswer,
  TokenResponseError,
} from './entra/provider.ts'
export { OPENID_SCOPES } from './entra/scope.ts'
export { readSigningKeys, type SigningKey } from './entra/signing-keys.ts'
export { forOperator } from './errors/entryway-error.ts'
export { azureDevOpsUrl } from './http/azure-devops-url.ts'
export { parseJson } from './http/json.ts'
export { type Answer, fetchText, OutboundError, type OutboundFault } from './http/outbound.ts'
export { hash, personHash } from './session/person.ts'
export { ENDED_ALL, endedOthers, endedUser, isEndedBy, MARKER_TTL_SECONDS } from './session/revocation.ts'
export { coreVariables, redirectUriProblem } from './settings/core-variables.ts'
export { fromEnv } from './settings/from-env.ts'
export { isBasePath, type Problem, type Settings } from './settings/settings.ts'
export { parseVariables, type Variables } from './settings/variables.ts'
