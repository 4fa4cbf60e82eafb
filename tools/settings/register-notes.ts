// What npm run register notes about its own work: comments at the end of the variables file.
// Directory changes take minutes to show up, so the next run and the doctor cannot rely on the directory alone.
import { createHash } from 'node:crypto'
import { type AccountKind, isAccountKind } from '../app-registration/account-kind.ts'

export type RegisterNotes = {
  /** An app registration with this tag was started; its outcome is unknown. Milliseconds. */
  began: { name: string; tag: string; at: number } | null
  /** Who signs in to the app, which AUTHORITY alone does not always tell. */
  kind: AccountKind | null
  registered: { clientId: string; at: number } | null
  changed: { clientId: string; at: number } | null
  /** When the secret or certificate with this digest was added. */
  added: { digest: string; at: number } | null
  /** What it wrote: the app, and digests of AUTHORITY and REDIRECT_URI. If one was edited since, waiting does not help. */
  wrote: { clientId: string; authority: string; redirectUri: string; at: number } | null
  /** Secrets and certificates being added under these names: while noted here, their values have not been saved. */
  adding: { name: string; at: number }[]
  /** A run started its changes and did not finish. */
  unfinished: { at: number } | null
}

export const noNotes: RegisterNotes = {
  began: null,
  kind: null,
  registered: null,
  changed: null,
  added: null,
  wrote: null,
  adding: [],
  unfinished: null,
}

/** Source: "seconds to minutes" for credentials, in reports of 7000215 and 700016; Microsoft states no limit. */
export const REPLICATION_MINUTES = 15

const line = (words: string) =>
  new RegExp(`^# npm run register ${words} at (\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ)\\.\\n?`, 'gm')
const BEGAN = line('began to register "(.*)" with the tag (\\S+)')
const KIND = /^# npm run register was run with --kind (\w+)\.\n?/gm
const REGISTERED = line('registered ([0-9a-f-]{36})')
const CHANGED = line('changed ([0-9a-f-]{36})')
const ADDED = line('added the credential ([0-9a-f]{8})')
const WROTE = line('wrote the settings of ([0-9a-f-]{36}) \\(([0-9a-f]{8}) ([0-9a-f]{8})\\)')
const ADDING = line('began to add the credential "(.*)"')
const UNFINISHED = line('has not finished what it began')

const allOf = (pattern: RegExp, text: string) => [...text.matchAll(pattern)].map((match) => match.slice(1))
const lastOf = (pattern: RegExp, text: string) => allOf(pattern, text).at(-1) ?? []

export function readNotes(text: string): RegisterNotes {
  const [name, tag, beganAt] = lastOf(BEGAN, text)
  const [kind = ''] = lastOf(KIND, text)
  const [registered, registeredAt] = lastOf(REGISTERED, text)
  const [changed, changedAt] = lastOf(CHANGED, text)
  const [digest, addedAt] = lastOf(ADDED, text)
  const [wrote, authority, redirectUri, wroteAt] = lastOf(WROTE, text)
  const [unfinishedAt] = lastOf(UNFINISHED, text)
  return {
    began: name !== undefined && tag && beganAt ? { name, tag, at: Date.parse(beganAt) } : null,
    kind: isAccountKind(kind) ? kind : null,
    registered: registered && registeredAt ? { clientId: registered, at: Date.parse(registeredAt) } : null,
    changed: changed && changedAt ? { clientId: changed, at: Date.parse(changedAt) } : null,
    added: digest && addedAt ? { digest, at: Date.parse(addedAt) } : null,
    wrote:
      wrote && authority && redirectUri && wroteAt
        ? { clientId: wrote, authority, redirectUri, at: Date.parse(wroteAt) }
        : null,
    adding: allOf(ADDING, text).map(([name = '', at = '']) => ({ name, at: Date.parse(at) })),
    unfinished: unfinishedAt ? { at: Date.parse(unfinishedAt) } : null,
  }
}

