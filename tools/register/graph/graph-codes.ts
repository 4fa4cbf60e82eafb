// Explains Graph's error codes. They decide, not the HTTP status.
import { AGAIN, type CallContext, type Row, right } from './explanation.ts'
import { BACKING_APPLICATION } from './graph-error.ts'
import { TOKEN_ROWS } from './graph-token-codes.ts'

const POLICY =
  'An Application Administrator sets this under Entra ID > Enterprise apps > Application policies'

/** Each kind of credential suggests the other; both say what to do if the tenant allows neither. */
const eitherKind = (flag: string) =>
  `Run this again with ${flag}. If the policy forbids that too, no flag helps: ${POLICY.replace(/^A/, 'a')}, and can exempt this app. ${AGAIN}`

const adding = ({ path, method }: CallContext) =>
  path.endsWith('/addPassword') ? 'secret' : method === 'PATCH' ? 'certificate' : 'credential'

/** The first match wins. Codes: the samples of `graph.json`, and Microsoft 365 Agents Toolkit's `aadErrorCode`. */
export const ROWS: readonly Row[] = [
  ...TOKEN_ROWS,
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
    explain: ({ isAppOnly }) => ({
      meaning: isAppOnly
        ? 'The app that GRAPH_TOKEN belongs to has reached the limit of 250 directory objects that it may create. Deleted objects count too.'
        : 'Your account has reached the limit of 250 directory objects for accounts without an administrator role. Deleted objects count too.',
      fixableBy: 'you',
      next: `Delete apps that ${isAppOnly ? 'are' : 'you'} no longer need${isAppOnly ? 'ed' : ''}, and delete them permanently under App registrations > Deleted applications; ask an Application Administrator to run this; or use an existing app with --client-id. ${AGAIN}`,
    }),
  },
  {
    code: 'CredentialTypeNotAllowedAsPerAppPolicy',
    explain: (context) =>
      adding(context) === 'certificate'
        ? {
            meaning: 'The tenant’s policy does not allow this kind of certificate.',
            fixableBy: 'administrator',
            next: eitherKind('--secret'),
          }
        : {
            meaning: 'The tenant’s policy does not allow client secrets.',
            fixableBy: 'you',
            next: eitherKind('--certificate'),
          },
  },
  {
    code: 'CredentialInvalidLifetimeAsPerAppPolicy',
    explain: (context) => ({
      meaning: `The tenant’s policy does not allow a ${adding(context)} to be valid for so long.`,
      fixableBy: 'you',
      next: `Run this again with fewer days, such as --lifetime 30. (${POLICY}.)`,
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
      next: `${POLICY}. Depending on what it forbids, --certificate, --lifetime DAYS or --kind may help.`,
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
    // For example "Key credential end date is invalid"; never observed.
    code: /^KeyCredentials?Invalid(?:Start|End)Date$/,
    explain: () => ({
      meaning: 'The new credential’s dates are not accepted.',
      fixableBy: 'you',
      next: `Correct this machine’s clock, or choose fewer days with --lifetime DAYS. ${AGAIN}`,
    }),
  },
  {
    // jpazureid/blog#492: the limit of two secrets for apps that accept personal accounts.
    code: /^(Request_BadRequest|Directory_ResourceSizeExceeded)$/,
    message: /maximum of \d+ encrypted credentials|passwordCredentials|keyCredentials/i,
    explain: () => ({
      meaning: 'The app has reached its limit of secrets or certificates.',
      fixableBy: 'you',
      next: `Delete one that is no longer used, under App registrations > your app > Certificates & secrets. (Run without --rotate, this removes those that it has replaced.) ${AGAIN}`,
    }),
  },
  {
    code: 'Directory_ResourceSizeExceeded',
    explain: () => ({
      meaning: 'The app has reached its limit of entries.',
      fixableBy: 'you',
      next: `Delete redirect URIs, secrets, certificates or permissions of the app that are no longer used, in the admin center. ${AGAIN}`,
    }),
  },
  {
    code: /^(Request_MultipleObjectsWithSameKeyValue|ObjectConflict)$/,
    explain: () => ({
      meaning: 'It already exists.',
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
    // Sample `404-directory-busy`.
    code: 'Directory_ObjectNotFound',
    message: /company information/i,
    explain: () => ({
      meaning: 'The directory is busy.',
      fixableBy: 'Microsoft',
      next: 'Run this again in a few minutes, and it continues from there.',
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
