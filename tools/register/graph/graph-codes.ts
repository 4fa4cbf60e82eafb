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
      meaning: 'The tenant has as many directory objects as it may have.',
      fixableBy: 'administrator',
      next: `An administrator can delete what is no longer used (deleted apps count until they are permanently deleted), verify a domain, or ask Microsoft for a larger quota; --client-id uses an app that exists already. ${AGAIN}`,
    }),
  },
  {
    code: 'Directory_QuotaExceeded',
    explain: () => ({
      meaning:
        'Your account owns as many directory objects as one without an administrator role may: 250, deleted ones included.',
      fixableBy: 'you',
      next: `Delete apps that you no longer need, and delete them permanently under App registrations > Deleted applications; or let an Application Administrator run this; or use an app that exists already with --client-id. ${AGAIN}`,
    }),
  },
  {
    code: 'CredentialTypeNotAllowedAsPerAppPolicy',
    explain: (context) =>
      adding(context) === 'certificate'
        ? {
            meaning: 'A policy of the tenant does not allow this kind of certificate.',
            fixableBy: 'administrator',
            next: `${POLICY}, and can exempt this app; or try a client secret: --secret.`,
          }
        : {
            meaning: 'A policy of the tenant does not allow client secrets.',
            fixableBy: 'you',
            next: `Use a certificate: run this again with --certificate. (${POLICY}.)`,
          },
  },
  {
    code: 'CredentialInvalidLifetimeAsPerAppPolicy',
    explain: (context) => ({
      meaning: `A policy of the tenant does not allow a ${adding(context)} to be valid for so long.`,
      fixableBy: 'you',
      next: `Choose fewer days: run this again with --lifetime DAYS, such as --lifetime 90 or 30. (${POLICY}.)`,
    }),
  },
  {
    code: 'SignInAudienceNotAllowedAsPerAppPolicy',
    explain: () => ({
      meaning: 'A policy of the tenant does not allow these supported account types.',
      fixableBy: 'you',
      next: `Choose others: run this again with --kind, such as --kind tenant. (${POLICY}.)`,
    }),
  },
  {
    code: /AsPerAppPolicy$/,
    explain: () => ({
      meaning: 'A policy of the tenant does not allow this.',
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
              'The application was created only just now, and the directory does not know it everywhere yet.',
            fixableBy: 'Microsoft',
            next: 'Run this again in a few minutes: it goes on from where it stopped.',
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
    explain: (context) => signInAgain(context, 'an access policy asks for a new sign-in'),
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
      next: `An administrator gets the license, or registers the app in the admin center (docs/register.md); --client-id then goes on with it.`,
    }),
  },
  {
    // microsoft/Agent365-devTools#496, Azure/azure-cli#30717.
    code: /^ServiceTreeValue/,
    explain: () => ({
      meaning: 'The tenant wants every app to name the service it belongs to (serviceManagementReference).',
      fixableBy: 'you',
      next: 'Create the app with one (az ad app create --display-name NAME --service-management-reference ID, or the admin center), and run this again with --client-id.',
    }),
  },
  {
    // Such as "Key credential end date is invalid": not seen.
    code: /^KeyCredentials?Invalid(?:Start|End)Date$/,
    explain: () => ({
      meaning: 'The dates of the new credential are not accepted.',
      fixableBy: 'you',
      next: `Set this machine’s clock, or choose fewer days with --lifetime DAYS. ${AGAIN}`,
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
      next: 'Run this again in a few minutes: what was created only just now is not listed at once.',
    }),
  },
  {
    code: 'Directory_ConcurrencyViolation',
    explain: () => ({
      meaning: 'Somebody else is changing the same object.',
      fixableBy: 'you',
      next: 'Run this again in a minute: it goes on from where it stopped.',
    }),
  },
  {
    code: /^(Request_ResourceNotFound|Directory_ObjectNotFound)$/,
    explain: ({ fresh }) => ({
      meaning: fresh
        ? 'The directory does not know yet what was created only just now.'
        : 'It does not exist: it was deleted, or created only just now.',
      fixableBy: fresh ? 'Microsoft' : 'you',
      next: 'Run this again in a few minutes: it goes on from where it stopped.',
    }),
  },
]
