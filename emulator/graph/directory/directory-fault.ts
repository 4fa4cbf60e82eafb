// What goes wrong in the directory on demand: throttling, a missing permission, copies that are not in order.
import { GraphRefusal, requestDenied } from '../../directory/graph-refusal.ts'
import type { FaultName } from '../../state/fault-names.ts'
import { type Faults, takeFault } from '../../state/faults.ts'

const QUOTA_ADVICE =
  'Please ask your administrator to increase the quota limit or delete objects to reduce the used quota.'

export const quotaExceeded = (of: 'Principal' | 'Tenant') =>
  new GraphRefusal(
    403,
    'Directory_QuotaExceeded',
    `The directory object quota limit for the ${of} has been exceeded. ${QUOTA_ADVICE}`,
  )

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
}

/** Throws GraphRefusal. */
export function checkDirectoryFaults(faults: Faults): void {
  for (const [name, refusal] of Object.entries(refusals)) {
    if (takeFault(faults, name as FaultName)) throw refusal()
  }
}

/** Throws GraphRefusal where a new object is refused. */
export function checkCreationFaults(faults: Faults): void {
  if (takeFault(faults, 'directory_quota')) throw quotaExceeded('Principal')
  if (takeFault(faults, 'directory_tenant_quota')) throw quotaExceeded('Tenant')
}

/** Throws GraphRefusal where somebody else changes the object at the same time. */
export function checkChangeFaults(faults: Faults): void {
  if (takeFault(faults, 'directory_conflict'))
    throw new GraphRefusal(409, 'Directory_ConcurrencyViolation', '')
}
