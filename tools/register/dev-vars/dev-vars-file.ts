// The file .dev.vars: replaced as a whole, private, the one before kept, and never written over an edit of somebody else.
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
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
export function assertWritable({ path }: DevVars): void {
  const how = 'Make it writable, or choose another file with --dev-vars.'
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

/**
 * @param now milliseconds
 * @param kept a text to keep beside it, for nobody else to read
 * @returns where that is; null when nothing is kept
 * @throws {RegisterRefusal} when the file is not as it was read; the new text is kept beside it
 */
export function writeDevVars(
  devVars: DevVars,
  text: string,
  now: number,
  kept: string | null = null,
): string | null {
  try {
    return replaceFile(devVars, text, stampOf(now), kept)
  } catch (error) {
    if (error instanceof RegisterRefusal) throw error
    const what = `${devVars.path} could not be written (${codeOf(error)}).`
    throw new RegisterRefusal(
      'variables',
      what,
      'Fix that, and run this again. If a secret was lost, it adds another.',
    )
  }
}

const stampOf = (now: number) => new Date(now).toISOString().replaceAll(/[-:.]/g, '')

function replaceFile(devVars: DevVars, text: string, stamp: string, keptText: string | null): string | null {
  const target = existsSync(devVars.path) ? realpathSync(devVars.path) : devVars.path
  if (readText(devVars.path) !== devVars.text) {
    const beside = `${devVars.path}.${stamp}.new`
    writeFileSync(beside, text, { mode: PRIVATE, flag: 'wx' })
    throw new RegisterRefusal(
      'variables',
      `${devVars.path} was edited meanwhile, and was not changed.`,
      `The new content is in ${beside}. Merge the two by hand, or move one away and run this again.`,
    )
  }
  const kept = keptText === null ? null : `${devVars.path}.${stamp}`
  if (kept !== null) writeFileSync(kept, keptText ?? '', { mode: PRIVATE, flag: 'wx' })
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
