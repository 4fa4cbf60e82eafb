// The app without its pages about personal access tokens, which no other sign-in library has: a copy, for as long as it
// is built. What is taken out is what docs/your-pages.md says; an app that has none of it any more stays as it is.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'

const ROOT = join(import.meta.dirname, '..', '..')

/** @param build is given the copy's entry, relative to the repository */
export async function withSignInOnly<T>(build: (entry: string) => Promise<T>): Promise<T> {
  // Inside the project, so that the packages are found.
  mkdirSync(join(ROOT, '.wrangler'), { recursive: true })
  const folder = mkdtempSync(join(ROOT, '.wrangler', 'sign-in-only-'))
  try {
    const source = join(folder, 'src')
    cpSync(join(ROOT, 'src'), source, { recursive: true })
    for (const pages of ['azure-devops', 'pages/tokens']) {
      rmSync(join(source, pages), { recursive: true, force: true })
    }
    const entry = join(source, 'index.tsx')
    const lines = readFileSync(entry, 'utf8').split('\n')
    writeFileSync(entry, lines.filter((line) => !/tokenRoutes|tokensTile/.test(line)).join('\n'))
    return await build(relative(ROOT, entry))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
