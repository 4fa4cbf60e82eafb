// Whether a refusal may only mean that a change has not reached all of Microsoft's servers yet.
import { CREDENTIAL_NUMBERS } from '../../app-registration/not-known-yet.ts'
import { type Recent, recentWork } from '../../settings/register-notes.ts'
import { SECRET_EXPIRES } from '../../settings/variable-names.ts'
import type { Given } from '../diagnosis/findings.ts'

export type Noted = Pick<Given, 'notes' | 'variables' | 'now'>

/** What of the registration a change of which is answered so until it has arrived. */
const OF_THE_REGISTRATION = [50011, 50194, 700025, 90130, 9002325, 9002331, 9002332]
const OF_THE_APP = [700016, 7000229]
const EXPIRED = 7000222

/** A secret whose last day is known to be over has arrived, and has gone. */
const isCertain = (aadsts: number, { variables, now }: Noted) =>
  aadsts === EXPIRED && Date.parse(variables[SECRET_EXPIRES] ?? '') <= now()

export function mayBeReplication(aadsts: number | null, given: Noted): boolean {
  if (aadsts === null || isCertain(aadsts, given)) return false
  return [...CREDENTIAL_NUMBERS, ...OF_THE_REGISTRATION, ...OF_THE_APP].includes(aadsts)
}

const ago = (minutes: number) =>
  minutes === 0 ? 'less than a minute ago' : minutes === 1 ? 'one minute ago' : `${minutes} minutes ago`

/** What npm run register did a short while ago that would explain the answer; null = nothing. */
export function recentChange(aadsts: number | null, { notes, variables, now }: Noted): string | null {
  if (aadsts === null) return null
  const recent: Recent = recentWork(notes, variables, now())
  const app = recent.registered === null ? null : `the app was registered ${ago(recent.registered)}`
  if (CREDENTIAL_NUMBERS.includes(aadsts)) {
    return recent.added === null ? null : `the credential was added ${ago(recent.added)}`
  }
  if (OF_THE_APP.includes(aadsts)) return app
  return recent.changed === null ? app : `the registration was changed ${ago(recent.changed)}`
}
