// Describes Entra's errors about the app, and how the operator can fix them.
import {
  type EntraAnswer,
  explain,
  forOperator,
  isLocalhost,
  parseAuthority,
} from '../../../src/entryway/protocol.ts'
import { homeOf } from '../../app-registration/app-token.ts'
import { isManyTenants } from '../../app-registration/tenant.ts'
import { REPLICATION_MINUTES } from '../../settings/register-notes.ts'
import { fail, type Outcome, warn } from '../diagnosis/outcome.ts'
import { wordsOf } from './entra-numbers.ts'
import type { Words } from './number-groups.ts'
import { mayBeReplication, type Noted } from './replication.ts'

/** By error code alone: without one, the table's rows for `error` are about sign-ins, and this is not one. */
function inTheTable(aadsts: number | null): string {
  const reason = explain({ error: '', suberror: null, aadsts })
  return (reason.code !== 'entra_refused' && forOperator(reason)) || 'the reason is unknown'
}

const whereToLook = (aadsts: number | null): string =>
  aadsts === null
    ? 'Entra’s own log has more: Entra ID > Monitoring > Sign-in logs.'
    : `See https://login.microsoftonline.com/error?code=${aadsts} for more.`

/** The OAuth error; anything in another form is not from Entra, and is not printed. */
const plainWord = (error: string): string => (/^[a-z_]{1,40}$/.test(error) ? error : 'without a number')

/** Fills in placeholders such as {CLIENT_ID}. */
function fillIn(whatToDo: string, { variables, homeTenant }: Noted): string {
  const authority = parseAuthority(variables.AUTHORITY ?? '')
  const many = authority !== null && isManyTenants(authority.tenant) ? authority.tenant : null
  const filled: Record<string, string | undefined> = {
    CLIENT_ID: variables.CLIENT_ID,
    REDIRECT_URI: variables.REDIRECT_URI,
    origin: authority?.origin,
    home: authority ? (homeOf(authority, homeTenant) ?? authority).url : undefined,
    tenant: homeTenant ?? '{Directory (tenant) ID}',
    many: many ?? 'organizations',
  }
  return whatToDo.replaceAll(/\{(\w+)\}/g, (name, key: string) => filled[key] ?? name)
}

/** The admin center rejects http://127.0.0.1: see docs/register.md. */
function forThisApp(whatToDo: string, given: Noted): string {
  const text = fillIn(whatToDo, given)
  return given.variables.REDIRECT_URI?.startsWith('http://127.0.0.1')
    ? text.replace(
        '> Platform configurations > Web',
        'in the manifest (the page does not take 127.0.0.1; or use localhost)',
      )
    : text
}

/** Try the file's other values before creating a new secret. */
const otherSecretsFirst = (aadsts: number | null, { file }: Noted): string =>
  aadsts !== null && OF_SECRETS.includes(aadsts) && file.setTwice.includes('CLIENT_SECRET')
    ? 'CLIENT_SECRET is set more than once, so try its other values first. '
    : ''
const OF_SECRETS = [7000215, 7000222]

/** The local Entra has no replication to wait for, and starts without what was registered before. */
function isLostAtRestart(aadsts: number | null, { variables }: Noted): boolean {
  const authority = parseAuthority(variables.AUTHORITY ?? '')
  return aadsts === UNKNOWN_APP && authority !== null && isLocalhost(new URL(authority.origin).hostname)
}
const UNKNOWN_APP = 700016
const REGISTER_AGAIN =
  'The local Entra loses its registrations when it stops. If it was restarted, register again: see “Without a tenant” in docs/register.md. Otherwise: '

/** The error with its code. If replication lag is likely, that comes first. */
export function refusal({ error, aadsts }: EntraAnswer, given: Noted): Words {
  const known = aadsts === null ? undefined : wordsOf(aadsts)
  const [problem, general] = known ?? [inTheTable(aadsts), whereToLook(aadsts)]
  const whatToDo = `${otherSecretsFirst(aadsts, given)}${forThisApp(general, given)}`
  const number = aadsts === null ? plainWord(error) : `AADSTS${aadsts}`
  if (isLostAtRestart(aadsts, given)) {
    return [`Entra returned an error: ${problem} (${number}).`, `${REGISTER_AGAIN}${whatToDo}`]
  }
  const recent = mayBeReplication(aadsts, given)
  if (recent === null) return [`Entra returned an error: ${problem} (${number}).`, whatToDo]
  if (recent !== 'perhaps') {
    return [
      `Entra may not know it yet: ${recent}. Until then, it responds as if ${problem} (${number}).`,
      `Run this again in a few minutes; it can take ${REPLICATION_MINUTES}. If the error persists: ${whatToDo}`,
    ]
  }
  return [
    `Entra returned an error: ${problem} (${number}).`,
    `${whatToDo} If you created or changed it just now, wait a few minutes and run this again.`,
  ]
}

const WAIT = 'Run this again in a few minutes.'

/** A transient error is not a configuration problem. */
export const isTransient = (answer: EntraAnswer): boolean => {
  const { code, fixableBy } = explain(answer)
  return code === 'entra_unavailable' && fixableBy === 'microsoft'
}

export const refused = (answer: EntraAnswer, given: Noted): Outcome =>
  isTransient(answer) ? warn(refusal(answer, given)[0], WAIT) : fail(...refusal(answer, given))
