// What the answers of the directory, where apps are registered, rest on.
import type { Evidence } from '../../evidence/evidence.ts'

const graphDocs = 'https://learn.microsoft.com/graph/'
const api = `${graphDocs}api/`
const entraDocs = 'https://learn.microsoft.com/entra/'

export const registrationEvidence: readonly Evidence[] = [
  {
    behavior:
      '/organization tells User.Read its id, name and domains, and null for the rest, tenantType included.',
    samples: ['graph#organization-with-user-read', 'graph#organization-app-only'],
    sources: [`${api}organization-get`],
  },
  {
    behavior:
      'What is new is unknown for minutes: 404, 400 NoBackingApplicationObject, or 403 “… local tenant”.',
    samples: ['graph#404', 'graph#service-principal-not-yet', 'graph#service-principal-not-yet-403'],
    notSeen: 'which of the two comes first',
  },
  {
    behavior: 'A new app or credential is unknown where tokens are issued: 700016, 7000215, 7000222, 700027.',
    sources: [
      'microsoftgraph/microsoft-graph-docs#17966',
      'microsoftgraph/msgraph-sdk-go#606',
      'Azure-Samples/active-directory-dotnetcore-daemon-v2#87',
      'hashicorp/vault-plugin-secrets-azure#26',
    ],
    notSeen: 'how long it takes: three minutes here',
  },
  {
    behavior: 'A copy that is not in order answers 404 or 409 for a moment.',
    samples: ['graph#404-directory-busy', 'graph#concurrency'],
  },
  {
    behavior: 'What exists already is 409: a service principal, or consent that is not listed yet.',
    samples: ['graph#service-principal-exists', 'graph#grant-exists'],
  },
  {
    behavior: 'A person without an administrator’s role owns 250 objects, deleted ones included.',
    samples: ['graph#quota', 'graph#quota-tenant'],
    sources: [`${entraDocs}identity/users/directory-service-limits-restrictions`],
    notSeen: 'that each app counts with its service principal',
  },
  {
    behavior: 'Policies forbid secrets, long ones, and apps for personal accounts.',
    samples: ['graph#policy-credential-type', 'graph#policy-credential-lifetime', 'graph#policy-audience'],
    sources: [`${api}resources/appmanagementpolicy`],
  },
  {
    behavior:
      'An app asks for 50 APIs and 400 permissions at most; for personal accounts 200, and two secrets.',
    sources: [`${entraDocs}identity-platform/supported-accounts-validation`],
    notSeen: 'code and sentence of the refusal',
  },
  {
    behavior:
      'Redirect URIs are https, http on localhost, or of an app’s own scheme on a device; no fragment, no user, none twice.',
    sources: [`${entraDocs}identity-platform/reply-url`],
    notSeen: 'the sentences',
  },
  {
    behavior:
      'An identifier URI is unique in the tenant, for several organizations everywhere; on the web it is of a verified domain.',
    sources: [
      `${entraDocs}identity-platform/supported-accounts-validation`,
      `${entraDocs}identity-platform/identifier-uri-restrictions`,
      'Azure/go-autorest#308',
    ],
    notSeen: 'api:// with a name alone is taken, as of apps from before 2021',
  },
  {
    behavior:
      'Scopes and app roles have a value of up to 120 characters, each once and with an id of its own.',
    sources: [`${api}resources/permissionscope`, `${api}resources/approle`],
    notSeen: 'the sentences',
  },
  {
    behavior:
      'A preauthorized app is let in for scopes that the API has already, not for those of the same request.',
    sources: ['microsoftgraph/msgraph-sdk-dotnet#2044', 'microsoftgraph/microsoft-graph-docs-contrib#1395'],
  },
  {
    behavior: 'Members register apps, guests and customers do not, and a tenant can keep it to roles.',
    sources: [`${entraDocs}fundamentals/users-default-permissions`, `${api}authorizationpolicy-get`],
  },
  {
    behavior:
      'An app registers others with Application.ReadWrite.All, or its own with Application.ReadWrite.OwnedBy.',
    sources: [`${api}application-post-applications`, `${graphDocs}permissions-reference`],
  },
  {
    behavior:
      'User flows are refused in a workforce tenant, and account types other than its own in an external one.',
    sources: [`${api}identitycontainer-list-authenticationeventsflows`, `${entraDocs}external-id/customers/`],
    notSeen: 'code and sentence of either refusal',
  },
  {
    behavior: 'An API may list a permission, and a grant a scope, whose value is null.',
    sources: [`${api}resources/permissionscope`, `${api}resources/oauth2permissiongrant`],
    notSeen: 'a grant with null: the metadata allows it',
  },
]
