// What Azure DevOps' answers rest on.
import type { Evidence } from '../evidence/evidence.ts'

const docs = 'https://learn.microsoft.com/azure/devops/'
const rest = 'https://learn.microsoft.com/rest/api/azure/devops/tokens/pats'
const retirement =
  'https://devblogs.microsoft.com/devops/retirement-of-global-personal-access-tokens-in-azure-devops/'

export const azureDevOpsEvidence: readonly Evidence[] = [
  {
    behavior: 'The list has dates with up to seven decimals, null for values, and "" at its end.',
    samples: ['azure-devops#list'],
    sources: [rest],
  },
  {
    behavior: 'A page may be empty and go on, by a token with “;”, “+”, “/” and “=”.',
    samples: ['azure-devops#list-more'],
  },
  {
    behavior: 'A value is told once, when it is made: 84 characters, AZDO at the 76th.',
    samples: ['azure-devops#created', 'azure-devops#updated'],
  },
  {
    behavior: 'A policy cuts a lifespan, or refuses it.',
    samples: ['azure-devops#created-clamped', 'azure-devops#refused'],
  },
  {
    behavior: 'A refusal is a word in an answer with status 200; each version of the API has its own words.',
    samples: [
      'azure-devops#refused-7.2',
      'azure-devops#tenant-policy-unreadable',
      'azure-devops#words-of-patTokenError',
    ],
    notSeen: 'any text of patTokenErrorMessage',
  },
  { behavior: 'A revocation is 204, or 200.', samples: ['azure-devops#revoked'] },
  {
    behavior: 'Whoever has no token of a person for Azure DevOps is redirected to its sign-in page.',
    samples: ['azure-devops#302-wrong-kind-of-token'],
  },
  {
    behavior: 'An expired token gets the sign-in page with 203 on GET and POST, and 401 on PATCH.',
    samples: ['azure-devops#203-expired-token'],
    notSeen: 'PUT and DELETE: 401 here',
  },
  {
    behavior: 'X-TFS-FedAuthRedirect: Suppress makes both a plain 401.',
    samples: ['azure-devops#401-suppressed-redirect'],
  },
  {
    behavior: 'A 401 names the tenant of the organization, or zeros where it is of personal accounts.',
    samples: [
      'azure-devops#401',
      'azure-devops#connection-data',
      'azure-devops#connection-data-of-personal-accounts',
    ],
    notSeen: 'X-VSS-ResourceTenant from vssps.dev.azure.com',
  },
  {
    behavior: 'connectionData with a token says who one is.',
    sources: ['microsoft/azure-pipelines-agent#4826'],
    notSeen: 'the whole answer',
  },
  {
    behavior: 'A personal access token in place of Entra’s is not allowed.',
    samples: ['azure-devops#not-allowed'],
    notSeen: 'the status: 401 here',
  },
  {
    behavior: 'Numbers say what is asked of the person: TF400813, TF401444, VS403463.',
    samples: ['azure-devops#numbers', 'azure-devops#403-policy'],
    sources: [`${docs}user-guide/troubleshoot-connection`],
    notSeen: 'status and type of TF401444',
  },
  {
    behavior: 'A body that cannot be read is TF400898.',
    samples: ['azure-devops#400-bad-body'],
  },
  {
    behavior: 'allOrgs may be text.',
    sources: ['microsoft/azure-devops-auth-samples#PersonalAccessTokenAPIAppSample/app.py'],
    notSeen: 'which other texts are taken',
  },
  {
    behavior: 'Tokens for all organizations are not made since 15 March 2026, and end on 1 December 2026.',
    sources: [retirement, `${docs}release-notes/2026/sprint-270-update`],
    notSeen: 'the refusal of a renewal, and how the list shows them afterwards: as expired here',
  },
]
