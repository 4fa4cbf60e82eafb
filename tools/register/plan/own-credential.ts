// Secrets and certificates that this command adds: their names, and those that a run added and was stopped before it saved them.
import { REPLICATION_MINUTES, type RegisterNotes } from '../../settings/register-notes.ts'
import type { ReplacedCredential } from '../../settings/replaced-credentials.ts'
import type { Application } from '../graph/graph-objects.ts'

/** How the names begin that this command gives to credentials, with the time after it. */
export const OWN_CREDENTIAL = 'npm run register, '

/** No two runs give the same, even in the same second: by its name alone, a later run may remove what this one leaves behind. */
export const newCredentialName = (now: number): string =>
  `${OWN_CREDENTIAL}${new Date(now).toISOString().slice(0, 19)}Z, ${crypto.randomUUID().slice(0, 4)}`

type Unsaved = {
  /** Nobody has these: their values were lost with the run. */
  credentials: ReplacedCredential[]
  /** To be looked for again: the directory may yet list these, or have forgotten that they were removed. */
  awaited: RegisterNotes['adding']
}

/**
 * @param held key IDs of those that .dev.vars may have
 * @param now milliseconds
 */
export function unsavedCredentials(
  application: Application | null,
  { adding }: Pick<RegisterNotes, 'adding'>,
  held: readonly string[],
  now: number,
): Unsaved {
  const { passwordCredentials = [], keyCredentials = [] } = application ?? {}
  const listed = [
    ...passwordCredentials.map((each) => ({ ...each, kind: 'secret' as const })),
    ...keyCredentials.map((each) => ({ ...each, kind: 'certificate' as const })),
  ]
  const isNoted = ({ displayName }: { displayName: string | null }) =>
    adding.some(({ name }) => name === displayName)
  return {
    credentials: listed
      .filter((each) => isNoted(each) && !held.includes(each.keyId))
      .map(({ kind, keyId }) => ({ kind, keyId })),
    awaited: adding.filter(({ at }) => now - at < REPLICATION_MINUTES * 60_000),
  }
}
