// patTokenError, which comes with HTTP 200 -> a sentence, and the field of the form that it is about.
import { EntrywayError } from '../entryway/index.ts'
// Source: Azure DevOps REST API, "Tokens > PATs", SessionTokenError 6.1 to 7.2.

export type PatField = 'displayName' | 'scope' | 'expiry'

type Row = [field: PatField | null, sentence: string]

const FAILED = 'Azure DevOps couldn’t do this because of a problem on its side. Try again in a moment.'
const CONFIGURED =
  'Azure DevOps doesn’t accept this app. The problem is how the app is set up, not what you entered. Tell your administrator.'
const GONE = 'This token no longer exists in Azure DevOps, was revoked, or belongs to someone else.'
const ACCOUNT = 'Azure DevOps doesn’t let your account manage personal access tokens in this organization.'
const NETWORK =
  'Azure DevOps doesn’t accept this request from this network. An administrator can check the organization’s network policies.'
const CHANGE = 'An administrator of the organization can change it.'
const UNREAD = 'couldn’t be read, so nothing was done. Try again in a moment.'

const PAT_ERRORS: Record<string, Row> = {
  displayNameRequired: ['displayName', 'Enter a name.'],
  invalidDisplayName: [
    'displayName',
    'Azure DevOps doesn’t accept this name. Try a shorter one without special characters.',
  ],
  invalidValidTo: [
    'expiry',
    'Azure DevOps doesn’t accept this expiration date. Choose an earlier date that isn’t in the past.',
  ],
  patLifespanPolicyViolation: [
    'expiry',
    `The policy “Enforce maximum personal access token lifespan” doesn’t allow such a late expiration date. Choose an earlier date, or ask an administrator of your directory to change the policy.`,
  ],
  expiredPatCannotBeExtended: [
    'expiry',
    'This token has expired, and Azure DevOps doesn’t extend expired tokens. Rotate it to create a new one with the same settings.',
  ],
  invalidScope: ['scope', 'Azure DevOps doesn’t accept one of these scopes.'],
  fullScopePatPolicyViolation: [
    'scope',
    'The policy “Restrict full-scoped personal access token creation” doesn’t allow full access. Select single scopes, or ask an administrator of your directory to change the policy.',
  ],
  globalPatPolicyViolation: [
    null,
    'The policy “Restrict global personal access token creation” doesn’t allow tokens for all organizations. Rotate this token, and the new one works in this organization only. An administrator of your directory can change the policy.',
  ],
  globalPATCreationBlocked: [
    null,
    'Azure DevOps has retired tokens for all organizations. Rotate this token, and the new one works in this organization only.',
  ],
  invalidTargetAccounts: [null, 'Azure DevOps doesn’t accept these organizations for the token.'],
  disablePatCreationPolicyViolation: [
    null,
    `The policy “Restrict personal access token creation” doesn’t let you create tokens in this organization. ${CHANGE}`,
  ],
  sshPolicyDisabled: [null, `A policy of the organization has turned off this type of token. ${CHANGE}`],
  accessDenied: [null, `${ACCOUNT} ${CHANGE}`],
  userIdRequired: [null, ACCOUNT],
  invalidUserId: [null, ACCOUNT],
  invalidUserType: [null, `${ACCOUNT} It must be a user account in the organization’s directory.`],
  authorizationNotFound: [null, GONE],
  tokenNotFound: [null, GONE],
  invalidAuthorizationId: [null, GONE],
  invalidToken: [null, GONE],
  hostAuthorizationNotFound: [null, `${GONE} It may belong to another organization.`],
  duplicateHash: [null, `${FAILED} Nothing was created.`],
  failedToIssueAccessToken: [null, FAILED],
  failedToUpdateAccessToken: [null, FAILED],
  failedToReadTenantPolicy: [null, `The policies of your directory ${UNREAD}`],
  failedToReadOrgPolicy: [null, `The policies of the organization ${UNREAD}`],
  invalidClient: [null, CONFIGURED],
  invalidClientId: [null, CONFIGURED],
  invalidClientType: [null, CONFIGURED],
  invalidTokenType: [null, CONFIGURED],
  invalidAudience: [null, CONFIGURED],
  invalidSubject: [null, CONFIGURED],
  sourceNotSupported: [null, NETWORK],
  invalidSource: [null, NETWORK],
  invalidSourceIP: [null, NETWORK],
  deploymentHostNotSupported: [
    null,
    'Azure DevOps does this for organizations only, and AZURE_DEVOPS_URL doesn’t name one. Tell your administrator.',
  ],
}

const UNKNOWN: Row = [
  null,
  'Azure DevOps rejected the request for a reason that this app doesn’t know. Nothing was changed. Your administrator may know which policy it was.',
]

/** Rejected by the service, with a reason from its list. */
export class PatError extends EntrywayError {
  readonly field: PatField | null
  readonly sentence: string
  constructor(patTokenError: unknown) {
    const known = typeof patTokenError === 'string' && Object.hasOwn(PAT_ERRORS, patTokenError)
    const [field, sentence] = (known && PAT_ERRORS[patTokenError]) || UNKNOWN
    const gone = sentence.startsWith(GONE)
    super(gone ? 'not_found' : 'api_forbidden', {
      reason: known ? patTokenError : 'unknown_pat_error',
      message: {
        title: gone ? 'Token not found' : 'Azure DevOps rejected the request',
        text: sentence,
        actions: gone ? ['home'] : ['tell_administrator', 'home'],
      },
    })
    this.field = field
    this.sentence = sentence
  }
}
