// The errors of PAT requests, each a name in a response with status 200.

/** In every version of the API. */
const firstErrors = [
  'displayNameRequired',
  'invalidDisplayName',
  'invalidValidTo',
  'invalidScope',
  'userIdRequired',
  'invalidUserId',
  'invalidUserType',
  'accessDenied',
  'failedToIssueAccessToken',
  'invalidClient',
  'invalidClientType',
  'invalidClientId',
  'invalidTargetAccounts',
  'hostAuthorizationNotFound',
  'authorizationNotFound',
  'failedToUpdateAccessToken',
  'sourceNotSupported',
  'invalidSourceIP',
  'invalidSource',
  'duplicateHash',
  'sshPolicyDisabled',
  'invalidToken',
  'tokenNotFound',
  'invalidAuthorizationId',
  'failedToReadTenantPolicy',
  'globalPatPolicyViolation',
  'fullScopePatPolicyViolation',
  'patLifespanPolicyViolation',
] as const

type FirstError = (typeof firstErrors)[number]

/** Errors added later: since which version, and what earlier versions report instead. */
const laterErrors = {
  invalidTokenType: { since: 7.1, before: 'invalidClientType' },
  invalidAudience: { since: 7.1, before: 'invalidTargetAccounts' },
  invalidSubject: { since: 7.1, before: 'invalidUserId' },
  deploymentHostNotSupported: { since: 7.1, before: 'sourceNotSupported' },
  disablePatCreationPolicyViolation: { since: 7.2, before: 'accessDenied' },
  failedToReadOrgPolicy: { since: 7.2, before: 'failedToReadTenantPolicy' },
  globalPATCreationBlocked: { since: 7.2, before: 'globalPatPolicyViolation' },
  expiredPatCannotBeExtended: { since: 7.2, before: 'invalidValidTo' },
} as const satisfies Record<string, { since: number; before: FirstError }>

export type PatTokenError = FirstError | keyof typeof laterErrors

export const patTokenErrors: readonly PatTokenError[] = [
  ...firstErrors,
  ...(Object.keys(laterErrors) as (keyof typeof laterErrors)[]),
]

/** What this version of the API calls the error. */
export function errorIn(version: number, error: PatTokenError): PatTokenError {
  const later = new Map(Object.entries(laterErrors)).get(error)
  return later && version < later.since ? later.before : error
}

/** `invalidValidTo` as a sentence. */
export const messageOf = (error: PatTokenError) =>
  `The personal access token was refused: ${error.replace(/[A-Z]+/g, (letters) => ` ${letters.toLowerCase()}`)}.`
