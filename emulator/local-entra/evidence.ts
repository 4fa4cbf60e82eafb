// What the policies of a seed and the faults in words rest on.
import type { Evidence } from '../evidence/evidence.ts'

const learn = 'https://learn.microsoft.com/entra/'

export const policyEvidence: readonly Evidence[] = [
  {
    behavior: 'With `multiFactor`, each sign-in to the tenant asks for another factor once in a browser.',
    sources: [`${learn}identity/conditional-access/policy-all-users-mfa-strength`],
    notSeen: 'what a refresh token from before the policy is answered with; it is renewed here',
  },
  {
    behavior:
      'With `userConsent: false`, the page says that an administrator has to approve, and the app hears access_denied.',
    sources: [`${learn}identity/enterprise-apps/configure-user-consent`],
  },
  {
    behavior: 'With `secrets: false`, addPassword answers CredentialTypeNotAllowedAsPerAppPolicy.',
    samples: ['graph#policy-credential-type'],
    notSeen: 'the words; the code is proven',
  },
  {
    behavior: 'Beyond `maxSecretDays`, addPassword answers CredentialInvalidLifetimeAsPerAppPolicy.',
    sources: ['https://learn.microsoft.com/graph/api/resources/applicationauthenticationmethodpolicy'],
    notSeen: 'the words',
  },
]
