// .dev.vars: read once, changed line by line so that the rest stays as it was, and never written over an edit of somebody else.
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { parseEnv } from 'node:util'
import { RegisterRefusal } from './refusal.ts'

/** A secret or a certificate that was replaced, and may still be in use where the new one has not arrived yet. */
export type Replaced = {
  kind: 'secret' | 'certificate'
  keyId: string
  /** The deployed Worker was to get the new one, and has not said that it has. */
  awaitsDeployment: boolean
}

export type DevVars = {
  /** As the person wrote it. */
  path: string
  /** null = there is no such file. */
  text: string | null
  variables: Readonly<Record<string, string>>
  replaced: Replaced[]
}

/** null takes the variable away. */
export type VariableChange = Record<string, string | null>

const PRIVATE = 0o600

const NEXT_RUN = 'at its next run'
const DEPLOYED = 'once the deployed Worker has the new one'

const REPLACED = new RegExp(
  `^# npm run register removes the (secret|certificate) ([0-9a-f-]{36}) (${NEXT_RUN}|${DEPLOYED})\\.\\n?`,
  'gm',
)

/** @throws {RegisterRefusal} when it cannot be read */
export function readDevVars(path: string): DevVars {
  const text = readText(path)
  const replaced = [...(text ?? '').matchAll(REPLACED)].map(([, kind, keyId, when]) => ({
    kind: kind === 'secret' ? ('secret' as const) : ('certificate' as const),
    keyId: keyId ?? '',
    awaitsDeployment: when === DEPLOYED,
  }))
  return { path, text, variables: text === null ? {} : parse(text), replaced }
}

/** A blank line as in .dev.vars.example says nothing. */
function parse(text: string): Record<string, string> {
  const entries = Object.entries(parseEnv(text)).flatMap(([name, value]) =>
    value === undefined || value.trim() === '' ? [] : [[name, value] as const],
  )
  return Object.fromEntries(entries)
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw new RegisterRefusal(
      'variables',
      `${path} cannot be read (${codeOf(error)}).`,
      'Make it readable, or choose another file with --dev-vars.',
    )
  }
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? 'error'

/**
 * Asked before a secret is made that could then not be kept.
 * @throws {RegisterRefusal}
 */
export function assertWritable({ path }: DevVars): void {
  const how = 'Make it writable, or choose another file with --dev-vars.'
  const folder = dirname(path)
  if (!existsSync(folder)) {
    const next = 'Make it, or choose another file with --dev-vars.'
    throw new RegisterRefusal('variables', `There is no folder ${folder}.`, next)
  }
  // The administrator of a machine may write what is marked read-only; the mark is meant all the same.
  if (existsSync(path) && (statSync(path).mode & 0o200) === 0) {
    throw new RegisterRefusal('variables', `${path} is read-only.`, how)
  }
  try {
    accessSync(folder, constants.W_OK)
    if (existsSync(path)) accessSync(path, constants.W_OK)
  } catch (error) {
    throw new RegisterRefusal('variables', `${path} cannot be written (${codeOf(error)}).`, how)
  }
}

/** What the file is to say; equal to `text` when nothing changes. */
export function changedText({ text }: DevVars, change: VariableChange, replaced: Replaced[]): string {
  let changed = (text ?? HEAD).replaceAll(REPLACED, '')
  for (const [name, value] of Object.entries(change)) changed = withVariable(changed, name, value)
  const lines = replaced.map(
    ({ kind, keyId, awaitsDeployment }) =>
      `# npm run register removes the ${kind} ${keyId} ${awaitsDeployment ? DEPLOYED : NEXT_RUN}.\n`,
  )
  return withLastLineEnd(changed) + lines.join('')
}

const HEAD =
  '# Written by npm run register. Never commit this file; .dev.vars.example explains every setting.\n'

const withLastLineEnd = (text: string) => (text === '' || text.endsWith('\n') ? text : `${text}\n`)

