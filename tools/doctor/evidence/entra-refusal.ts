// What Entra refuses the app with, in words, and what the operator can do.
import { type EntraAnswer, explain } from '../../../src/entryway/protocol.ts'
import { REPLICATION_MINUTES } from '../../settings/register-notes.ts'
import { fail, type Outcome, warn } from '../diagnosis/outcome.ts'
import { wordsOf } from './entra-numbers.ts'
import type { Words } from './number-groups.ts'
import { mayBeReplication, type Noted } from './replication.ts'

/** By the number alone: what `error` says without one is about a sign-in, which this is not. */
function inTheTable(aadsts: number | null): string {
  const { code, operator } = explain({ error: '', suberror: null, aadsts })
  return code === 'entra_refused' ? 'the reason is unknown' : operator
}

const whereToLook = (aadsts: number | null): string =>
  aadsts === null
    ? 'Entra’s own log has more: Entra ID > Monitoring > Sign-in logs.'
    : `See https://login.microsoftonline.com/error?code=${aadsts} for more.`

/** What OAuth calls it; a text of another form is somebody else's, and is not shown. */
const plainWord = (error: string): string => (/^[a-z_]{1,40}$/.test(error) ? error : 'without a number')

/** The admin center takes no http://127.0.0.1: see docs/register.md. */
function forThisApp(whatToDo: string, { variables }: Noted): string {
  const text = whatToDo.replace('{CLIENT_ID}', variables.CLIENT_ID ?? '{CLIENT_ID}')
  return variables.REDIRECT_URI?.startsWith('http://127.0.0.1')
    ? text.replace(
        '> Platform configurations > Web',
        'in the manifest (the page does not take 127.0.0.1; or use localhost)',
      )
    : text
}

/** In words, with the number to look up; that it may only not have arrived yet comes first where that is likely. */
export function refusal({ error, aadsts }: EntraAnswer, given: Noted): Words {
  const known = aadsts === null ? undefined : wordsOf(aadsts)
  const [problem, general] = known ?? [inTheTable(aadsts), whereToLook(aadsts)]
  const whatToDo = forThisApp(general, given)
  const number = aadsts === null ? plainWord(error) : `AADSTS${aadsts}`
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

/** What passes by waiting is no fault of the configuration. */
export const isTransient = (answer: EntraAnswer): boolean => {
  const { code, fixableBy } = explain(answer)
  return code === 'entra_unavailable' && fixableBy === 'microsoft'
}

export const refused = (answer: EntraAnswer, given: Noted): Outcome =>
  isTransient(answer) ? warn(refusal(answer, given)[0], WAIT) : fail(...refusal(answer, given))