const time = (milliseconds: number) => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`

/** @param text must end with a line break */
export function withNotes(text: string, notes: RegisterNotes): string {
  const { began, kind, registered, changed, added, wrote, adding, unfinished } = notes
  const lines = [BEGAN, KIND, REGISTERED, CHANGED, ADDED, WROTE, ADDING, UNFINISHED]
  const without = lines.reduce((each, line) => each.replaceAll(line, ''), text)
  const written = [
    began && `began to register "${began.name}" with the tag ${began.tag} at ${time(began.at)}`,
    kind && `was run with --kind ${kind}`,
    registered && `registered ${registered.clientId} at ${time(registered.at)}`,
    changed && `changed ${changed.clientId} at ${time(changed.at)}`,
    added && `added the credential ${added.digest} at ${time(added.at)}`,
    wrote &&
      `wrote the settings of ${wrote.clientId} (${wrote.authority} ${wrote.redirectUri}) at ${time(wrote.at)}`,
    ...adding.map(({ name, at }) => `began to add the credential "${name}" at ${time(at)}`),
    unfinished && `has not finished what it began at ${time(unfinished.at)}`,
  ]
  return without + written.flatMap((words) => (words ? [`# npm run register ${words}.\n`] : [])).join('')
}

type Variables = Readonly<Record<string, string | undefined>>

const digest = (text: string) => createHash('sha256').update(text.trim()).digest('hex').slice(0, 8)

/** Identifies the credential that was added; eight hex digits reveal nothing about a random secret. */
export const digestOf = ({ CLIENT_CERTIFICATE: certificate, CLIENT_SECRET: secret }: Variables): string =>
  digest(certificate || secret || '')

const clientIdIn = ({ CLIENT_ID }: Variables) => CLIENT_ID?.trim().toLowerCase() ?? ''

export const wroteOf = (variables: Variables, at: number): NonNullable<RegisterNotes['wrote']> => ({
  clientId: clientIdIn(variables),
  authority: digest(variables.AUTHORITY ?? ''),
  redirectUri: digest(variables.REDIRECT_URI ?? ''),
  at,
})

export const ago = (minutes: number): string =>
  minutes === 0 ? 'less than a minute ago' : minutes === 1 ? 'one minute ago' : `${minutes} minutes ago`

/** Minutes since then, if some of Microsoft's servers may not have the change yet; null = long ago. */
function minutesSince(at: number | null | undefined, now: number): number | null {
  if (at === null || at === undefined) return null
  const minutes = Math.floor((now - at) / 60_000)
  return minutes >= 0 && minutes < REPLICATION_MINUTES ? minutes : null
}

type Recent = {
  /** Minutes since the app of CLIENT_ID was registered, its registration changed or its credential added; null = long ago. */
  registered: number | null
  changed: number | null
  added: number | null
}

/** Which variables are unchanged since register wrote them. */
export type AsWritten = { clientId: boolean; authority: boolean; redirectUri: boolean }

export function asWritten({ wrote }: RegisterNotes, variables: Variables): AsWritten {
  const now = wroteOf(variables, 0)
  return {
    clientId: wrote?.clientId === now.clientId,
    authority: wrote?.authority === now.authority,
    redirectUri: wrote?.redirectUri === now.redirectUri,
  }
}

/** The recent notes that apply to these variables. */
export function recentWork(notes: RegisterNotes, variables: Variables, now: number): Recent {
  const clientId = clientIdIn(variables)
  const ofApp = (note: RegisterNotes['changed']) => (note?.clientId === clientId ? note?.at : null)
  const isSame = notes.added?.digest === digestOf(variables)
  return {
    registered: minutesSince(ofApp(notes.registered), now),
    changed: minutesSince(ofApp(notes.changed), now),
    added: minutesSince(isSame ? notes.added?.at : null, now),
  }
}
