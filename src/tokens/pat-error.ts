// patTokenError, which comes with HTTP 200 -> a sentence, and the field of the form that it is about.
// Source: Azure DevOps REST API, "Tokens > PATs", SessionTokenError 6.1 to 7.2.
import { EntrywayError } from '../entryway/index.ts'

export type PatField = 'displayName' | 'scope' | 'expiry'

const ACCOUNT = 'Azure DevOps doesn’t let your account manage personal access tokens in this organization.'
const CHANGE = 'An administrator of the organization can change it.'
const GONE = 'This token no longer exists in Azure DevOps, was revoked, or belongs to someone else.'
const THIS_ORGANIZATION = 'Rotate this token, and the new one works in this organization only.'

/** By the service's names for it, separated by spaces. */
const ROWS: [errors: string, field: PatField | null, sentence: string][] = [
  [
    'invalidDisplayName displayNameRequired',
    'displayName',
    'Azure DevOps doesn’t accept this name. Try a shorter one without special characters.',
  ],
  [
    'invalidValidTo',
    'expiry',
    'Azure DevOps doesn’t accept this expiration date. Choose an earlier date that isn’t in the past.',
  ],
  [
    'patLifespanPolicyViolation',
    'expiry',
    'The policy “Enforce maximum personal access token lifespan” doesn’t allow such a late expiration date. Choose an earlier date, or ask an administrator of your directory to change the policy.',
  ],
  [
    'expiredPatCannotBeExtended',
    'expiry',
    'This token has expired, and Azure DevOps doesn’t extend expired tokens. Rotate it to create a new one with the same settings.',
  ],
  ['invalidScope', 'scope', 'Azure DevOps doesn’t accept one of these scopes.'],
  [
    'fullScopePatPolicyViolation',
    'scope',
    'The policy “Restrict full-scoped personal access token creation” doesn’t allow full access. Select single scopes, or ask an administrator of your directory to change the policy.',
  ],
  [
    'globalPatPolicyViolation',
    null,
    `The policy “Restrict global personal access token creation” doesn’t allow tokens for all organizations. ${THIS_ORGANIZATION} An administrator of your directory can change the policy.`,
  ],
  [
    'globalPATCreationBlocked',
    null,
    `Azure DevOps has retired tokens for all organizations. ${THIS_ORGANIZATION}`,
  ],
  [
    'disablePatCreationPolicyViolation',
    null,
    `The policy “Restrict personal access token creation” doesn’t let you create tokens in this organization. ${CHANGE}`,
  ],
  ['accessDenied userIdRequired invalidUserId invalidUserType', null, `${ACCOUNT} ${CHANGE}`],
  [
    'authorizationNotFound tokenNotFound invalidAuthorizationId invalidToken hostAuthorizationNotFound',
    null,
    GONE,
  ],
  [
    'duplicateHash failedToIssueAccessToken failedToUpdateAccessToken',
    null,
    'Azure DevOps couldn’t do this because of a problem on its side. Try again in a moment.',
  ],
  [
    'failedToReadTenantPolicy failedToReadOrgPolicy',
    null,
    'The policies of your directory or organization couldn’t be read, so nothing was done. Try again in a moment.',
  ],
  [
    'invalidClient invalidClientId invalidClientType invalidTokenType invalidAudience invalidSubject invalidTargetAccounts deploymentHostNotSupported sourceNotSupported invalidSource invalidSourceIP sshPolicyDisabled',
    null,
    'Azure DevOps doesn’t accept this app’s request. The problem is how the app or the organization is set up, not what you entered. Tell your administrator.',
  ],
]

const UNKNOWN =
  'Azure DevOps rejected the request for a reason that this app doesn’t know. Nothing was changed. Your administrator may know which policy it was.'

/** Rejected by the service, with a reason from its list. */
export class PatError extends EntrywayError {
  readonly field: PatField | null
  readonly sentence: string
  constructor(patTokenError: unknown) {
    const error = String(patTokenError)
    const known = ROWS.find(([errors]) => errors.split(' ').includes(error))
    const [, field, sentence] = known ?? ['', null, UNKNOWN]
    const isGone = sentence === GONE
    super(isGone ? 'not_found' : 'api_forbidden', {
      reason: known ? error : 'unknown_pat_error',
      message: {
        title: isGone ? 'Token not found' : 'Azure DevOps rejected the request',
        text: sentence,
        actions: isGone ? ['home'] : ['tell_administrator', 'home'],
      },
    })
    this.field = field
    this.sentence = sentence
  }
}
