// .dev.vars: what it says, and what it is to say, changed line by line so that the rest stays as it was.
import { readFileSync, statSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { isGuid } from '../../../src/entryway/protocol.ts'
import { noNotes, type RegisterNotes, readNotes, withNotes } from '../../settings/register-notes.ts'
import {
  nothingReplaced,
  type Replaced,
  readReplaced,
  withReplaced,
} from '../../settings/replaced-credentials.ts'
import { type DecodedFile, decodeVariables, otherContent } from '../../settings/variables-file.ts'
import { RegisterRefusal } from '../command-line/refusal.ts'

export type DevVars = {
  /** As the person wrote it. */
  path: string
  /** null = there is no such file. */
  text: string | null
  variables: Readonly<Record<string, string>>
  replaced: Replaced
  notes: RegisterNotes
  /** What else than UTF-8 it is saved in: it is written anew. */
  encoding: DecodedFile['encoding']
  /** As it was saved, to be kept; null = it was not read from disk. */
  bytes: Uint8Array | null
}

/** A file that says nothing of this app, but of what its runs have left. */
export const emptyDevVars = (path: string, { adding } = noNotes): DevVars => ({
  path,
  text: null,
  variables: {},
  replaced: nothingReplaced,
  notes: { ...noNotes, adding },
  encoding: null,
  bytes: null,
})

/** null takes the variable away. */
export type VariableChange = Record<string, string | null>

/** @throws {RegisterRefusal} when it cannot be read */
export function readDevVars(path: string): DevVars {
  const file = readFile(path)
  const content = otherContent(file?.text ?? '')
  // Lines added to it would make it neither.
  if (content !== null && !BLANK.includes(content)) {
    const next = 'Choose another file with --dev-vars, or move this one away.'
    throw new RegisterRefusal(
      'variables',
      `${path} ${content}, but should have lines of the form NAME=value.`,
      next,
    )
  }
  return {
    ...ofText(path, file?.text ?? null),
    encoding: file?.encoding ?? null,
    bytes: file?.bytes ?? null,
  }
}

const BLANK = ['is empty', 'has comments only']

/** What a file with this text says. */
export function ofText(path: string, text: string | null): DevVars {
  return {
    path,
    text,
    variables: parse(text ?? ''),
    replaced: readReplaced(text ?? ''),
    notes: readNotes(text ?? ''),
    encoding: null,
    bytes: null,
  }
}

/** A blank line as in .dev.vars.example says nothing. */
function parse(text: string): Record<string, string> {
  const entries = Object.entries(parseEnv(text)).flatMap(([name, value]) =>
    value === undefined || value.trim() === '' ? [] : [[name, value] as const],
  )
  return Object.fromEntries(entries)
}

/** The application that the file is of, as the app reads it; null = it does not say. */
export function clientIdOf({ variables }: DevVars): string | null {
  const clientId = variables.CLIENT_ID?.trim().toLowerCase()
  return isGuid(clientId) ? clientId : null
}

export const readText = (path: string): string | null => readFile(path)?.text ?? null

function readFile(path: string): (DecodedFile & { bytes: Uint8Array }) | null {
  try {
    // A device may have no end, and the new file would replace it.
    if (!statSync(path).isFile()) {
      throw new RegisterRefusal('variables', `${path} is not a file.`, 'Choose another name with --dev-vars.')
    }
    const bytes = readFileSync(path)
    return { ...decodeVariables(bytes), bytes }
  } catch (error) {
    if (error instanceof RegisterRefusal) throw error
    if (codeOf(error) === 'ENOENT') return null
    throw new RegisterRefusal(
      'variables',
      `${path} cannot be read (${codeOf(error)}).`,
      'Make it readable, or choose another file with --dev-vars.',
    )
  }
}

export const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? 'error'

/** What the file is to say; equal to `text` when nothing changes. */
export function changedText(
  { text, notes: before }: DevVars,
  change: VariableChange,
  replaced: Replaced,
  notes: RegisterNotes = before,
): string {
  let changed = text ?? HEAD
  for (const [name, value] of Object.entries(change)) changed = withVariable(changed, name, value)
  return withNotes(withReplaced(withLastLineEnd(changed), replaced), notes)
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
