// The project as an owner has it, to be changed: its own files, and these packages.
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

const ROOT = join(import.meta.dirname, '..', '..')
const FILES = ['emulator', 'package.json', 'public', 'src', 'tools', 'tsconfig.json', 'wrangler.toml']

/** For one test. @returns its folder */
export function projectCopy(): string {
  const folder = mkdtempSync(join(tmpdir(), 'entryway-project-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const file of FILES) cpSync(join(ROOT, file), join(folder, file), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction')
  return folder
}
