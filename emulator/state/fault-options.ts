// Validates a fault's options. Options that would have no effect are rejected.
import { aadstsTable } from '../protocol/aadsts.ts'
import { checkAzureDevOpsOptions, isLasting, unknownScopeNumbers } from './azure-devops-faults.ts'
import { operatorRefusals } from './directory-faults.ts'
import type { FaultName, FaultOptions } from './fault-names.ts'

/** These take effect when set, without waiting for a request. */
export const immediateFaults: readonly FaultName[] = [
  'keys_rotated',
  'refresh_revoked',
  'consent_revoked',
  'admin_consent_revoked',
]

const MAX_MINUTES = 100 * 366 * 1440

function checkTimes(name: FaultName, times: number | undefined): void {
  if (times === undefined) return
  if (!Number.isSafeInteger(times) || times < 0)
    throw new RangeError('times: must be a whole number, 0 or more')
  if (isLasting(name) && times !== 0)
    throw new RangeError('times: must be 0 or absent, because this fault lasts until you clear it')
}

function checkMinutes(name: FaultName, minutes: number | undefined): void {
  const isSound = minutes !== undefined && Math.abs(minutes) <= MAX_MINUTES
  if (name === 'clock_off') {
    if (!isSound || minutes === 0)
      throw new RangeError('minutes: must be a number other than 0, at most 100 years')
  } else if (name === 'directory_lag') {
    if (minutes !== undefined && !(isSound && minutes > 0))
      throw new RangeError('minutes: must be a number above 0')
  } else if (minutes !== undefined)
    throw new RangeError(`minutes: applies to clock_off and directory_lag, not to ${name}`)
}

function checkAadsts(name: FaultName, aadsts: number | undefined): void {
  if (name === 'aadsts') {
    if (aadsts === undefined)
      throw new RangeError('aadsts: is missing. It is the number of the error, such as 50057')
    if (!aadstsTable.has(aadsts)) throw new RangeError(`aadsts: ${aadsts} is not in the table of errors`)
  } else if (name === 'operator_refused') {
    if (!operatorRefusals.includes(aadsts ?? 0))
      throw new RangeError(`aadsts: must be one of ${operatorRefusals.join(', ')}`)
  } else if (name === 'azure_devops_scopes_unknown') {
    if (!unknownScopeNumbers.includes(aadsts ?? 65005)) {
      throw new RangeError(`aadsts: must be one of ${unknownScopeNumbers.join(', ')}`)
    }
  } else if (aadsts !== undefined) throw new RangeError(`aadsts: does not apply to ${name}`)
}

/** Throws RangeError. */
export function checkFaultOptions(name: FaultName, options: FaultOptions): void {
  const { times, minutes, aadsts, ...others } = options
  if (immediateFaults.includes(name)) {
    const [given] = Object.keys(options)
    if (given !== undefined)
      throw new RangeError(`${given}: does not apply to ${name}, which takes effect at once`)
    return
  }
  checkTimes(name, times)
  checkMinutes(name, minutes)
  checkAadsts(name, aadsts)
  checkAzureDevOpsOptions(name, others)
}