function withVariable(text: string, name: string, value: string | null): string {
  // A quoted value may go on over several lines.
  const line = new RegExp(
    `^[ \\t]*(?:export[ \\t]+)?${name}[ \\t]*=[ \\t]*(?:"(?:\\\\.|[^"\\\\])*"|'[^']*'|\`[^\`]*\`)?[^\\n]*(?:\\n|$)`,
    'gm',
  )
  const wanted = value === null ? '' : `${name}=${quoted(value)}\n`
  let written = false
  const replaced = text.replaceAll(line, () => {
    const first = !written
    written = true
    // The last of several lines counts, so that none may stay.
    return first ? wanted : ''
  })
  return written || value === null ? replaced : `${withLastLineEnd(replaced)}${wanted}`
}

/** So that both wrangler and Node read the same value back. */
function quoted(value: string): string {
  if (/^[\w.~:/@+=?,-]+$/.test(value)) return value
  if (value.includes('\n')) return JSON.stringify(value)
  return value.includes("'") ? `\`${value}\`` : `'${value}'`
}

/**
 * Keeps what was there beside it, for nobody else to read.
 * @param now milliseconds
 * @returns where the old one is; null when there was none
 * @throws {RegisterRefusal} when the file is not as it was read; the new text is kept beside it
 */
export function writeDevVars(devVars: DevVars, text: string, now: number, keeps = true): string | null {
  try {
    return replaceFile(devVars, text, stampOf(now), keeps)
  } catch (error) {
    if (error instanceof RegisterRefusal) throw error
    const what = `${devVars.path} could not be written (${codeOf(error)}).`
    throw new RegisterRefusal(
      'variables',
      what,
      'Mend that, and run this again: it adds another secret where one was lost.',
    )
  }
}

const stampOf = (now: number) => new Date(now).toISOString().replaceAll(/[-:.]/g, '')

function replaceFile(devVars: DevVars, text: string, stamp: string, keeps: boolean): string | null {
  const target = existsSync(devVars.path) ? realpathSync(devVars.path) : devVars.path
  if (readText(devVars.path) !== devVars.text) {
    const beside = `${devVars.path}.${stamp}.new`
    writeFileSync(beside, text, { mode: PRIVATE, flag: 'wx' })
    throw new RegisterRefusal(
      'variables',
      `${devVars.path} was edited meanwhile, and was left as it is.`,
      `What it should say is in ${beside}: put the two together by hand, or move one away and run this again.`,
    )
  }
  const kept = devVars.text === null || !keeps ? null : `${devVars.path}.${stamp}`
  if (kept !== null) writeFileSync(kept, devVars.text ?? '', { mode: PRIVATE, flag: 'wx' })
  // Renamed into place, so that nobody reads half a file.
  const draft = `${target}.${stamp}.draft`
  try {
    writeFileSync(draft, text, { mode: PRIVATE, flag: 'wx' })
    renameSync(draft, target)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
  return kept
}

/**
 * The deployed Worker has the new credential: the next run may remove the one before.
 * @param now milliseconds
 */
export function noteDeployment(path: string, now: number): void {
  const devVars = readDevVars(path)
  if (!devVars.replaced.some(({ awaitsDeployment }) => awaitsDeployment)) return
  const settled = devVars.replaced.map((each) => ({ ...each, awaitsDeployment: false }))
  writeDevVars(devVars, changedText(devVars, {}, settled), now, false)
}

/** Takes the file of a deleted app out of use. */
export function retireDevVars(devVars: DevVars, now: number): string {
  const kept = `${devVars.path}.${stampOf(now)}`
  renameSync(devVars.path, kept)
  makePrivate({ ...devVars, path: kept })
  return kept
}

/** One that was copied from the example can be read by everybody, until it is written anew. */
export function makePrivate({ path, variables }: DevVars): void {
  const isSecret = variables.CLIENT_SECRET ?? variables.CLIENT_CERTIFICATE_KEY
  if (!isSecret || (statSync(path).mode & 0o077) === 0) return
  try {
    chmodSync(path, PRIVATE)
  } catch (error) {
    // The file of another account: its owner says who may read it.
    if (codeOf(error) !== 'EPERM') throw error
  }
}
