// Every fault of the switchboard by name, with what each means and which options it may have.
import { type AzureDevOpsOptions, azureDevOpsFaultSentences } from './azure-devops-faults.ts'
import { directoryFaultSentences } from './directory-faults.ts'
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

export const faultNames = Object.keys(faultSentences) as FaultName[]

export const isFaultName = (name: string): name is FaultName => Object.hasOwn(faultSentences, name)
