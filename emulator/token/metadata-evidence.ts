// The evidence for the metadata, the keys, and discovery.
import type { Evidence } from '../evidence/evidence.ts'

const learn = 'https://learn.microsoft.com/entra/identity-platform/'

export const metadataEvidence: readonly Evidence[] = [
  {
    behavior:
      'The metadata has the public cloud’s fields as of 2026, and each authority’s own issuer, endpoints and region.',
    samples: [
      'metadata#common',
      'metadata#organizations',
      'metadata#consumers',
      'metadata#tenant',
      'metadata#tenant-2026',
      'metadata#tenant-gcc',
      'metadata#customers',
      'metadata#customers-by-name',
      'metadata#customers-custom-domain',
    ],
    notSeen:
      'a complete document of consumers, ciamlogin.com and a custom URL domain; mutual TLS is rejected by name',
  },
  {
    behavior: 'Each cloud has its own hosts, issuer and Graph.',
    samples: ['metadata#us-government', 'metadata#china', 'metadata#hosts-of-the-clouds'],
    notSeen: 'the other fields in the documents of .us, .cn and the sovereign clouds',
  },
  {
    behavior:
      'If a US Government tenant is requested at the public host, the response has its own cloud’s URLs.',
    samples: ['metadata#us-government-asked-at-the-public-host'],
    notSeen: 'all of it',
  },
  {
    behavior: 'The metadata without /v2.0 is that of version 1.0, with sts.windows.net as the issuer.',
    samples: ['metadata#v1-common'],
    notSeen: 'the keys of version 1.0; here they are those of version 2.0 without issuers',
  },
  {
    behavior: 'An unknown tenant fails with invalid_tenant.',
    samples: ['metadata#unknown-tenant'],
  },
  {
    behavior:
      'The key set of common has two keys each for the public cloud, for US Government with the same issuer, and for personal accounts.',
    samples: [
      'keys#common-2025',
      'keys#consumers-form',
      'keys#organizations-2024-without-personal-keys',
      'keys#number-of-keys-2026',
    ],
    notSeen: 'which keys a tenant, consumers, another cloud and External ID list',
  },
  {
    behavior: 'The key of an app with claims mapping appears only with ?appid=.',
    sources: [`${learn}access-tokens`, 'nextauthjs/next-auth#5137'],
    notSeen: 'which other keys are in that set',
  },
  {
    behavior:
      'Instance discovery lists every cloud’s aliases in version 1.1, and none in 1.0. An unknown host fails with invalid_instance.',
    sources: ['https://learn.microsoft.com/entra/msal/dotnet/advanced/custom-authority-aliases'],
    notSeen: 'the rows of the sovereign clouds; the row for a non-Microsoft host is the local Entra’s own',
  },
  {
    behavior: 'The user realm of a work account is Managed; all others are Unknown.',
    sources: ['AzureAD/microsoft-authentication-library-for-python#authority.py'],
    notSeen: 'the other fields of an Unknown realm',
  },
  {
    behavior: 'If the authority has a domain, every URL in the response has the tenant’s ID instead.',
    samples: ['metadata#tenant-by-domain'],
  },
]
