// What goes wrong in the directory on demand: throttling, a missing permission, and copies that lag behind.
import type { Context } from 'hono'
import { type Faults, takeFault } from '../../state/faults.ts'
import { denied, graphError } from '../error.ts'

const RETRY_AFTER_SECONDS = '1'

/** The directory has caught up with what is older, so it is always found. */
const REPLICATION_MS = 60_000

export function directoryFault(c: Context, faults: Faults): Response | null {
  if (takeFault(faults, 'directory_throttled')) {
    return graphError(c, 429, 'TooManyRequests', 'Too many requests.', { 'Retry-After': RETRY_AFTER_SECONDS })
  }
  if (takeFault(faults, 'directory_unavailable')) {
    return graphError(c, 503, 'serviceNotAvailable', 'The service is temporarily unavailable.')
  }
  return takeFault(faults, 'directory_denied') ? denied(c) : null
}

/** Whether the copy that answers has not heard of this new object yet; uses the fault up once. `now` in milliseconds. */
export function isNotReplicated(faults: Faults, { createdAt }: { createdAt: number }, now: number): boolean {
  const isNew = now >= createdAt && now - createdAt < REPLICATION_MS
  return isNew && takeFault(faults, 'directory_replication') !== null
}
