// Which options make sense for which fault: whatever would be ignored is refused.
import { aadstsTable } from '../protocol/aadsts.ts'
import { checkAzureDevOpsOptions, isLasting, unknownScopeNumbers } from './azure-devops-faults.ts'
import { operatorRefusals } from './directory-faults.ts'
import type { FaultName, FaultOptions } from './fault-names.ts'

/** Done when they are set; they do not wait for a request. */
export const immediateFaults: readonly FaultName[] = [
  'keys_rotated',
  'refresh_revoked',
  'consent_revoked',
  'admin_consent_revoked',
]

/** Of a clock, either way. */
const MAX_MINUTES = 100 * 366 * 1440

function checkTimes(name: FaultName, times: number | undefined): void {
  if (times === undefined) return
  if (!Number.isSafeInteger(times) || times < 0) throw new RangeError('times is a whole number, 0 or more')
  if (isLasting(name) && times !== 0) throw new RangeError('times is 0: this lasts until it is cleared')
}

function checkMinutes(name: FaultName, minutes: number | undefined): void {
  const isSound = minutes !== undefined && Math.abs(minutes) <= MAX_MINUTES
  if (name === 'clock_off') {
    if (!isSound || minutes === 0) throw new RangeError('minutes is a number other than 0, up to 100 years')
  } else if (name === 'directory_lag') {
    if (minutes !== undefined && !(isSound && minutes > 0))
      throw new RangeError('minutes is a number above 0')
  } else if (minutes !== undefined)
    throw new RangeError(`minutes is for clock_off and directory_lag, not for ${name}`)
}

function checkAadsts(name: FaultName, aadsts: number | undefined): void {
  if (name === 'aadsts') {
    if (aadsts === undefined) throw new RangeError('aadsts is missing: the number that Entra returns')
    if (!aadstsTable.has(aadsts)) throw new RangeError(`aadsts is ${aadsts}, which is not in the table`)
  } else if (name === 'operator_refused') {
    if (!operatorRefusals.includes(aadsts ?? 0))
      throw new RangeError(`aadsts is ${operatorRefusals.join(', ')}`)
  } else if (name === 'azure_devops_scopes_unknown') {
    if (!unknownScopeNumbers.includes(aadsts ?? 65005)) {
      throw new RangeError('aadsts is none that Entra gives to an unknown scope')
    }
  } else if (aadsts !== undefined) throw new RangeError(`aadsts is not for ${name}`)
}

/** Throws RangeError. */
export function checkFaultOptions(name: FaultName, options: FaultOptions): void {
  const { times, minutes, aadsts, ...others } = options
  if (immediateFaults.includes(name)) {
    const [given] = Object.keys(options)
    if (given !== undefined) throw new RangeError(`${given} is not for ${name}: it happens at once`)
    return
  }
  checkTimes(name, times)
  checkMinutes(name, minutes)
  checkAadsts(name, aadsts)
  checkAzureDevOpsOptions(name, others)
}
