// A copy of the app's source inside the project, so that the packages are found, for as long as something is done with it.
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'

export const ROOT = join(import.meta.dirname, '..', '..')

/** @param work is given the folder that has `src` and `public` */
export async function withAppCopy<T>(work: (folder: string) => Promise<T>): Promise<T> {
  mkdirSync(join(ROOT, '.wrangler'), { recursive: true })
  const folder = mkdtempSync(join(ROOT, '.wrangler', 'app-copy-'))
  try {
    for (const part of ['src', 'public']) cpSync(join(ROOT, part), join(folder, part), { recursive: true })
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
