// The evidence for Microsoft Graph.
import type { Evidence } from '../evidence/evidence.ts'

const graphDocs = 'https://learn.microsoft.com/graph/'
const api = `${graphDocs}api/`
const entraDocs = 'https://learn.microsoft.com/entra/'

/** Profiles, photos, and profile changes. */
const profileEvidence: readonly Evidence[] = [
  {
    behavior:
      '/me has its usual properties, in the order for the account type. Properties that are not set are null.',
    samples: ['graph#me-work', 'graph#me-work-without-mail', 'graph#me-personal', 'graph#me-guest'],
  },
  {
    behavior: 'A customer’s /me has no mail; the email address is in identities.',
    samples: ['graph#me-customer'],
    notSeen: 'all of it',
  },
  {
    behavior: '/oidc/userinfo has the pairwise sub of the app’s ID tokens, and the claims of each scope.',
    samples: ['graph#userinfo'],
    sources: [`${entraDocs}identity-platform/userinfo`],
  },
  {
    behavior: 'A photo is a JPEG. The text of the error for a missing photo depends on the account type.',
    samples: [
      'graph#photo',
      'graph#photo-none-directory',
      'graph#photo-none-mailbox',
      'graph#photo-none-personal',
      'graph#photo-no-mailbox-licence',
    ],
    notSeen: 'the text for a customer’s missing photo',
  },
  {
    behavior: 'A guest’s photo gets 401, although the token works for everything else.',
    samples: ['graph#photo-guest'],
    notSeen: 'the body',
  },
  {
    behavior: 'Users can replace their photo with one of up to 4 MB, and delete it.',
    sources: [`${api}profilephoto-update`, `${api}profilephoto-delete`],
    notSeen: 'the error for a body that is not a JPEG',
  },
  {
    behavior:
      'Members can change their mobile phone and photo, customers ten fields, guests and personal accounts nothing, and Global Administrators everything.',
    samples: ['graph#patch-me', 'graph#patch-me-not-allowed', 'graph#patch-me-personal'],
    sources: [
      `${api}user-update`,
      `${entraDocs}fundamentals/users-default-permissions`,
      `${entraDocs}external-id/customers/reference-user-permissions`,
    ],
    notSeen: 'the response to a personal account',
  },
  {
    behavior: 'Properties that are managed on premises or by an external service cannot be changed here.',
    samples: ['graph#patch-me-synced', 'graph#patch-me-external-service'],
  },
]

/** Callers, and what is rejected first. */
const callerEvidence: readonly Evidence[] = [
  {
    behavior: 'An invalid token gets 401 before the path is checked, and the header has Graph’s client ID.',
    samples: [
      'graph#401-expired',
      'graph#401-expired-2025',
      'graph#401-expired-opaque',
      'graph#401-wrong-audience',
    ],
    notSeen: 'the sentence for a token with a wrong signature',
  },
  {
    behavior: 'A claims challenge has claims in base64 that end in “=”, or no claims.',
    samples: ['graph#401-claims-challenge', 'graph#401-claims-challenge-2024'],
  },
  { behavior: 'A missing permission and a missing role get the same 403.', samples: ['graph#403'] },
  {
    behavior: '/me fails with an app’s own token.',
    sources: ['microsoftgraph/msgraph-sdk-php#1163'],
  },
  {
    behavior: 'Throttling is 429 with Retry-After; code and message vary.',
    samples: ['graph#429', 'graph#429-empty', 'graph#429-other-code'],
  },
  {
    behavior: 'Pages of any origin can call Graph.',
    sources: [`${entraDocs}identity-platform/quickstart-single-page-app-sign-in`],
    notSeen: 'how long a preflight response is valid',
  },
  {
    behavior: 'Anything that the local Entra does not serve is rejected by name, with 501.',
    notSeen: 'all of it, because Microsoft serves it',
  },
]

/** Users, groups, and queries. */
const directoryObjectEvidence: readonly Evidence[] = [
  {
    behavior:
      'Users can be listed, and read by object ID or user principal name. User.ReadBasic.All shows six properties of other users.',
    sources: [`${api}user-list`, `${api}user-get`, `${graphDocs}permissions-reference`],
  },
  {
    behavior: '$select fails for an unknown property and names it. An unset property is null.',
    sources: ['microsoftgraph/msgraph-sdk-dotnet#1181', 'mguessan/davmail#488'],
  },
  {
    behavior:
      '$filter supports eq, in, startsWith and any. ne, not and endsWith require $count=true and ConsistencyLevel: eventual.',
    sources: [`${graphDocs}aad-advanced-queries`],
    notSeen: 'the text for a syntax error',
  },
  {
    behavior: '$count=true is silently ignored without ConsistencyLevel; /users/$count fails.',
    sources: [`${graphDocs}aad-advanced-queries`],
  },
  {
    behavior: 'memberOf lists groups and roles together. With User.Read, it shows only types and IDs.',
    samples: ['graph#member-of', 'graph#member-of-with-user-read'],
    sources: [`${graphDocs}permissions-overview`],
  },
  {
    behavior:
      'getMemberObjects lists the IDs of groups and roles, including nested ones; getMemberGroups lists only groups.',
    samples: ['graph#get-member-objects'],
    sources: [`${api}directoryobject-getmembergroups`, `${api}directoryobject-checkmembergroups`],
  },
  {
    behavior: 'Groups, their members and their own groups can be read, both direct and nested.',
    sources: [`${api}group-list`, `${api}group-list-members`, `${api}group-list-transitivemembers`],
  },
  {
    behavior: 'A missing manager returns 404.',
    sources: [`${api}user-list-manager`],
    notSeen: 'the sentence',
  },
  {
    behavior:
      'revokeSignInSessions revokes the user’s refresh tokens in every app. Access tokens stay valid, unless the client declared cp1.',
    sources: [
      `${api}user-revokesigninsessions`,
      `${entraDocs}identity/conditional-access/concept-continuous-access-evaluation`,
    ],
    notSeen: 'the delay of a few minutes',
  },
  {
    behavior:
      '$batch accepts up to 20 requests, and runs them in order if one depends on another. If a request fails, those that depend on it get 424.',
    sources: [`${graphDocs}json-batching`],
    notSeen: 'the text for a malformed batch',
  },
]

export const graphEvidence: readonly Evidence[] = [
  ...callerEvidence,
  ...profileEvidence,
  ...directoryObjectEvidence,
]
