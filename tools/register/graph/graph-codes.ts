// Graph's error codes: what each means. The status does not decide.
import { AGAIN, type CallContext, type Explanation, right, signInAgain } from './explanation.ts'
import { BACKING_APPLICATION } from './graph-error.ts'

type Row = {
  code: string | RegExp
  message?: RegExp
  explain: (context: CallContext) => Explanation
}

const POLICY = 'An administrator sets this under Entra ID > Enterprise apps > Application policies'

const adding = ({ path, method }: CallContext) =>
  path.endsWith('/addPassword') ? 'secret' : method === 'PATCH' ? 'certificate' : 'credential'

/** The first row that fits. Codes: the samples of `graph.json`, and Microsoft 365 Agents Toolkit's `aadErrorCode`. */
export const ROWS: readonly Row[] = [
  {
    code: 'Directory_QuotaExceeded',
    message: /for the Tenant\b/i,
    explain: () => ({
      meaning: 'The tenant has reached its limit of directory objects.',
      fixableBy: 'administrator',
      next: `An administrator can delete what is no longer used (deleted apps count until they are permanently deleted), verify a domain, or ask Microsoft for a larger quota. Or use an existing app with --client-id. ${AGAIN}`,
    }),
  },
  {
    code: 'Directory_QuotaExceeded',
    explain: () => ({
      meaning:
        'Your account has reached the limit of 250 directory objects for accounts without an administrator role. Deleted objects count too.',
      fixableBy: 'you',
      next: `Delete apps that you no longer need, and delete them permanently under App registrations > Deleted applications; ask an Application Administrator to run this; or use an existing app with --client-id. ${AGAIN}`,
    }),
  },
  {
    code: 'CredentialTypeNotAllowedAsPerAppPolicy',
    explain: (context) =>
      adding(context) === 'certificate'
        ? {
            meaning: 'The tenant’s policy does not allow this kind of certificate.',
            fixableBy: 'administrator',
            next: `${POLICY}, and can exempt this app. Or try a client secret with --secret.`,
          }
        : {
            meaning: 'The tenant’s policy does not allow client secrets.',
            fixableBy: 'you',
            next: `Use a certificate: run this again with --certificate. (${POLICY}.)`,
          },
  },
  {
    code: 'CredentialInvalidLifetimeAsPerAppPolicy',
    explain: (context) => ({
      meaning: `The tenant’s policy does not allow a ${adding(context)} to be valid for so long.`,
      fixableBy: 'you',
      next: `Choose fewer days: run this again with --lifetime DAYS, such as --lifetime 90 or 30. (${POLICY}.)`,
    }),
  },
  {
    code: 'SignInAudienceNotAllowedAsPerAppPolicy',
    explain: () => ({
      meaning: 'The tenant’s policy does not allow these supported account types.',
      fixableBy: 'you',
      next: `Choose others: run this again with --kind, such as --kind tenant. (${POLICY}.)`,
    }),
  },
  {
    code: /AsPerAppPolicy$/,
    explain: () => ({
      meaning: 'The tenant’s policy does not allow this.',
      fixableBy: 'administrator',
      next: `${POLICY}. Depending on what it forbids, --certificate, --lifetime DAYS or --kind is the way on.`,
    }),
  },
  {
    code: 'Authorization_RequestDenied',
    message: BACKING_APPLICATION,
    explain: (context) =>
      context.fresh
        ? {
            meaning:
              'The application was created just now, and not all of the directory’s servers know it yet.',
            fixableBy: 'Microsoft',
            next: 'Run this again in a few minutes, and it continues from there.',
          }
        : right(context),
  },
  { code: 'Authorization_RequestDenied', explain: right },
  {
    code: /^Authorization_Identity(?:Disabled|NotFound)$/,
    explain: ({ isAppOnly }) => ({
      kind: 'sign_in',
      meaning: `This ${isAppOnly ? 'app' : 'account'} is disabled or deleted in the tenant.`,
      fixableBy: 'administrator',
      next: 'Run this again with another account.',
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
    message: /continuous access|ClaimsChallenge/i,
    explain: (context) => signInAgain(context, 'an access policy requires a new sign-in'),
  },
  {
    code: 'InvalidAuthenticationToken',
    message: /expired|lifetime/i,
    explain: (context) => signInAgain(context, 'it has expired'),
  },
  {
    // microsoftgraph/microsoft-graph-docs#11986: a 403, and about the tenant, whatever its name begins with.
    code: 'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
    explain: () => ({
      meaning: 'The tenant lacks the license (Microsoft Entra ID P1) that this call needs.',
      fixableBy: 'administrator',
      next: `Ask an administrator to get the license, or to register the app in the admin center (docs/register.md). Then continue with --client-id.`,
    }),
  },
  {
    // microsoft/Agent365-devTools#496, Azure/azure-cli#30717.
    code: /^ServiceTreeValue/,
    explain: () => ({
      meaning:
        'The tenant requires every app to name the service it belongs to (serviceManagementReference).',
      fixableBy: 'you',
      next: 'Create the app with one (az ad app create --display-name NAME --service-management-reference ID, or the admin center), and run this again with --client-id.',
    }),
  },
  {
    // Such as "Key credential end date is invalid": not seen.
    code: /^KeyCredentials?Invalid(?:Start|End)Date$/,
    explain: () => ({
      meaning: 'The new credential’s dates are not accepted.',
      fixableBy: 'you',
      next: `Correct this machine’s clock, or choose fewer days with --lifetime DAYS. ${AGAIN}`,
    }),
  },
  {
    code: /^(InvalidAuthenticationToken|Authentication_)/,
    explain: (context) => signInAgain(context, 'it is not valid'),
  },
  {
    code: /^(Request_MultipleObjectsWithSameKeyValue|ObjectConflict)$/,
    explain: () => ({
      meaning: 'It exists already.',
      fixableBy: 'you',
      next: 'Run this again in a few minutes. New objects take a while to be listed.',
    }),
  },
  {
    code: 'Directory_ConcurrencyViolation',
    explain: () => ({
      meaning: 'The same object is being changed elsewhere.',
      fixableBy: 'you',
      next: 'Run this again in a minute, and it continues from there.',
    }),
  },
  {
    code: /^(Request_ResourceNotFound|Directory_ObjectNotFound)$/,
    explain: ({ fresh }) => ({
      meaning: fresh
        ? 'The directory does not know the new object yet.'
        : 'It does not exist. It was deleted, or created just now.',
      fixableBy: fresh ? 'Microsoft' : 'you',
      next: 'Run this again in a few minutes, and it continues from there.',
    }),
  },
]
