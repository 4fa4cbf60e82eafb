// What the token endpoint and the tokens rest on.
import type { Evidence } from '../evidence/evidence.ts'

const learn = 'https://learn.microsoft.com/entra/identity-platform/'

export const tokenEvidence: readonly Evidence[] = [
  {
    behavior: 'The parts of an error_description are separated by one space.',
    samples: ['token-answers#7000222', 'token-answers#7000218', 'token-answers#700082'],
  },
  {
    behavior:
      'claims stands beside 50076, 50079, 53003 and 7000218, to be handed on unchanged to /authorize.',
    samples: [
      'token-answers#50076-claims',
      'token-answers#50079',
      'token-answers#53003',
      'token-answers#7000218',
    ],
  },
  {
    behavior: 'Some refusals have no error_uri, and 50055 has a URL to change the password at.',
    samples: ['token-answers#70043', 'token-answers#90033', 'token-answers#50055'],
  },
  {
    behavior:
      'ID tokens are dated five minutes back; a work account’s lives an hour from issue, a personal one’s a day.',
    samples: ['id-tokens#work-2025', 'id-tokens#personal-2025', 'id-tokens#personal-2018'],
  },
  {
    behavior:
      'A work account’s ID token has sid without being asked; a personal one’s has no sid, login_hint, uti or rh.',
    samples: ['id-tokens#work-2025', 'id-tokens#personal-2025', 'sign-out#personal-accounts-have-no-sid'],
    sources: [`${learn}optional-claims-reference`],
    notSeen: 'whether a personal account’s token has login_hint or sid where the registration asks for them',
  },
  {
    behavior: 'oid, name and preferred_username need the scope profile, email needs email or a guest.',
    samples: ['id-tokens#work-without-profile', 'id-tokens#guest', 'id-tokens#guest-personal'],
    sources: [`${learn}id-token-claims-reference`],
    notSeen: 'a guest’s ID token',
  },
  {
    behavior: 'A customer’s ID token has the claims of a work account’s.',
    samples: ['id-tokens#customer'],
    notSeen: 'all of it but the issuer',
  },
  {
    behavior:
      'Optional claims are there when registered, or asked for by claims, and there is something to tell; vnet and ztdid are refused.',
    samples: ['id-tokens#work-optional-claims'],
    sources: [`${learn}optional-claims-reference`],
    notSeen: 'the types of in_corp, pwd_exp and xms_edov',
  },
  {
    behavior:
      'groupMembershipClaims brings groups and wids; above 200 groups, or 5 in a URL, the token says where to ask.',
    samples: [
      'id-tokens#work-groups',
      'id-tokens#work-groups-overage',
      'id-tokens#work-groups-overage-implicit',
    ],
    sources: [`${learn}id-token-claims-reference`],
    notSeen:
      'the endpoint that tokens of today name; on a host that is none of Microsoft’s it is the local Graph',
  },
  {
    behavior: 'App roles come by value, of the person’s own or through a group.',
    samples: ['id-tokens#work-roles'],
    sources: [`${learn}howto-add-app-roles-in-apps`],
  },
  {
    behavior: 'An authentication context asked for in claims costs a second factor and comes back in acrs.',
    samples: ['id-tokens#work-acrs'],
    sources: [`${learn}developer-guide-conditional-access-authentication-context`],
  },
  {
    behavior:
      'Claims that are not essential and not known are left out; an essential one is refused by name.',
    sources: ['https://openid.net/specs/openid-connect-core-1_0.html#IndividualClaimsRequests'],
    notSeen:
      'what Entra says to an essential claim that it does not know; MSAL sends three that are not essential',
  },
  {
    behavior: 'max_age brings auth_time, the moment of the sign-in.',
    sources: [`${learn}optional-claims-reference`],
    notSeen: 'whether auth_time is dated back as iat is',
  },
  {
    behavior:
      'The token answer has the recorded fields in their order; Graph’s scopes come back by name, offline_access does not.',
    samples: ['token-answers#work', 'token-answers#work-no-refresh-token'],
  },
  {
    behavior:
      'A client that handles claims challenges (cp1) gets Graph tokens for 20 to 28 hours, and refresh_in.',
    samples: ['token-answers#work-cae'],
    sources: [`${learn}app-resilience-continuous-access-evaluation`],
  },
  {
    behavior: 'The tokens of a personal account are opaque, for an hour.',
    samples: ['token-answers#personal', 'redirects#success-personal'],
    notSeen: 'the code of a personal account',
  },
  {
    behavior: '.default comes back beside what it stands for.',
    samples: ['token-answers#default-scope', 'token-answers#default-scope-azure-devops'],
    notSeen: 'how Graph’s own permissions are written then, and Azure DevOps',
  },
  {
    behavior: 'An app that speaks for itself gets roles, and neither scope nor refresh token.',
    samples: ['token-answers#client-credentials'],
  },
  {
    behavior:
      'On behalf of: a token for this API is traded for one of another; a missing consent comes with claims and without error_uri.',
    samples: ['token-answers#65001'],
    sources: [`${learn}v2-oauth2-on-behalf-of-flow`],
  },
  {
    behavior: 'On behalf of an app that speaks for itself: AADSTS7000114, unauthorized_client.',
    sources: [
      `${learn}v2-oauth2-on-behalf-of-flow`,
      'AzureAD/microsoft-authentication-library-for-dotnet#2130',
      'MicrosoftDocs/azure-docs#65279',
    ],
    notSeen: 'when it is AADSTS90083 instead, as in MicrosoftDocs/azure-docs#53334',
  },
  {
    behavior:
      'An exposed API gets tokens of the version it has chosen: aud is its URI in version 1, its client id in version 2.',
    sources: [`${learn}access-tokens`, `${learn}reference-microsoft-graph-app-manifest`],
    notSeen: 'that access tokens are dated back as ID tokens are; here they are not',
  },
  {
    behavior:
      'A federated credential is compared by issuer, subject and audience, letter case included; the issuer’s keys are fetched.',
    sources: [
      'https://learn.microsoft.com/entra/workload-id/workload-identity-federation',
      'Azure/azure-workload-identity#1200',
      'Azure/login#482',
    ],
  },
  {
    behavior: 'A certificate is found by the bytes of its thumbprint, padded or not.',
    sources: [`${learn}certificate-credentials`],
    notSeen: 'that Entra takes padding; MSAL Python writes it and signs in',
  },
  {
    behavior:
      'The password grant is refused: for want of a second factor, and at common, consumers and External ID altogether.',
    sources: [`${learn}v2-oauth-ropc`],
    notSeen: 'which of its numbers a tenant with security defaults gives first',
  },
  {
    behavior:
      'Hybrid and implicit answers come where the registration allows them, by fragment or form_post, with c_hash and at_hash.',
    sources: [`${learn}v2-oauth2-implicit-grant-flow`, `${learn}v2-protocols-oidc`],
    notSeen: 'the order of the fields in an answer with a code and an ID token',
  },
  {
    behavior:
      'A page may read every answer of the token endpoint, and redeems only codes of the single-page platform; its refresh tokens live a day.',
    sources: [`${learn}v2-oauth2-auth-code-flow`, `${learn}refresh-tokens`],
  },
  {
    behavior:
      'claims counts in the device code and client credentials flows too; contexts, policies and what else they do not do are refused by name.',
    sources: [`${learn}claims-challenge`],
    notSeen: 'how long an app’s own token lives when it says that it handles challenges',
  },
  {
    behavior:
      'A device code has nine characters and 15 minutes; the poll says pending until somebody answered. It is entered on one page for all of the public cloud; in other clouds and at External ID on the authority’s own.',
    samples: [
      'token-answers#device-code',
      'token-answers#device-code-pending',
      'token-answers#device-code-blocked',
      'token-answers#device-code-unmanaged-device',
    ],
  },
]
