// Writes .dev.vars: whole, private, with a backup, and never over someone else's edit.
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
 * Call before creating a secret that could otherwise not be saved.
 * @throws {RegisterRefusal}
 */
export function assertWritable(path: string): void {
  const how = 'Make it writable, or choose another file with --dev-vars.'
  // Replacing a symbolic link would turn it into a file.
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
  // An administrator can write to read-only files, but the flag is respected anyway.
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
 * @param kept the content to back up next to it, readable by the owner only
 * @returns the backup's path; null if there is none
 * @param hasValues whether the text has values from this run, not only notes
 * @throws {RegisterRefusal} if the file has changed since it was read; a text with values is then saved next to it
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

function replaceFile(path: string, text: string, stamp: string, kept: Uint8Array | null): string | null {
  const target = existsSync(path) ? realpathSync(path) : path
  const backup = `${path}.${stamp}`
  if (kept !== null) writeFileSync(backup, kept, { mode: PRIVATE, flag: 'wx' })
  // Renamed into place, so that no one reads a partial file.
  const draft = `${target}.${stamp}.draft`
  try {
    writeFileSync(draft, text, { mode: PRIVATE, flag: 'wx' })
    renameSync(draft, target)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
  return kept === null ? null : backup
}

/** Retires the file of a deleted app. */
export function retireDevVars(devVars: DevVars, now: number): string {
  const kept = `${devVars.path}.${stampOf(now)}`
  renameSync(devVars.path, kept)
  makePrivate({ ...devVars, path: kept })
  return kept
}

/** A file copied from the example is readable by everyone until it is rewritten. */
export function makePrivate({ path, variables }: DevVars): void {
  const isSecret = variables.CLIENT_SECRET ?? variables.CLIENT_CERTIFICATE_KEY
  if (!isSecret || (statSync(path).mode & 0o077) === 0) return
  try {
    chmodSync(path, PRIVATE)
  } catch (error) {
    // Another account owns the file and decides who can read it.
    if (codeOf(error) !== 'EPERM') throw error
  }
}
