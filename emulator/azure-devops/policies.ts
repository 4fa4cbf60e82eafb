// The PAT policies that are turned on.
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

// "Retirement of Global Personal Access Tokens in Azure DevOps": no more are created or regenerated, then they expire.
const NO_MORE_GLOBAL_MS = Date.UTC(2026, 2, 15)

/** The policy's error, if any. `from`: the start of the lifespan; both times in milliseconds. */
export function policyViolation(
  faults: Faults,
  { scope, allOrgs, validTo }: Asked,
  from: number,
  now: number,
): PatTokenError | null {
  if (scope === FULL_ACCESS && faults.has('azure_devops_no_full_scope')) return 'fullScopePatPolicyViolation'
  if (allOrgs && faults.has('azure_devops_no_global')) return 'globalPatPolicyViolation'
  const days = faults.get('azure_devops_max_lifespan_refused')?.days
  const isTooLong = days !== undefined && validTo !== undefined && validTo > from + days * DAY_MS
  if (isTooLong) return 'patLifespanPolicyViolation'
  const isRetired = now >= NO_MORE_GLOBAL_MS || faults.has('azure_devops_global_retired')
  return allOrgs && isRetired ? 'globalPATCreationBlocked' : null
}

/** Limited to the maximum lifespan; all in milliseconds. */
export function clamped(faults: Faults, validTo: number, from: number): number {
  const days = faults.get('azure_devops_max_lifespan')?.days
  return days === undefined ? validTo : Math.min(validTo, from + days * DAY_MS)
}
