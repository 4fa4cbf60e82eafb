// Credentials that this command adds: their names, and those whose values an interrupted run did not save.
import { REPLICATION_MINUTES, type RegisterNotes } from '../../settings/register-notes.ts'
import type { ReplacedCredential } from '../../settings/replaced-credentials.ts'
import type { Application } from '../graph/graph-objects.ts'

/** Prefix of this command's credential names; the time follows. */
export const OWN_CREDENTIAL = 'npm run register, '

/** Unique even within one second: a later run may remove a leftover by its name alone. */
export const newCredentialName = (now: number): string =>
  `${OWN_CREDENTIAL}${new Date(now).toISOString().slice(0, 19)}Z, ${crypto.randomUUID().slice(0, 4)}`

type Unsaved = {
  /** Unusable: their values were lost with the run. */
  credentials: ReplacedCredential[]
  /** To check again: the directory may still list these, or briefly list removed ones again. */
  awaited: RegisterNotes['adding']
}

/**
 * @param held key IDs that .dev.vars may hold
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
