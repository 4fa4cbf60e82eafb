// Every fault by name, with its description and options.
import { type AzureDevOpsOptions, azureDevOpsFaultSentences } from './azure-devops-faults.ts'
import { directoryFaultSentences } from './directory-faults.ts'
import { graphFaultSentences } from './graph-faults.ts'

export const faultSentences = {
  user_cancels: 'The user cancels the next sign-in',
  mfa_required: 'A policy requires another factor at the next sign-in',
  aadsts: 'Entra returns an AADSTS error',
  token_503: 'The token endpoint returns 503',
  token_429: 'The token endpoint returns 429 with Retry-After',
  token_html: 'The token endpoint returns an HTML page',
  token_stall: 'The token endpoint does not respond',
  token_redirect: 'The token endpoint redirects',
  token_malformed: 'The token endpoint returns malformed JSON',
  metadata_503: 'The metadata endpoint returns 503',
  metadata_stall: 'The metadata endpoint does not respond',
  keys_rotated: 'Entra signs with a new key and removes the old one',
  keys_unreachable: 'The signing keys endpoint returns 503',
  ...graphFaultSentences,
  device_declined: 'The user declines a device’s sign-in',
  device_expired: 'A device’s code has expired',
  device_slow_down: 'A device is told to poll less often',
  clock_off: "Entra's clock is off",
  refresh_revoked: 'All refresh tokens are revoked now',
  consent_revoked: 'All users’ consent is revoked now',
  admin_consent_revoked: 'All administrators’ consent is revoked now',
  ...azureDevOpsFaultSentences,
  ...directoryFaultSentences,
} as const

export type FaultName = keyof typeof faultSentences
export type FaultOptions = { times?: number; minutes?: number; aadsts?: number } & AzureDevOpsOptions

export const faultNames = Object.keys(faultSentences) as FaultName[]

export const isFaultName = (name: string): name is FaultName => Object.hasOwn(faultSentences, name)
