// The faults of the directory: throttling, a missing permission, replicas out of sync.
import { GraphRefusal, requestDenied } from '../../directory/graph-refusal.ts'
import type { FaultName } from '../../state/fault-names.ts'
import { type Faults, takeFault } from '../../state/faults.ts'
import { CHALLENGE } from '../error.ts'

const QUOTA_ADVICE =
  'Please ask your administrator to increase the quota limit or delete objects to reduce the used quota.'

export const quotaExceeded = (of: 'Principal' | 'Tenant') =>
  new GraphRefusal(
    403,
    'Directory_QuotaExceeded',
    `The directory object quota limit for the ${of} has been exceeded. ${QUOTA_ADVICE}`,
  )

/** The authentication that the policy requires for the next token. */
const CLAIMS =
  '{"access_token":{"capolids":{"essential":true,"values":["e0e0e0e0-0000-4000-b000-000000000042"]}}}'

const RETRY_AFTER_SECONDS = '1'

const refusals: Partial<Record<FaultName, () => GraphRefusal>> = {
  directory_throttled: () =>
    new GraphRefusal(429, 'TooManyRequests', 'Too many requests.', {
      headers: { 'Retry-After': RETRY_AFTER_SECONDS },
    }),
  directory_unavailable: () =>
    new GraphRefusal(503, 'serviceNotAvailable', 'The service is temporarily unavailable.'),
  directory_busy: () =>
    new GraphRefusal(
      404,
      'Directory_ObjectNotFound',
      'Unable to read the company information from the directory.',
    ),
  directory_denied: requestDenied,
  directory_permission_missing: () =>
    new GraphRefusal(
      403,
      'Authentication_MSGraphPermissionMissing',
      'The principal does not have required Microsoft Graph permission(s) to call this API.',
    ),
  directory_access_policy: () =>
    new GraphRefusal(401, 'Unauthorized', `Additional claims required ${CLAIMS}`, {
      headers: { 'WWW-Authenticate': `${CHALLENGE}, error="insufficient_claims", claims="${btoa(CLAIMS)}"` },
    }),
  directory_no_license: () =>
    new GraphRefusal(
      403,
      'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
      "Neither tenant is B2C or tenant doesn't have premium license",
    ),
}

/** Throws GraphRefusal. */
export function checkDirectoryFaults(faults: Faults): void {
  for (const [name, refusal] of Object.entries(refusals)) {
    if (takeFault(faults, name as FaultName)) throw refusal()
  }
}

/** Throws GraphRefusal if a quota fault is set. */
export function checkCreationFaults(faults: Faults): void {
  if (takeFault(faults, 'directory_quota')) throw quotaExceeded('Principal')
  if (takeFault(faults, 'directory_tenant_quota')) throw quotaExceeded('Tenant')
}

/** Throws GraphRefusal if the tenant requires a new app to name its service. */
export function checkServiceReference(faults: Faults, reference: string | null | undefined): void {
  if (reference || !faults.has('directory_service_tree')) return
  throw new GraphRefusal(
    400,
    'ServiceTreeValueMissing',
    'ServiceManagementReference field is required for Create, but is missing in the request.',
  )
}

/** Throws GraphRefusal for a concurrent change to the object. */
export function checkChangeFaults(faults: Faults): void {
  if (takeFault(faults, 'directory_conflict'))
    throw new GraphRefusal(409, 'Directory_ConcurrencyViolation', '')
}
