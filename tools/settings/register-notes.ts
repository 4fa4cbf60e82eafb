// What npm run register remembers of its own work: comments at the end of the variables' file.
// A directory takes minutes to show what was created, so that the next run, and the doctor, must not ask it alone.
import { createHash } from 'node:crypto'

export type RegisterNotes = {
  /** An app was being registered, and nobody knows yet whether it was: it has this tag. Milliseconds. */
  began: { name: string; tag: string; at: number } | null
  /** When this app was registered. */
  registered: { clientId: string; at: number } | null
  /** When its registration was changed. */
  changed: { clientId: string; at: number } | null
  /** When the secret or certificate with this digest was added. */
  added: { digest: string; at: number } | null
}

export const noNotes: RegisterNotes = { began: null, registered: null, changed: null, added: null }

/** Source: "seconds to minutes" for credentials, in reports of 7000215 and 700016; Microsoft names no limit. */
export const REPLICATION_MINUTES = 15

const line = (words: string) =>
  new RegExp(`^# npm run register ${words} at (\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ)\\.\\n?`, 'gm')
const BEGAN = line('began to register "(.*)" with the tag (\\S+)')
const REGISTERED = line('registered ([0-9a-f-]{36})')
const CHANGED = line('changed ([0-9a-f-]{36})')
const ADDED = line('added the credential ([0-9a-f]{8})')

const lastOf = (pattern: RegExp, text: string) => [...text.matchAll(pattern)].at(-1)?.slice(1) ?? []

export function readNotes(text: string): RegisterNotes {
  const [name, tag, beganAt] = lastOf(BEGAN, text)
  const [registered, registeredAt] = lastOf(REGISTERED, text)
  const [changed, changedAt] = lastOf(CHANGED, text)
  const [digest, addedAt] = lastOf(ADDED, text)
  return {
    began: name !== undefined && tag && beganAt ? { name, tag, at: Date.parse(beganAt) } : null,
    registered: registered && registeredAt ? { clientId: registered, at: Date.parse(registeredAt) } : null,
    changed: changed && changedAt ? { clientId: changed, at: Date.parse(changedAt) } : null,
    added: digest && addedAt ? { digest, at: Date.parse(addedAt) } : null,
  }
}

const time = (milliseconds: number) => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`

/** @param text whose last line ends */
export function withNotes(text: string, { began, registered, changed, added }: RegisterNotes): string {
  const without = [BEGAN, REGISTERED, CHANGED, ADDED].reduce((each, line) => each.replaceAll(line, ''), text)
  const written = [
    began && `began to register "${began.name}" with the tag ${began.tag} at ${time(began.at)}`,
    registered && `registered ${registered.clientId} at ${time(registered.at)}`,
    changed && `changed ${changed.clientId} at ${time(changed.at)}`,
    added && `added the credential ${added.digest} at ${time(added.at)}`,
  ]
  return without + written.flatMap((words) => (words ? [`# npm run register ${words}.\n`] : [])).join('')
}

type Credentials = Readonly<Record<string, string | undefined>>

/** Tells whether the file still has the credential that was added; of a random secret, eight hex digits give nothing away. */
export const digestOf = ({ CLIENT_CERTIFICATE: certificate, CLIENT_SECRET: secret }: Credentials): string =>
  createHash('sha256')
    .update((certificate || secret || '').trim())
    .digest('hex')
    .slice(0, 8)

/** Minutes since then, while some of Microsoft's servers may not have heard of it; null = it is long ago. */
export function minutesSince(at: number | null | undefined, now: number): number | null {
  if (at === null || at === undefined) return null
  const minutes = Math.floor((now - at) / 60_000)
  return minutes >= 0 && minutes < REPLICATION_MINUTES ? minutes : null
}

export type Recent = {
  /** Minutes since the app of CLIENT_ID was registered, its registration changed, its credential added; null = long ago. */
  registered: number | null
  changed: number | null
  added: number | null
}

/** What of the notes is about these variables, and recent. */
export function recentWork(notes: RegisterNotes, variables: Credentials, now: number): Recent {
  const clientId = variables.CLIENT_ID?.trim().toLowerCase()
  const ofApp = (note: RegisterNotes['changed']) => (note?.clientId === clientId ? note?.at : null)
  const isSame = notes.added?.digest === digestOf(variables)
  return {
    registered: minutesSince(ofApp(notes.registered), now),
    changed: minutesSince(ofApp(notes.changed), now),
    added: minutesSince(isSame ? notes.added?.at : null, now),
  }
}
