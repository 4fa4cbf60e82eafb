// The app without its pages about personal access tokens, which no other sign-in library has. What is taken out is what
// docs/your-pages.md says; an app that has none of it any more stays as it is.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { ROOT, withAppCopy } from './app-copy.ts'

/** @param build is given the entry of a copy, relative to the repository */
export function withSignInOnly<T>(build: (entry: string) => Promise<T>): Promise<T> {
  return withAppCopy(async (folder) => {
    removeTokenPages(folder)
    return build(relative(ROOT, join(folder, 'src', 'index.tsx')))
  })
}

/** @param folder of a copy */
function removeTokenPages(folder: string): void {
  rmSync(join(folder, 'src', 'tokens'), { recursive: true, force: true })
  const entry = join(folder, 'src', 'index.tsx')
  const lines = readFileSync(entry, 'utf8').split('\n')
  writeFileSync(entry, lines.filter((line) => !line.includes('tokens')).join('\n'))
}
