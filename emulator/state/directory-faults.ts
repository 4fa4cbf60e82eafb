// The faults of the directory and of checking new credentials: a separate heading in the list of faults.

export const directoryFaultSentences = {
  directory_lag: 'Realistic delay: new objects and credentials are unknown for some minutes',
  directory_replication: 'A new object in the directory is not found yet',
  directory_replication_403:
    'Creating a service principal for a new app returns 403: the app is not known yet',
  directory_busy: 'The directory returns 404: it cannot read its own company information',
  directory_conflict: 'The directory returns 409: the same object is being changed elsewhere',
  directory_grants_unlisted: 'Existing consent is not listed yet, and granting it again returns 409',
  app_replication: 'The token endpoint does not know a new app yet (AADSTS700016)',
  credential_replication:
    'The token endpoint does not know a new secret or certificate yet (AADSTS7000215, 7000222, 700027)',
  directory_throttled: 'The directory returns 429 with Retry-After',
  directory_unavailable: 'The directory returns 503',
  directory_denied: 'The directory returns 403: a permission or a role is missing, or the role is not active',
  directory_permission_missing: 'The directory returns 403 with the code of a missing Graph permission',
  directory_access_policy: 'The directory returns 401: an access policy requires claims that the token lacks',
  directory_no_license: 'The directory returns 403: the tenant lacks a license',
  directory_quota: 'The user cannot create more objects: 403, user quota',
  directory_tenant_quota: 'The tenant cannot hold more objects: 403, tenant quota',
  directory_app_creation_off: 'Policy: only users with a role can register apps',
  directory_no_secrets: 'Policy: apps cannot have secrets',
  directory_secret_lifetime: 'Policy: secrets have a maximum lifetime',
  directory_no_personal_accounts: 'Policy: apps cannot accept personal accounts',
  directory_service_tree: 'Policy: a new app must name its service (serviceManagementReference)',
  directory_null_scope: 'APIs list a permission whose value is null, and grants such a scope',
  operator_refused: 'Entra rejects a tool’s sign-in with an AADSTS number',
  device_throttled: 'A polling device gets 429 with Retry-After',
} as const

type DirectoryFaultName = keyof typeof directoryFaultSentences

export const directoryFaultNames = Object.keys(directoryFaultSentences) as DirectoryFaultName[]

/** Conditions of the tenant rather than incidents: they last until cleared. */
export const lastingInDirectory: readonly string[] = [
  'directory_lag',
  'directory_app_creation_off',
  'directory_no_secrets',
  'directory_secret_lifetime',
  'directory_no_personal_accounts',
  'directory_service_tree',
  'directory_null_scope',
] satisfies DirectoryFaultName[]

export const withDaysInDirectory: readonly string[] = [
  'directory_secret_lifetime',
] satisfies DirectoryFaultName[]

/** Default number of minutes. */
export const DEFAULT_LAG_MINUTES = 3

/** Why a tenant rejects a tool's sign-in. */
export const operatorRefusals: readonly number[] = [
  ...[53003, 50097, 50105, 7000112, 65001, 50076, 50199],
  ...[
    50020, 500011, 500014, 500212, 500213, 50131, 50173, 50194, 53000, 53010, 53011, 530032, 530034, 530035,
  ],
  ...[65002, 70043, 90002, 90038, 90094, 5000225, 9002327],
]
