// Graph's error codes about the caller: the token, its account or app, and the tenant's policies.
import { accessPolicy, permission, type Row, right, signInAgain } from './explanation.ts'

export const TOKEN_ROWS: readonly Row[] = [
  {
    code: /^Authorization_Identity(?:Disabled|NotFound)$/,
    explain: ({ isAppOnly, isGiven }) => ({
      kind: 'sign_in',
      ...(isAppOnly
        ? {
            meaning: 'The tenant has no enabled service principal for the app that GRAPH_TOKEN belongs to.',
            fixableBy: 'administrator',
            next: 'Get a token from the right tenant (az login --service-principal --tenant TENANT), or ask an administrator to enable the app, or to create it there: az ad sp create --id CLIENT_ID.',
          }
        : {
            meaning: 'This account is disabled or deleted in the tenant.',
            fixableBy: 'administrator',
            next: `Run this again with ${isGiven ? 'a token for another' : 'another'} account.`,
          }),
    }),
  },
  {
    code: 'InvalidAuthenticationToken',
    message: /audience/i,
    explain: (context) => ({
      ...signInAgain(context, 'it is for another API'),
      next: context.isGiven
        ? 'Get one for Microsoft Graph: az account get-access-token --resource-type ms-graph. Or unset GRAPH_TOKEN to sign in.'
        : 'Check --graph-url and --authority: they must be of the same cloud.',
    }),
  },
  {
    code: 'InvalidAuthenticationToken',
    message: /TokenCreatedWithOutdatedPolicies|TokenIssuedBeforeRevocation/i,
    explain: (context) => signInAgain(context, 'an access policy requires a new sign-in'),
  },
  {
    // microsoft-graph-explorer-v4#1450, azure-cli#29155, msgraph-sdk-powershell#2448: 401 or 403, with various codes.
    code: /^/,
    message: /additional claims required|claims ?challenge|continuous access|conditional access/i,
    explain: accessPolicy,
  },
  {
    code: 'InvalidAuthenticationToken',
    message: /expired|lifetime/i,
    explain: (context) => signInAgain(context, 'it has expired'),
  },
  {
    // microsoftgraph/microsoft-graph-docs#11986: a 403 about the tenant, despite the name's prefix.
    code: 'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
    explain: () => ({
      meaning: 'The tenant lacks the license (Microsoft Entra ID P1) that this call needs.',
      fixableBy: 'administrator',
      next: `Ask an administrator to get the license, or to register the app in the admin center (docs/register.md). Then continue with --client-id.`,
    }),
  },
  {
    code: /^(InvalidAuthenticationToken|Authentication_(MissingOrMalformed|ExpiredToken))$/,
    explain: (context) => signInAgain(context, 'it is not valid'),
  },
  { code: 'Authentication_MSGraphPermissionMissing', explain: permission },
  {
    // msgraph-sdk-powershell#305.
    code: /^Authentication_/,
    explain: (context, { status }) =>
      status === 401 ? signInAgain(context, 'Graph returned 401') : right(context),
  },
]
