// The evidence for Azure DevOps.
import type { Evidence } from '../evidence/evidence.ts'

const docs = 'https://learn.microsoft.com/azure/devops/'
const rest = 'https://learn.microsoft.com/rest/api/azure/devops/tokens/pats'
const retirement =
  'https://devblogs.microsoft.com/devops/retirement-of-global-personal-access-tokens-in-azure-devops/'

export const azureDevOpsEvidence: readonly Evidence[] = [
  {
    behavior:
      'The list has dates with up to seven decimals, null instead of token values, and "" as the continuation at its end.',
    samples: ['azure-devops#list'],
    sources: [rest],
  },
  {
    behavior: 'An empty page may have a continuation token, with “;”, “+”, “/” and “=” in it.',
    samples: ['azure-devops#list-more'],
  },
  {
    behavior:
      'A token’s value is returned only once, when it is created. It has 84 characters, with AZDO at the 76th.',
    samples: ['azure-devops#created', 'azure-devops#updated'],
  },
  {
    behavior: 'A policy can shorten the lifespan, or reject it.',
    samples: ['azure-devops#created-clamped', 'azure-devops#refused'],
  },
  {
    behavior: 'An error is a word in a response with status 200. Each version of the API has its own words.',
    samples: [
      'azure-devops#refused-7.2',
      'azure-devops#tenant-policy-unreadable',
      'azure-devops#words-of-patTokenError',
    ],
    notSeen: 'any text of patTokenErrorMessage',
  },
  { behavior: 'A revocation returns 204 or 200.', samples: ['azure-devops#revoked'] },
  {
    behavior: 'Without a user’s token for Azure DevOps, the response is a redirect to its sign-in page.',
    samples: ['azure-devops#302-wrong-kind-of-token'],
  },
  {
    behavior: 'An expired token gets the sign-in page with 203 on GET and POST, and 401 on PATCH.',
    samples: ['azure-devops#203-expired-token'],
    notSeen: 'PUT and DELETE; 401 here',
  },
  {
    behavior: 'With X-TFS-FedAuthRedirect: Suppress, both are a plain 401.',
    samples: ['azure-devops#401-suppressed-redirect'],
  },
  {
    behavior: 'A 401 has the organization’s tenant ID, or zeros if it belongs to personal accounts.',
    samples: [
      'azure-devops#401',
      'azure-devops#connection-data',
      'azure-devops#connection-data-of-personal-accounts',
    ],
    notSeen: 'X-VSS-ResourceTenant from vssps.dev.azure.com',
  },
  {
    behavior: 'connectionData identifies the token’s user.',
    sources: ['microsoft/azure-pipelines-agent#4826'],
    notSeen: 'the complete response',
  },
  {
    behavior: 'A personal access token is not accepted instead of Entra’s token.',
    samples: ['azure-devops#not-allowed'],
    notSeen: 'the status; 401 here',
  },
  {
    behavior: 'Numbers say what the user has to do: TF400813, TF401444, VS403463.',
    samples: ['azure-devops#numbers', 'azure-devops#403-policy'],
    sources: [`${docs}user-guide/troubleshoot-connection`],
    notSeen: 'status and type of TF401444',
  },
  {
    behavior: 'A body that cannot be read causes TF400898.',
    samples: ['azure-devops#400-bad-body'],
  },
  {
    behavior: 'allOrgs can be a string.',
    sources: ['microsoft/azure-devops-auth-samples#PersonalAccessTokenAPIAppSample/app.py'],
    notSeen: 'which other strings are accepted',
  },
  {
    behavior:
      'Tokens for all organizations can no longer be created since March 15, 2026, and stop working on December 1, 2026.',
    sources: [retirement, `${docs}release-notes/2026/sprint-270-update`],
    notSeen: 'the error for a renewal, and how the list shows them afterwards; here as expired',
  },
]
