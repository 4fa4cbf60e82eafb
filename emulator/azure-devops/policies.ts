// The policies for PATs that are switched on.
import type { Faults } from '../state/faults.ts'
import type { PatTokenError } from '../state/pat-error.ts'
import { FULL_ACCESS } from './pat-scopes.ts'

const DAY_MS = 24 * 60 * 60 * 1000

type Asked = {
  scope?: string | undefined
  allOrgs?: boolean | undefined
  /** Milliseconds. */
  validTo?: number | undefined
}

/** What a policy has against it. `from`: when the lifespan begins, in milliseconds. */
export function policyViolation(
  faults: Faults,
  { scope, allOrgs, validTo }: Asked,
  from: number,
): PatTokenError | null {
  if (scope === FULL_ACCESS && faults.has('azure_devops_no_full_scope')) return 'fullScopePatPolicyViolation'
  if (allOrgs && faults.has('azure_devops_no_global')) return 'globalPatPolicyViolation'
  const days = faults.get('azure_devops_max_lifespan_refused')?.days
  const isTooLong = days !== undefined && validTo !== undefined && validTo > from + days * DAY_MS
  return isTooLong ? 'patLifespanPolicyViolation' : null
}

/** Cut to the maximum lifespan; all in milliseconds. */
export function clamped(faults: Faults, validTo: number, from: number): number {
  const days = faults.get('azure_devops_max_lifespan')?.days
  return days === undefined ? validTo : Math.min(validTo, from + days * DAY_MS)
}
