// What the policies of a seed and the faults in words rest on.
import type { Evidence } from '../evidence/evidence.ts'

const learn = 'https://learn.microsoft.com/entra/'

export const policyEvidence: readonly Evidence[] = [
  {
    behavior: 'With `multiFactor`, sign-ins to the tenant require another factor, once per browser.',
    sources: [`${learn}identity/conditional-access/policy-all-users-mfa-strength`],
    notSeen: 'the response to a refresh token from before the policy; here it is accepted',
  },
  {
    behavior:
      'With `userConsent: false`, the page says that an administrator must approve, and the app gets access_denied.',
    sources: [`${learn}identity/enterprise-apps/configure-user-consent`],
  },
  {
    behavior: 'With `secrets: false`, addPassword returns CredentialTypeNotAllowedAsPerAppPolicy.',
    samples: ['graph#policy-credential-type'],
    notSeen: 'the text; the code is proven',
  },
  {
    behavior: 'Beyond `maxSecretDays`, addPassword returns CredentialInvalidLifetimeAsPerAppPolicy.',
    sources: ['https://learn.microsoft.com/graph/api/resources/applicationauthenticationmethodpolicy'],
    notSeen: 'the text',
  },
]
