// What may go wrong in the directory on demand, and where new credentials are checked; a heading of its own on the
// switchboard.

export const directoryFaultSentences = {
  directory_lag: 'Realistic: what is new, credentials included, is not known for some minutes',
  directory_replication: 'What is new in the directory is not found yet',
  directory_replication_403:
    'A service principal for a new app is refused with 403: the app is not known yet',
  directory_busy: 'The directory answers 404: it cannot read its own company information',
  directory_conflict: 'The directory answers 409: somebody else changes the same object',
  directory_grants_unlisted: 'Consent that exists is not listed yet, and giving it again answers 409',
  app_replication: 'A new app is not known yet where tokens are issued (AADSTS700016)',
  credential_replication:
    'A new secret or certificate is not known yet where tokens are issued (AADSTS7000215, 7000222, 700027)',
  directory_throttled: 'The directory answers 429 with Retry-After',
  directory_unavailable: 'The directory answers 503',
  directory_denied: 'The directory answers 403: a permission or a role is missing',
  directory_quota: 'The person cannot create more objects: 403, quota of the person',
  directory_tenant_quota: 'The tenant cannot hold more objects: 403, quota of the tenant',
  directory_app_creation_off: 'Policy: only people with a role register apps',
  directory_no_secrets: 'Policy: apps have no secrets',
  directory_secret_lifetime: 'Policy: a secret may not last longer',
  directory_no_personal_accounts: 'Policy: apps are not for personal accounts',
  directory_null_scope: 'APIs list a permission, and grants a scope, whose value is null',
  operator_refused: 'Entra refuses the sign-in of a tool with an AADSTS number',
  device_throttled: 'A device that polls is answered 429 with Retry-After',
} as const

type DirectoryFaultName = keyof typeof directoryFaultSentences

export const directoryFaultNames = Object.keys(directoryFaultSentences) as DirectoryFaultName[]

/** How the tenant is, and no accident: they last until they are cleared. */
export const lastingInDirectory: readonly string[] = [
  'directory_lag',
  'directory_app_creation_off',
  'directory_no_secrets',
  'directory_secret_lifetime',
  'directory_no_personal_accounts',
  'directory_null_scope',
] satisfies DirectoryFaultName[]

export const withDaysInDirectory: readonly string[] = [
  'directory_secret_lifetime',
] satisfies DirectoryFaultName[]

/** With how many minutes, unless another number is given. */
export const DEFAULT_LAG_MINUTES = 3

/** Why a tenant refuses the sign-in of a tool. */
export const operatorRefusals: readonly number[] = [53003, 50097, 50105, 7000112, 65001, 50076, 50199]
