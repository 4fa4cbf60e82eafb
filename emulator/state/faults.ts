// Injected faults: what fails next, and how often.
import { type Aadsts, aadstsTable } from '../protocol/aadsts.ts'
import { type AzureDevOpsOptions, isLasting } from './azure-devops-faults.ts'
import { DEFAULT_LAG_MINUTES } from './directory-faults.ts'
import type { FaultName, FaultOptions } from './fault-names.ts'
import { checkFaultOptions } from './fault-options.ts'

export type Fault = { times: number; minutes: number; aadsts: number | null } & AzureDevOpsOptions
export type Faults = Map<FaultName, Fault>

/** `times` 0 = until cleared; policies always are. Throws RangeError for an option that doesn't fit the fault. */
export function addFault(faults: Faults, name: FaultName, options: FaultOptions = {}): void {
  checkFaultOptions(name, options)
  const usualMinutes = name === 'directory_lag' ? DEFAULT_LAG_MINUTES : 0
  const { times = isLasting(name) ? 0 : 1, minutes = usualMinutes, aadsts, ...others } = options
  faults.set(name, { times, minutes, aadsts: aadsts ?? null, ...others })
}

/** Returns the fault if set and uses it up once, else null. */
export function takeFault(faults: Faults, name: FaultName): Fault | null {
  const fault = faults.get(name)
  if (!fault) return null
  if (fault.times === 1) faults.delete(name)
  else if (fault.times > 1) faults.set(name, { ...fault, times: fault.times - 1 })
  return fault
}

/** The AADSTS number set for this place, used up once. */
export function takeAadsts(faults: Faults, where: Aadsts['where']): number | null {
  const number = faults.get('aadsts')?.aadsts ?? 0
  return aadstsTable.get(number)?.where === where ? (takeFault(faults, 'aadsts')?.aadsts ?? null) : null
}
