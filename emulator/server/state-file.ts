// The file that keeps what was registered between starts.
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { isSnapshot, type Snapshot } from '../state/snapshot-form.ts'

/** null: there is no such file yet. Throws Error when it is none of this. */
export function readStateFile(file: string): Snapshot | null {
  if (!existsSync(file)) return null
  if (!statSync(file).isFile()) throw new Error(`${file} is a folder, or no file: --state takes a file`)
  const text = readFileSync(file, 'utf8')
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch {}
  if (isSnapshot(content)) return content
  if (typeof content === 'object' && content !== null && 'version' in content && 'apps' in content) {
    throw new Error(`${file} is the state of another version: delete it to start afresh`)
  }
  throw new Error(`${file} is not a state file of the local Entra: give another file`)
}

/** Writes what has changed since the last time. Secrets are in it, so nobody else reads it. */
export function createStateWriter(file: string): (snapshot: Snapshot) => void {
  let written = ''
  return (snapshot) => {
    const text = JSON.stringify(snapshot)
    if (text === written) return
    mkdirSync(dirname(file), { recursive: true })
    // A start that is interrupted leaves the old file or the new one, and no half.
    writeFileSync(`${file}.part`, text, { mode: 0o600 })
    renameSync(`${file}.part`, file)
    written = text
  }
}
