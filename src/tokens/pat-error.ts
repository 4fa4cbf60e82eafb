// patTokenError, which comes with HTTP 200 -> a sentence, and the field of the form that it is about.
import { EntrywayError } from '../entryway/index.ts'
// Source: Azure DevOps REST API, "Tokens > PATs", SessionTokenError 6.1 to 7.2.

export type PatField = 'displayName' | 'scope' | 'expiry'

type Row = [field: PatField | null, sentence: string]

const FAILED = 'Azure DevOps could not do it. The fault is on its side; try again in a moment.'
const CONFIGURED =
  'Azure DevOps does not accept this app. The fault is in how the app is set up, not in what you typed; tell your administrator.'
const GONE = 'Azure DevOps does not have this token any more, or it belongs to somebody else.'
const ACCOUNT = 'Azure DevOps does not let your account manage personal access tokens in this organization.'
const NETWORK =
  'Azure DevOps does not take this request from where it was sent. An administrator can look at the organization’s policies for networks.'
const CHANGE = 'An administrator of the organization can change it.'
const UNREAD = 'could not be read, so it did nothing. Try again in a moment.'

const PAT_ERRORS: Record<string, Row> = {
  displayNameRequired: ['displayName', 'Azure DevOps asks for a name.'],
  invalidDisplayName: ['displayName', 'Azure DevOps does not accept this name. Try a shorter, plainer one.'],
  invalidValidTo: [
    'expiry',
    'Azure DevOps does not accept this expiry. Choose an earlier day that is not past.',
  ],
  patLifespanPolicyViolation: [
    'expiry',
    `The policy “Enforce maximum personal access token lifespan” does not allow so late an expiry. Choose an earlier day, or ask: an administrator of your directory can change the policy.`,
  ],
  expiredPatCannotBeExtended: [
    'expiry',
    'This token has expired, and Azure DevOps does not extend expired ones. Rotate it: that makes a new one with the same settings.',
  ],
  invalidScope: ['scope', 'Azure DevOps does not accept one of these scopes.'],
  fullScopePatPolicyViolation: [
    'scope',
    'The policy “Restrict full-scoped personal access token creation” does not allow full access. Choose single scopes, or ask: an administrator of your directory can change the policy.',
  ],
  globalPatPolicyViolation: [
    null,
    'The policy “Restrict global personal access token creation” does not allow tokens for all organizations. Rotate this one: the new token works in this organization only. An administrator of your directory can change the policy.',
  ],
  globalPATCreationBlocked: [
    null,
    'Azure DevOps has retired tokens for all organizations. Rotate this one: the new token works in this organization only.',
  ],
  invalidTargetAccounts: [null, 'Azure DevOps does not accept these organizations for the token.'],
  disablePatCreationPolicyViolation: [
    null,
    `The policy “Restrict personal access token creation” keeps you from making tokens in this organization. ${CHANGE}`,
  ],
  sshPolicyDisabled: [null, `A policy of the organization has turned this kind of token off. ${CHANGE}`],
  accessDenied: [null, `${ACCOUNT} ${CHANGE}`],
  userIdRequired: [null, ACCOUNT],
  invalidUserId: [null, ACCOUNT],
  invalidUserType: [null, `${ACCOUNT} It must be a person’s account of the organization’s directory.`],
  authorizationNotFound: [null, GONE],
  tokenNotFound: [null, GONE],
  invalidAuthorizationId: [null, GONE],
  invalidToken: [null, GONE],
  hostAuthorizationNotFound: [null, `${GONE} It may be of another organization.`],
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
    'Azure DevOps does this for organizations only: AZURE_DEVOPS_URL must name one. Tell your administrator.',
  ],
}

const UNKNOWN: Row = [
  null,
  'Azure DevOps rejected the request, for a reason that this app does not know. Nothing was changed; your administrator may know which policy it is.',
]

/** Rejected by the service, for a reason of its list. */
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
        title: gone ? 'There is no such token' : 'Azure DevOps rejected the request',
        text: sentence,
        actions: gone ? ['home'] : ['tell_administrator', 'home'],
      },
    })
    this.field = field
    this.sentence = sentence
  }
}
