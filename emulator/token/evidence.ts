// The evidence for the token endpoint and the tokens.
import type { Evidence } from '../evidence/evidence.ts'

const learn = 'https://learn.microsoft.com/entra/identity-platform/'

export const tokenEvidence: readonly Evidence[] = [
  {
    behavior: 'The parts of an error_description are separated by one space.',
    samples: ['token-answers#7000222', 'token-answers#7000218', 'token-answers#700082'],
  },
  {
    behavior:
      '50076, 50079, 53003 and 7000218 come with claims, which the app passes unchanged to /authorize.',
    samples: [
      'token-answers#50076-claims',
      'token-answers#50079',
      'token-answers#53003',
      'token-answers#7000218',
    ],
  },
  {
    behavior: 'Some errors have no error_uri, and 50055 has a URL for changing the password.',
    samples: ['token-answers#70043', 'token-answers#90033', 'token-answers#50055'],
  },
  {
    behavior:
      'ID tokens are dated back by five minutes. After issue, a work account’s token is valid for an hour, a personal one’s for a day.',
    samples: ['id-tokens#work-2025', 'id-tokens#personal-2025', 'id-tokens#personal-2018'],
  },
  {
    behavior:
      'A work account’s ID token has sid by default. A personal account’s has no sid, login_hint, uti or rh.',
    samples: ['id-tokens#work-2025', 'id-tokens#personal-2025', 'sign-out#personal-accounts-have-no-sid'],
    sources: [`${learn}optional-claims-reference`],
    notSeen: 'whether a personal account’s token has login_hint or sid if the registration asks for them',
  },
  {
    behavior:
      'oid, name and preferred_username require the scope profile. email requires the scope email, or a guest.',
    samples: ['id-tokens#work-without-profile', 'id-tokens#guest', 'id-tokens#guest-personal'],
    sources: [`${learn}id-token-claims-reference`],
    notSeen: 'a guest’s ID token',
  },
  {
    behavior: 'A customer’s ID token has the same claims as a work account’s.',
    samples: ['id-tokens#customer'],
    notSeen: 'everything except the issuer',
  },
  {
    behavior:
      'Optional claims appear if they are registered or requested with claims, and have a value. vnet and ztdid are rejected.',
    samples: ['id-tokens#work-optional-claims'],
    sources: [`${learn}optional-claims-reference`],
    notSeen: 'the types of in_corp, pwd_exp and xms_edov',
  },
  {
    behavior:
      'groupMembershipClaims adds groups and wids. With more than 200 groups, or 5 in a URL, the token has the endpoint for them instead.',
    samples: [
      'id-tokens#work-groups',
      'id-tokens#work-groups-overage',
      'id-tokens#work-groups-overage-implicit',
    ],
    sources: [`${learn}id-token-claims-reference`],
    notSeen: 'which endpoint tokens have today; on a non-Microsoft host it is the local Graph',
  },
  {
    behavior: 'App roles are sent by value, whether assigned to the user or to a group.',
    samples: ['id-tokens#work-roles'],
    sources: [`${learn}howto-add-app-roles-in-apps`],
  },
  {
    behavior:
      'An authentication context requested in claims requires a second factor, and is returned in acrs.',
    samples: ['id-tokens#work-acrs'],
    sources: [`${learn}developer-guide-conditional-access-authentication-context`],
  },
  {
    behavior:
      'Unknown claims are left out if they are not essential. An unknown essential claim is rejected by name.',
    sources: ['https://openid.net/specs/openid-connect-core-1_0.html#IndividualClaimsRequests'],
    notSeen:
      'Entra’s response to an essential claim that it does not know; MSAL sends three that are not essential',
  },
  {
    behavior: 'max_age adds auth_time, the time of the sign-in.',
    sources: [`${learn}optional-claims-reference`],
    notSeen: 'whether auth_time is dated back like iat',
  },
  {
    behavior:
      'The token response has the recorded fields in their order. It lists Graph’s scopes by name, without offline_access.',
    samples: ['token-answers#work', 'token-answers#work-no-refresh-token'],
  },
  {
    behavior:
      'A client that handles claims challenges (cp1) gets Graph tokens for 20 to 28 hours, and refresh_in.',
    samples: ['token-answers#work-cae'],
    sources: [`${learn}app-resilience-continuous-access-evaluation`],
  },
  {
    behavior: 'A personal account’s access tokens are opaque, and valid for an hour.',
    samples: ['token-answers#personal', 'redirects#success-personal'],
    notSeen: 'the code of a personal account',
  },
  {
    behavior: 'The response lists .default together with the scopes it stands for.',
    samples: ['token-answers#default-scope', 'token-answers#default-scope-azure-devops'],
    notSeen: 'how Graph’s own permissions are written in this case, and Azure DevOps',
  },
  {
    behavior:
      'An app that requests tokens for itself, as client and API in one, must name the scope at each refresh. Without scope, it gets 90009.',
    sources: [
      'damienbod/angular-auth-oidc-client#1844',
      'DuendeArchive/IdentityModel#528',
      'Azure-Samples/ms-identity-msal-java-samples#43',
    ],
    notSeen:
      'a refresh without scope after a sign-in for the client ID; client credentials for itself, which are not refused',
  },
  {
    behavior: 'With client credentials, an app gets roles, but no scope and no refresh token.',
    samples: ['token-answers#client-credentials'],
  },
  {
    behavior:
      'On-behalf-of exchanges a token for this API for one for another API. If consent is missing, the error has claims and no error_uri.',
    samples: ['token-answers#65001'],
    sources: [`${learn}v2-oauth2-on-behalf-of-flow`],
  },
  {
    behavior: 'On-behalf-of with an app’s own token fails with AADSTS7000114, unauthorized_client.',
    sources: [
      `${learn}v2-oauth2-on-behalf-of-flow`,
      'AzureAD/microsoft-authentication-library-for-dotnet#2130',
      'MicrosoftDocs/azure-docs#65279',
    ],
    notSeen: 'when AADSTS90083 is sent instead, as in MicrosoftDocs/azure-docs#53334',
  },
  {
    behavior:
      'An exposed API gets tokens of the version it has chosen. aud is its URI in version 1, and its client ID in version 2.',
    sources: [`${learn}access-tokens`, `${learn}reference-microsoft-graph-app-manifest`],
    notSeen: 'whether access tokens are dated back like ID tokens; here they are not',
  },
  {
    behavior:
      'A federated credential must match issuer, subject and audience, including letter case. The issuer’s keys are fetched.',
    sources: [
      'https://learn.microsoft.com/entra/workload-id/workload-identity-federation',
      'Azure/azure-workload-identity#1200',
      'Azure/login#482',
    ],
  },
  {
    behavior:
      'An app that allows public client flows authenticates with its secret or certificate like any other. The setting matters only if a request leaves the type of client open.',
    sources: ['https://learn.microsoft.com/graph/api/resources/application'],
    notSeen: 'AADSTS700025 for a secret of such an app that has none',
  },
  {
    behavior:
      'A client assertion has exactly one audience, the tenant’s, and its subject equals its issuer. An error about its times contains these times.',
    sources: [
      'AzureAD/microsoft-authentication-library-for-dotnet#2746',
      'AzureAD/microsoft-authentication-library-for-dotnet#4951',
      'AzureAD/microsoft-authentication-library-for-java#430',
      'panva/openid-client#348',
    ],
    notSeen:
      'AADSTS50012 for another client’s issuer and subject, or without jti; AADSTS50027 for what is not a JWT',
  },
  {
    behavior: 'A certificate is found by the bytes of its thumbprint, with or without padding.',
    sources: [`${learn}certificate-credentials`],
    notSeen: 'whether Entra accepts padding; MSAL Python sends it, and can sign in',
  },
  {
    behavior:
      'The password grant fails because a second factor is missing. At common, consumers and External ID it always fails.',
    sources: [`${learn}v2-oauth-ropc`],
    notSeen: 'which number a tenant with security defaults sends first',
  },
  {
    behavior:
      'Hybrid and implicit responses are sent if the registration allows them, by fragment or form_post, with c_hash and at_hash.',
    sources: [`${learn}v2-oauth2-implicit-grant-flow`, `${learn}v2-protocols-oidc`],
    notSeen: 'the order of the fields in a response with a code and an ID token',
  },
  {
    behavior:
      'A page’s scripts can read every response of the token endpoint, but can redeem only the single-page platform’s codes. Their refresh tokens are valid for a day.',
    sources: [`${learn}v2-oauth2-auth-code-flow`, `${learn}refresh-tokens`],
  },
  {
    behavior:
      'claims also works in the device code and client credentials flows. Contexts, policies and anything else they do not support are rejected by name.',
    sources: [`${learn}claims-challenge`],
    notSeen: 'how long an app’s own token is valid if it declares that it handles challenges',
  },
  {
    behavior:
      'A device code has nine characters and is valid for 15 minutes. Polling returns pending until a user has responded. The public cloud has one page to enter it; in other clouds and at External ID, the authority has its own.',
    samples: [
      'token-answers#device-code',
      'token-answers#device-code-pending',
      'token-answers#device-code-blocked',
      'token-answers#device-code-unmanaged-device',
    ],
  },
]
