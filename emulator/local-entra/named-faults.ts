// Common AADSTS errors as faults with names.
import { aadstsTable } from '../protocol/aadsts.ts'
import { type FaultName, type FaultOptions, faultSentences } from '../state/fault-names.ts'
import type { Fault, Faults } from '../state/faults.ts'
import { nearest } from './nearest.ts'

export const namedFaults = {
  secret_expired: { aadsts: 7000222, sentence: "The app's client secret has expired" },
  secret_wrong: { aadsts: 7000215, sentence: "The app's client secret is wrong" },
  certificate_unknown: { aadsts: 700027, sentence: "The app's certificate is not registered" },
  app_unknown: { aadsts: 700016, sentence: 'The app is not in the tenant' },
  account_disabled: { aadsts: 50057, sentence: 'The account is disabled' },
  account_locked: { aadsts: 50053, sentence: 'The account is locked' },
  account_deleted: { aadsts: 50034, sentence: 'The account does not exist' },
  password_expired: { aadsts: 50055, sentence: 'The password has expired' },
  sign_in_revoked: { aadsts: 50173, sentence: 'The sign-in was revoked, and the user must sign in again' },
  refresh_token_expired: { aadsts: 700082, sentence: 'The refresh token has expired' },
  mfa_at_token: { aadsts: 50076, sentence: 'A policy requires another factor when the token is refreshed' },
  access_blocked: { aadsts: 53003, sentence: 'A Conditional Access policy blocks access' },
  not_assigned: { aadsts: 50105, sentence: 'The user is not assigned to the app' },
  consent_missing: { aadsts: 65001, sentence: 'No one has consented to the permissions' },
} as const

export type NamedFault = keyof typeof namedFaults
/** Also any AADSTS number, such as `AADSTS50057`. */
export type AnyFaultName = FaultName | NamedFault | `AADSTS${number}`

type Known = { fault: FaultName; aadsts?: number; sentence: string }

const isNamed = (name: string): name is NamedFault => Object.hasOwn(namedFaults, name)

export function findFault(name: string): Known | null {
  if (isNamed(name)) return { fault: 'aadsts', ...namedFaults[name] }
  if (Object.hasOwn(faultSentences, name)) {
    return { fault: name as FaultName, sentence: faultSentences[name as FaultName] }
  }
  const row = aadstsTable.get(Number(/^AADSTS(\d{4,7})$/i.exec(name)?.[1]))
  return row ? { fault: 'aadsts', aadsts: row.number, sentence: row.text } : null
}

export const knownFaults = (): { name: string; sentence: string }[] => [
  ...Object.entries(faultSentences).map(([name, sentence]) => ({ name, sentence })),
  ...Object.entries(namedFaults).map(([name, { sentence }]) => ({ name, sentence })),
  ...[...aadstsTable.values()].map(({ number, text }) => ({
    name: `AADSTS${number}`,
    sentence: text.replace(/[{}]/g, ''),
  })),
]

export function noSuchFault(name: string): string {
  const meant = nearest(name, [...Object.keys(namedFaults), ...Object.keys(faultSentences)])
  const hint =
    meant === null ? 'GET /.local-entra/faults and faults.known() list all' : `did you mean ${meant}?`
  return `name: there is no fault ${name}: ${hint}`
}

export function sentenceOf(name: FaultName, { aadsts }: Pick<Fault, 'aadsts'>): string {
  const named = Object.values(namedFaults).find((each) => name === 'aadsts' && each.aadsts === aadsts)
  return named?.sentence ?? faultSentences[name]
}

export type ActiveFault = { name: FaultName; sentence: string; times: number } & FaultOptions

export const activeFaults = (faults: Faults): ActiveFault[] =>
  [...faults].map(([name, fault]) => {
    const { aadsts, minutes, ...others } = fault
    return {
      name,
      sentence: sentenceOf(name, fault),
      ...others,
      ...(aadsts === null ? {} : { aadsts }),
      ...(minutes === 0 ? {} : { minutes }),
    }
  })
