// The switchboard: what goes wrong next, how often, and what each fault means.
import { type Aadsts, aadstsTable } from '../protocol/aadsts.ts'
import { type AzureDevOpsOptions, azureDevOpsFaultSentences, isLasting } from './azure-devops-faults.ts'
import { DEFAULT_LAG_MINUTES, directoryFaultSentences } from './directory-faults.ts'
import { checkFaultOptions } from './fault-options.ts'
import { graphFaultSentences } from './graph-faults.ts'

export const faultSentences = {
  user_cancels: 'The person cancels the next sign-in',
  mfa_required: 'A policy asks for another factor at the next sign-in',
  aadsts: 'Entra refuses with an AADSTS number',
  token_503: 'The token endpoint answers 503',
  token_429: 'The token endpoint answers 429 with Retry-After',
  token_html: 'The token endpoint answers with a page',
  token_stall: 'The token endpoint does not answer',
  token_redirect: 'The token endpoint redirects',
  token_malformed: 'The token endpoint answers with broken JSON',
  metadata_503: 'The metadata document answers 503',
  metadata_stall: 'The metadata document does not come',
  keys_rotated: 'Entra signs with a new key and drops the old one',
  keys_unreachable: 'The signing keys answer 503',
  ...graphFaultSentences,
  device_declined: 'The person declines what a device asks for',
  device_expired: 'The code of a device has expired',
  device_slow_down: 'A device is told to poll less often',
  clock_off: "Entra's clock is off",
  refresh_revoked: 'All refresh tokens are revoked now',
  consent_revoked: 'All consent of people is withdrawn now',
  admin_consent_revoked: 'All consent of administrators is withdrawn now',
  ...azureDevOpsFaultSentences,
  ...directoryFaultSentences,
} as const

export type FaultName = keyof typeof faultSentences
export type FaultOptions = { times?: number; minutes?: number; aadsts?: number } & AzureDevOpsOptions
export type Fault = { times: number; minutes: number; aadsts: number | null } & AzureDevOpsOptions
export type Faults = Map<FaultName, Fault>

export const faultNames = Object.keys(faultSentences) as FaultName[]

export const isFaultName = (name: string): name is FaultName => Object.hasOwn(faultSentences, name)

/** `times` 0 = until cleared, as a policy always is. Throws RangeError when an option makes no sense for the fault. */
export function addFault(faults: Faults, name: FaultName, options: FaultOptions = {}): void {
  checkFaultOptions(name, options)
  const usualMinutes = name === 'directory_lag' ? DEFAULT_LAG_MINUTES : 0
  const { times = isLasting(name) ? 0 : 1, minutes = usualMinutes, aadsts, ...others } = options
  faults.set(name, { times, minutes, aadsts: aadsts ?? null, ...others })
}

/** The fault if it is set, used up once; null when it is not. */
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
