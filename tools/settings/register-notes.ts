// What npm run register remembers of its own work: comments at the end of the variables' file.
// A directory takes minutes to show what was created, so that the next run, and the doctor, must not ask it alone.

export type RegisterNotes = {
  /** An app was being registered, and nobody knows yet whether it was: it has this tag. Milliseconds. */
  began: { name: string; tag: string; at: number } | null
  /** When the app of CLIENT_ID was registered, in milliseconds; null = unknown, or long ago. */
  appCreatedAt: number | null
  /** When the secret or certificate was added, in milliseconds. */
  credentialAddedAt: number | null
}

export const noNotes: RegisterNotes = { began: null, appCreatedAt: null, credentialAddedAt: null }

/** Source: "seconds to minutes" for credentials, in reports of 7000215 and 700016; Microsoft names no limit. */
export const REPLICATION_MINUTES = 15

const TIME = String.raw`(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)`
const BEGAN = new RegExp(
  String.raw`^# npm run register began at ${TIME} to register "(.*)" with the tag (\S+)\.\n?`,
  'gm',
)
const APP = new RegExp(String.raw`^# npm run register registered this app at ${TIME}\.\n?`, 'gm')
const CREDENTIAL = new RegExp(String.raw`^# npm run register added this credential at ${TIME}\.\n?`, 'gm')

const lastOf = (pattern: RegExp, text: string) => [...text.matchAll(pattern)].at(-1)

export function readNotes(text: string): RegisterNotes {
  const began = lastOf(BEGAN, text)
  const at = (match: RegExpMatchArray | undefined) => (match?.[1] ? Date.parse(match[1]) : null)
  return {
    began: began ? { at: at(began) ?? 0, name: began[2] ?? '', tag: began[3] ?? '' } : null,
    appCreatedAt: at(lastOf(APP, text)),
    credentialAddedAt: at(lastOf(CREDENTIAL, text)),
  }
}

const time = (milliseconds: number) => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`

/** @param text whose last line ends */
export function withNotes(text: string, { began, appCreatedAt, credentialAddedAt }: RegisterNotes): string {
  const without = text.replaceAll(BEGAN, '').replaceAll(APP, '').replaceAll(CREDENTIAL, '')
  return [
    without,
    began &&
      `# npm run register began at ${time(began.at)} to register "${began.name}" with the tag ${began.tag}.\n`,
    appCreatedAt !== null && `# npm run register registered this app at ${time(appCreatedAt)}.\n`,
    credentialAddedAt !== null && `# npm run register added this credential at ${time(credentialAddedAt)}.\n`,
  ]
    .filter(Boolean)
    .join('')
}

/** Whether what was created then may still be unknown to some of Microsoft's servers; null = no. @returns minutes */
export function minutesSince(createdAt: number | null, now: number): number | null {
  if (createdAt === null) return null
  const minutes = Math.floor((now - createdAt) / 60_000)
  return minutes >= 0 && minutes < REPLICATION_MINUTES ? minutes : null
}
