// What the metadata, the keys and discovery rest on.
import type { Evidence } from '../evidence/evidence.ts'

const learn = 'https://learn.microsoft.com/entra/identity-platform/'

export const metadataEvidence: readonly Evidence[] = [
  {
    behavior:
      'The metadata has the fields of 2026 in the public cloud, and each authority’s own issuer, endpoints and region.',
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
      'a whole document of consumers, ciamlogin.com and a custom URL domain; mutual TLS is refused by name',
  },
  {
    behavior: 'Each cloud answers at its own hosts with its own issuer and Graph.',
    samples: ['metadata#us-government', 'metadata#china', 'metadata#hosts-of-the-clouds'],
    notSeen: 'the documents of .us, .cn and the sovereign clouds but for these fields',
  },
  {
    behavior:
      'A US Government tenant asked for at the public host is answered with the URLs of its own cloud.',
    samples: ['metadata#us-government-asked-at-the-public-host'],
    notSeen: 'all of it',
  },
  {
    behavior: 'The metadata without /v2.0 is that of version 1.0, with the issuer of sts.windows.net.',
    samples: ['metadata#v1-common'],
    notSeen: 'the keys of version 1.0: those of version 2.0 without their issuers',
  },
  {
    behavior: 'An unknown tenant is refused as invalid_tenant.',
    samples: ['metadata#unknown-tenant'],
  },
  {
    behavior:
      'The key set of common has two keys of the public cloud, two of the US Government under the same issuer, two of personal accounts.',
    samples: [
      'keys#common-2025',
      'keys#consumers-form',
      'keys#organizations-2024-without-personal-keys',
      'keys#number-of-keys-2026',
    ],
    notSeen: 'which keys a tenant, consumers, another cloud and External ID list',
  },
  {
    behavior: 'The key of an app with claims mapping is shown by ?appid= alone.',
    sources: [`${learn}access-tokens`, 'nextauthjs/next-auth#5137'],
    notSeen: 'which other keys stand beside it',
  },
  {
    behavior:
      'Instance discovery names the aliases of every cloud in version 1.1, and none in 1.0; an unknown host is invalid_instance.',
    sources: ['https://learn.microsoft.com/entra/msal/dotnet/advanced/custom-authority-aliases'],
    notSeen:
      'the rows of the sovereign clouds; the row of a host that is none of Microsoft’s is the local Entra’s own',
  },
  {
    behavior: 'The user realm of a work account is Managed, of every other one Unknown.',
    sources: ['AzureAD/microsoft-authentication-library-for-python#authority.py'],
    notSeen: 'the other fields of an Unknown realm',
  },
  {
    behavior: 'A domain in the authority is answered with the tenant’s id in every URL.',
    samples: ['metadata#tenant-by-domain'],
  },
]
