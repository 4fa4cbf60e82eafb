// Whether an error may just mean that a change has not reached all of Microsoft's servers yet.
import { CREDENTIAL_NUMBERS } from '../../app-registration/not-known-yet.ts'
import { type AsWritten, ago, asWritten, recentWork } from '../../settings/register-notes.ts'
import { SECRET_EXPIRES } from '../../settings/variable-names.ts'
import type { Given } from '../diagnosis/findings.ts'

export type Noted = Pick<Given, 'notes' | 'variables' | 'file' | 'homeTenant' | 'now'>

type Row = {
  numbers: number[]
  /**
   * What may not have been replicated yet. For all but `change`, reports say that time resolves it: someone else may
   * have made it. A `change` explains the error only if register made it.
   */
  about: 'credential' | 'app' | 'change of the app' | 'change'
  /** If this was edited since, replication does not explain the error. */
  as: keyof AsWritten
}

const ROWS: Row[] = [
  // Samples `7000215`, `7000222`, `700027`: seconds to minutes.
  { numbers: CREDENTIAL_NUMBERS, about: 'credential', as: 'authority' },
  // Sample `700016`, AzureAD/microsoft-authentication-library-for-dotnet#3706; the other two by analogy.
  { numbers: [700016, 700011, 7000229], about: 'app', as: 'authority' },
  // "Usually, the change will take effect within 3~5 minutes": MicrosoftDocs/SupportArticles-docs#795.
  { numbers: [50011, 500113], about: 'change of the app', as: 'redirectUri' },
  // Every report found is about account types that do not fit AUTHORITY (MicrosoftDocs/azure-docs#55341), not lag. A new app has the right ones from the start.
  { numbers: [50194, 90130, 9002331, 9002332], about: 'change', as: 'authority' },
  // No report found: a platform other than Web.
  { numbers: [9002325, 700025], about: 'change', as: 'redirectUri' },
]

const EXPIRED = 7000222

/** A secret past its known expiration has really expired. */
const isOver = (aadsts: number, { variables, now }: Noted) =>
  aadsts === EXPIRED && Date.parse(variables[SECRET_EXPIRES] ?? '') <= now()

/**
 * @returns the recent work of npm run register that explains the error; 'perhaps' = someone else may have made a change;
 *   null = waiting does not help
 */
export function mayBeReplication(aadsts: number | null, given: Noted): string | 'perhaps' | null {
  const row = ROWS.find(({ numbers }) => aadsts !== null && numbers.includes(aadsts))
  if (!row || aadsts === null || isOver(aadsts, given)) return null
  const { notes, variables, now } = given
  const written = asWritten(notes, variables)
  // An app has one home tenant: this one was not registered where AUTHORITY points now.
  if (written.clientId && !written.authority && row.as === 'authority') return null
  const { added, registered, changed } = recentWork(notes, variables, now())
  const credential = { minutes: added, what: 'the credential was added' }
  const app = { minutes: registered, what: 'the app was registered' }
  const change = { minutes: changed, what: 'the registration was changed' }
  const work = { credential, app, 'change of the app': changed === null ? app : change, change }[row.about]
  if (work.minutes !== null && written.clientId && written[row.as]) return `${work.what} ${ago(work.minutes)}`
  return row.about === 'change' ? null : 'perhaps'
}
