// The evidence for the part of Graph that registers apps.
import type { Evidence } from '../../evidence/evidence.ts'

const graphDocs = 'https://learn.microsoft.com/graph/'
const api = `${graphDocs}api/`
const entraDocs = 'https://learn.microsoft.com/entra/'

export const registrationEvidence: readonly Evidence[] = [
  {
    behavior:
      'With User.Read, /organization has its ID, name and domains, and null for the rest, including tenantType.',
    samples: ['graph#organization-with-user-read', 'graph#organization-app-only'],
    sources: [`${api}organization-get`],
  },
  {
    behavior:
      'A new object is unknown for minutes, which causes 404, 400 NoBackingApplicationObject, or 403 “… local tenant”.',
    samples: ['graph#404', 'graph#service-principal-not-yet', 'graph#service-principal-not-yet-403'],
    notSeen: 'which of the two is sent first',
  },
  {
    behavior:
      'The token endpoint does not know a new app or credential at first, which causes 700016, 7000215, 7000222 or 700027.',
    sources: [
      'microsoftgraph/microsoft-graph-docs#17966',
      'microsoftgraph/msgraph-sdk-go#606',
      'Azure-Samples/active-directory-dotnetcore-daemon-v2#87',
      'hashicorp/vault-plugin-secrets-azure#26',
    ],
    notSeen: 'how long this takes; three minutes here',
  },
  {
    behavior: 'A replica that is not up to date returns 404 or 409 for a moment.',
    samples: ['graph#404-directory-busy', 'graph#concurrency'],
  },
  {
    behavior:
      'Creating what already exists returns 409, for a service principal, or for consent that is not listed yet.',
    samples: ['graph#service-principal-exists', 'graph#grant-exists'],
  },
  {
    behavior: 'A user without an administrator role can own 250 objects, including deleted ones.',
    samples: ['graph#quota', 'graph#quota-tenant'],
    sources: [`${entraDocs}identity/users/directory-service-limits-restrictions`],
    notSeen: 'whether an app’s service principal counts separately',
  },
  {
    behavior: 'Policies can forbid secrets, long-lived secrets, and apps for personal accounts.',
    samples: ['graph#policy-credential-type', 'graph#policy-credential-lifetime', 'graph#policy-audience'],
    sources: [`${api}resources/appmanagementpolicy`],
  },
  {
    behavior:
      'A tenant can require that a new app names its service; a policy can require claims that the token lacks; a license or a Graph permission can be missing.',
    sources: [
      'microsoft/Agent365-devTools#496',
      'microsoftgraph/microsoft-graph-explorer-v4#1450',
      'microsoftgraph/microsoft-graph-docs#11986',
    ],
    notSeen:
      'a missing license or claims challenge where apps are registered, rather than elsewhere in Graph',
  },
  {
    behavior:
      'An app can request at most 50 APIs and 400 permissions. If it accepts personal accounts, it can request 200 permissions and have two secrets.',
    sources: [`${entraDocs}identity-platform/supported-accounts-validation`],
    notSeen: 'the errors’ codes; the text is seen only for the secrets (jpazureid/blog#492)',
  },
  {
    behavior:
      'Redirect URIs are https, http on localhost, or, for devices, an app’s own scheme. They have no fragment and no user name, and are unique.',
    sources: [`${entraDocs}identity-platform/reply-url`],
    notSeen: 'the sentences',
  },
  {
    behavior:
      'A redirect URI with a wildcard is rejected by name, although Entra takes one if only work accounts sign in.',
    sources: [`${entraDocs}identity-platform/reply-url`],
    notSeen: 'which hosts and paths it matches',
  },
  {
    behavior:
      'An identifier URI is unique in the tenant; for a multitenant app, in all tenants. An https one must use a verified domain. None ends with a slash.',
    sources: [
      `${entraDocs}identity-platform/reference-app-manifest`,
      `${entraDocs}identity-platform/supported-accounts-validation`,
      `${entraDocs}identity-platform/identifier-uri-restrictions`,
      'Azure/go-autorest#308',
    ],
    notSeen: 'api:// with only a name is accepted, as for apps from before 2021',
  },
  {
    behavior: 'Scopes and app roles have a unique value of up to 120 characters, and a unique ID.',
    sources: [`${api}resources/permissionscope`, `${api}resources/approle`],
    notSeen: 'the sentences',
  },
  {
    behavior: 'A scope or an app role is disabled before it is deleted.',
    sources: ['microsoftgraph/msgraph-sdk-powershell#1054', 'microsoftgraph/msgraph-sdk-powershell#1211'],
  },
  {
    behavior:
      'An app can be preauthorized for scopes that the API already has, but not for scopes in the same request.',
    sources: ['microsoftgraph/msgraph-sdk-dotnet#2044', 'microsoftgraph/microsoft-graph-docs-contrib#1395'],
  },
  {
    behavior: 'A deleted app is listed under /directory/deletedItems.',
    sources: [`${api}directory-deleteditems-list`],
    notSeen: 'which of them an account without an administrator role is shown; its own here',
  },
  {
    behavior: 'Members can register apps; guests and customers cannot. A tenant can restrict this to roles.',
    sources: [`${entraDocs}fundamentals/users-default-permissions`, `${api}authorizationpolicy-get`],
  },
  {
    behavior:
      'An app can register others with Application.ReadWrite.All, or only its own with Application.ReadWrite.OwnedBy.',
    sources: [`${api}application-post-applications`, `${graphDocs}permissions-reference`],
  },
  {
    behavior:
      'A workforce tenant rejects user flows, and an external tenant rejects account types other than its own.',
    sources: [`${api}identitycontainer-list-authenticationeventsflows`, `${entraDocs}external-id/customers/`],
    notSeen: 'either error’s code and text',
  },
  {
    behavior: 'The value of an API’s permission may be null, and so may the scope of a grant.',
    sources: [`${api}resources/permissionscope`, `${api}resources/oauth2permissiongrant`],
    notSeen: 'a grant with null, although the metadata allows it',
  },
  {
    behavior: 'A certificate with an RSA key below 2048 bits is rejected when it is registered.',
    notSeen:
      'whether Graph registers it; RFC 7518, section 3.3, requires 2048 bits of a key that signs assertions',
  },
]
