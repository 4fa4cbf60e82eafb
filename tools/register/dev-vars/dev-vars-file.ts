// The file .dev.vars: replaced as a whole, private, the one before kept, and never written over an edit of somebody else.
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lstatSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { RegisterRefusal } from '../command-line/refusal.ts'
import { codeOf, type DevVars, readText } from './dev-vars.ts'

const PRIVATE = 0o600

/**
 * Asked before a secret is made that could then not be kept.
 * @throws {RegisterRefusal}
 */
export function assertWritable(path: string): void {
  const how = 'Make it writable, or choose another file with --dev-vars.'
  // Written anew, it would be a file in place of the link.
  if (!existsSync(path) && lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw new RegisterRefusal(
      'variables',
      `${path} is a link to ${readlinkSync(path)}, which does not exist.`,
      'Create that file (it may be empty), delete the link, or choose another file with --dev-vars.',
    )
  }
  const folder = dirname(path)
  if (!existsSync(folder)) {
    const next = 'Create it, or choose another file with --dev-vars.'
    throw new RegisterRefusal('variables', `The folder ${folder} does not exist.`, next)
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

const REASONS: Record<string, [reason: string, fix: string]> = {
  ENOSPC: ['the disk is full', 'Free some space'],
  EDQUOT: ['the disk quota is used up', 'Free some space'],
  EROFS: ['the disk is read-only', 'Make it writable'],
  EACCES: ['its folder does not allow it', 'Make it writable'],
}

export function unwritable(path: string, error: unknown, hasValues = false): RegisterRefusal {
  const code = codeOf(error)
  const [reason, fix] = REASONS[code] ?? [null, 'Fix that']
  return new RegisterRefusal(
    'variables',
    `${path} could not be written${reason ? `: ${reason}` : ''} (${code}).`,
    `${fix}, and run this again.${hasValues ? ' If a secret was lost, it adds another.' : ''}`,
  )
}

/**
 * @param now milliseconds
 * @param kept what to keep beside it, for nobody else to read
 * @returns where that is; null when nothing is kept
 * @param hasValues whether the text has what this run has learned, and not only notes
 * @throws {RegisterRefusal} when the file is not as it was read; a text with values is then kept beside it
 */
export function writeDevVars(
  devVars: DevVars,
  text: string,
  now: number,
  kept: Uint8Array | null = null,
  hasValues = true,
): string | null {
  const stamp = stampOf(now)
  try {
    if (readText(devVars.path) !== devVars.text)
      throw editedMeanwhile(devVars, hasValues ? text : null, stamp)
    return replaceFile(devVars.path, text, stamp, kept)
  } catch (error) {
    throw error instanceof RegisterRefusal ? error : unwritable(devVars.path, error, hasValues)
  }
}

function editedMeanwhile({ path }: DevVars, text: string | null, stamp: string): RegisterRefusal {
  const what = `${path} was edited in the meantime, so it was not changed.`
  if (text === null) return new RegisterRefusal('variables', what, 'Run this again.')
  const beside = `${path}.${stamp}.new`
  writeFileSync(beside, text, { mode: PRIVATE, flag: 'wx' })
  const next = `The new content is in ${beside}. Merge the two by hand, or move one away and run this again.`
  return new RegisterRefusal('variables', what, next)
}

const stampOf = (now: number) => new Date(now).toISOString().replaceAll(/[-:.]/g, '')

function replaceFile(path: string, text: string, stamp: string, keptBytes: Uint8Array | null): string | null {
  const target = existsSync(path) ? realpathSync(path) : path
  const kept = keptBytes === null ? null : `${path}.${stamp}`
  if (kept !== null) writeFileSync(kept, keptBytes ?? '', { mode: PRIVATE, flag: 'wx' })
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
