// Parses and edits .dev.vars line by line, so that everything else stays unchanged.
import { readFileSync, statSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { isGuid } from '../../../src/entryway/protocol.ts'
import { type RegisterNotes, readNotes, withNotes } from '../../settings/register-notes.ts'
import { type Replaced, readReplaced, withReplaced } from '../../settings/replaced-credentials.ts'
import { type DecodedFile, decodeVariables, otherContent } from '../../settings/variables-file.ts'
import { RegisterRefusal } from '../command-line/refusal.ts'

export type DevVars = {
  /** As the user typed it. */
  path: string
  /** null = no such file. */
  text: string | null
  variables: Readonly<Record<string, string>>
  replaced: Replaced
  notes: RegisterNotes
  /** Set if the file is not saved as UTF-8; it is then rewritten as such. */
  encoding: DecodedFile['encoding']
  /** The bytes on disk, for the backup; null = not read from disk. */
  bytes: Uint8Array | null
}

/** null deletes the variable. */
export type VariableChange = Record<string, string | null>

/** @throws {RegisterRefusal} if it is unreadable */
export function readDevVars(path: string): DevVars {
  const file = readFile(path)
  const content = otherContent(file?.text ?? '')
  // A file in another format, which added lines would corrupt.
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

/** Empty values, as in .dev.vars.example, count as not set. */
function parse(text: string): Record<string, string> {
  const entries = Object.entries(parseEnv(text)).flatMap(([name, value]) =>
    value === undefined || value.trim() === '' ? [] : [[name, value] as const],
  )
  return Object.fromEntries(entries)
}

/** The client ID in the file, read the way the app reads it; null = none. */
export function clientIdOf({ variables }: DevVars): string | null {
  const clientId = variables.CLIENT_ID?.trim().toLowerCase()
  return isGuid(clientId) ? clientId : null
}

export const readText = (path: string): string | null => readFile(path)?.text ?? null

function readFile(path: string): (DecodedFile & { bytes: Uint8Array }) | null {
  try {
    // Reading a device might never end, and the new file would replace it.
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

/** The new content; equal to `text` if nothing changes. */
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
  // A quoted value can span several lines.
  const line = new RegExp(
    `^[ \\t]*(?:export[ \\t]+)?${name}[ \\t]*=[ \\t]*(?:"(?:\\\\.|[^"\\\\])*"|'[^']*'|\`[^\`]*\`)?[^\\n]*(?:\\n|$)`,
    'gm',
  )
  const wanted = value === null ? '' : `${name}=${quoted(value)}\n`
  let written = false
  const replaced = text.replaceAll(line, () => {
    const first = !written
    written = true
    // If a name is repeated, the last line wins, so all the others are removed.
    return first ? wanted : ''
  })
  return written || value === null ? replaced : `${withLastLineEnd(replaced)}${wanted}`
}

/** Quoted so that wrangler and Node read the same value. */
function quoted(value: string): string {
  if (/^[\w.~:/@+=?,-]+$/.test(value)) return value
  if (value.includes('\n')) return JSON.stringify(value)
  return value.includes("'") ? `\`${value}\`` : `'${value}'`
}
