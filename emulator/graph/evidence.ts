// What Microsoft Graph's answers rest on.
import type { Evidence } from '../evidence/evidence.ts'

const graphDocs = 'https://learn.microsoft.com/graph/'
const api = `${graphDocs}api/`
const entraDocs = 'https://learn.microsoft.com/entra/'

/** Profiles, photos and what a person may change. */
const profileEvidence: readonly Evidence[] = [
  {
    behavior: '/me has its usual properties in the order of the kind of account; what is not set is null.',
    samples: ['graph#me-work', 'graph#me-work-without-mail', 'graph#me-personal', 'graph#me-guest'],
  },
  {
    behavior: 'A customer’s /me has no mail: the address is in identities.',
    samples: ['graph#me-customer'],
    notSeen: 'all of it',
  },
  {
    behavior: '/oidc/userinfo has the pairwise sub of the app’s ID tokens, and the claims of each scope.',
    samples: ['graph#userinfo'],
    sources: [`${entraDocs}identity-platform/userinfo`],
  },
  {
    behavior: 'A photo is a JPEG; each kind of account says in its own words that there is none.',
    samples: [
      'graph#photo',
      'graph#photo-none-directory',
      'graph#photo-none-mailbox',
      'graph#photo-none-personal',
      'graph#photo-no-mailbox-licence',
    ],
    notSeen: 'which words a customer’s missing photo gets',
  },
  {
    behavior: 'A guest’s photo is refused with 401 while the token is good for everything else.',
    samples: ['graph#photo-guest'],
    notSeen: 'the body',
  },
  {
    behavior: 'A photo of up to 4 MB is replaced by its owner, and deleted.',
    sources: [`${api}profilephoto-update`, `${api}profilephoto-delete`],
    notSeen: 'the refusal of a body that is no JPEG',
  },
  {
    behavior:
      'Members change their mobile phone and photo, customers ten fields, guests and personal accounts nothing, Global Administrators everything.',
    samples: ['graph#patch-me', 'graph#patch-me-not-allowed', 'graph#patch-me-personal'],
    sources: [
      `${api}user-update`,
      `${entraDocs}fundamentals/users-default-permissions`,
      `${entraDocs}external-id/customers/reference-user-permissions`,
    ],
    notSeen: 'what a personal account is answered',
  },
  {
    behavior: 'What is kept up on the premises, or by an external service, cannot be changed here.',
    samples: ['graph#patch-me-synced', 'graph#patch-me-external-service'],
  },
]

/** Who calls, and what is refused before anything else. */
const callerEvidence: readonly Evidence[] = [
  {
    behavior:
      'A token is refused with 401 before a path is looked at, and the header names Graph’s client id.',
    samples: [
      'graph#401-expired',
      'graph#401-expired-2025',
      'graph#401-expired-opaque',
      'graph#401-wrong-audience',
    ],
    notSeen: 'the sentence for a token with a wrong signature',
  },
  {
    behavior: 'A claims challenge brings claims in base64 that end in “=”, or none at all.',
    samples: ['graph#401-claims-challenge', 'graph#401-claims-challenge-2024'],
  },
  { behavior: 'A missing permission or role is one 403.', samples: ['graph#403'] },
  {
    behavior: '/me is refused to an app that speaks for itself.',
    sources: ['microsoftgraph/msgraph-sdk-php#1163'],
  },
  {
    behavior: 'Throttling is 429 with Retry-After; code and message vary.',
    samples: ['graph#429', 'graph#429-empty', 'graph#429-other-code'],
  },
  {
    behavior: 'Any origin may call Graph from a page.',
    sources: [`${entraDocs}identity-platform/quickstart-single-page-app-sign-in`],
    notSeen: 'how long a preflight answer lasts',
  },
  {
    behavior: 'What the local Entra does not serve is refused by name, with 501.',
    notSeen: 'all of it: Microsoft serves it',
  },
]

/** Users, groups and what a query can ask. */
const directoryObjectEvidence: readonly Evidence[] = [
  {
    behavior:
      'Users are listed and read by object id or user principal name; User.ReadBasic.All shows six properties of others.',
    sources: [`${api}user-list`, `${api}user-get`, `${graphDocs}permissions-reference`],
  },
  {
    behavior: '$select of an unknown property is refused with its name; of an unset one it gives null.',
    sources: ['microsoftgraph/msgraph-sdk-dotnet#1181', 'mguessan/davmail#488'],
  },
  {
    behavior:
      '$filter has eq, in, startsWith and any; ne, not and endsWith need $count=true and ConsistencyLevel: eventual.',
    sources: [`${graphDocs}aad-advanced-queries`],
    notSeen: 'the words for a syntax error',
  },
  {
    behavior: '$count=true without ConsistencyLevel is left out in silence; /users/$count is refused.',
    sources: [`${graphDocs}aad-advanced-queries`],
  },
  {
    behavior: 'memberOf lists groups and roles in one list; with User.Read only types and ids are told.',
    samples: ['graph#member-of', 'graph#member-of-with-user-read'],
    sources: [`${graphDocs}permissions-overview`],
  },
  {
    behavior:
      'getMemberObjects lists ids of groups and roles, through groups; getMemberGroups those of groups.',
    samples: ['graph#get-member-objects'],
    sources: [`${api}directoryobject-getmembergroups`, `${api}directoryobject-checkmembergroups`],
  },
  {
    behavior: 'Groups, their members and their own groups are read, directly and through groups.',
    sources: [`${api}group-list`, `${api}group-list-members`, `${api}group-list-transitivemembers`],
  },
  {
    behavior: 'A missing manager is 404.',
    sources: [`${api}user-list-manager`],
    notSeen: 'the sentence',
  },
  {
    behavior:
      'revokeSignInSessions ends the person’s refresh tokens in every app; an access token lasts, unless its client declared cp1.',
    sources: [
      `${api}user-revokesigninsessions`,
      `${entraDocs}identity/conditional-access/concept-continuous-access-evaluation`,
    ],
    notSeen: 'the delay of a few minutes',
  },
  {
    behavior:
      '$batch takes up to 20 requests, in order where one depends on another; a failed one fails them with 424.',
    sources: [`${graphDocs}json-batching`],
    notSeen: 'the words for a malformed batch',
  },
]

export const graphEvidence: readonly Evidence[] = [
  ...callerEvidence,
  ...profileEvidence,
  ...directoryObjectEvidence,
]
