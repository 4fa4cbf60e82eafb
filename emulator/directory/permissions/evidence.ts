// The evidence for the permissions of Microsoft's APIs.
import type { Evidence } from '../../evidence/evidence.ts'

const learn = 'https://learn.microsoft.com/'

export const permissionEvidence: readonly Evidence[] = [
  {
    behavior:
      'Microsoft Graph’s delegated and application permissions have names, IDs, titles and who can grant them, even if the API is not served here.',
    sources: [
      `${learn}graph/permissions-reference`,
      'https://github.com/OfficeDev/microsoft-365-agents-toolkit/blob/dev/packages/fx-core/src/component/driver/aad/permissions/permissions.json',
      'https://github.com/microsoftgraph/microsoft-graph-devx-content/blob/master/permissions/new/ProvisioningInfo.json',
    ],
    notSeen:
      'of those added since 2022, the list as a whole and who can grant each; about 210 IDs, which are made up; and about 270 titles, which are the name',
  },
  {
    behavior: 'Azure DevOps’ delegated permissions (vso.…) have names, titles, and IDs.',
    sources: [`${learn}azure/devops/integrate/get-started/authentication/oauth`],
    notSeen: 'the IDs of vso.pats, vso.pats_manage and other newer ones; apps look them up by name',
  },
  {
    behavior:
      'SharePoint, Exchange, Office 365 Management, Power BI, Dynamics, PowerApps and Azure’s user_impersonation can be consented to, and appear in tokens.',
    sources: [
      `${learn}entra/identity-platform/scopes-oidc`,
      `${learn}exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth`,
      `${learn}power-bi/developer/embedded/register-app`,
    ],
    notSeen: 'the aud of a token requested by another of the API’s names',
  },
  {
    behavior: 'Any other Microsoft API is rejected by name with AADSTS500011.',
    notSeen: 'the text, because Microsoft has the API',
  },
]
