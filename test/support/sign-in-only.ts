// The app without its pages about personal access tokens, which no other sign-in library has: a copy, for as long as it is built.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
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
    for (const pages of ['azure-devops', 'pages/tokens']) rmSync(join(source, pages), { recursive: true })
    mkdirSync(join(source, 'azure-devops'))
    writeFileSync(
      join(source, 'azure-devops', 'routes.tsx'),
      'export const tokenRoutes = () => {}\nexport const tokensTile = () => null\n',
    )
    return await build(relative(ROOT, join(source, 'index.tsx')))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
