// The snippets of the documents, and how an owner applies them to the project.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../support/app-copy.ts'
import type { Copy } from './copy.ts'

export const YOUR_PAGES = 'docs/your-pages.md'

/** What stands behind the three marks, such as `tsx src/reports/page.tsx`, and what is between them. */
export type Snippet = { info: string; text: string }

export function snippetsOf(path: string): Snippet[] {
  const document = readFileSync(join(ROOT, path), 'utf8')
  return [...document.matchAll(/^```([^\n]+)\n(.*?)^```$/gms)].map(([, info = '', text = '']) => ({
    info,
    text,
  }))
}

/** The part of a document under this heading. */
function section(path: string, heading: string): string {
  const document = readFileSync(join(ROOT, path), 'utf8')
  const [, text] = document.split(`\n## ${heading}\n`)
  if (text === undefined) throw new Error(`${path} has no "${heading}"`)
  return text.split('\n## ')[0] ?? ''
}

/** The only snippet with this `info` that has these words in it. */
export function snippet(path: string, info: string, words = ''): string {
  const found = snippetsOf(path).filter((each) => each.info === info && each.text.includes(words))
  if (found.length !== 1 || !found[0])
    throw new Error(`${path} has ${found.length} snippets ${info} with ${words}`)
  return found[0].text
}

/** Words of a sentence that are code, as they are typed. */
export function quoted(path: string, code: string): string {
  if (!readFileSync(join(ROOT, path), 'utf8').includes(`\`${code}\``))
    throw new Error(`${path} has no ${code}`)
  return code
}

/** Into src/index.tsx: imports to the others, entries to `features`, and other lines after the routes of the core. */
export function addToIndex(copy: Copy, text: string): void {
  const lines = text.trimEnd().split('\n')
  const entries = lines.filter((line) => line.startsWith('  ') && line.includes('(auth),'))
  const imports = lines.filter((line) => line.startsWith('import '))
  const others = lines.filter((line) => !imports.includes(line) && !entries.includes(line))
  const core = "app.route('/', auth.routes)\n"
  copy.edit(
    'src/index.tsx',
    ...(imports.length > 0
      ? [['import { Hono }', [...imports, 'import { Hono }'].join('\n')] as [string, string]]
      : []),
    ...(entries.length > 0
      ? [[/(?<=const features: Feature\[\] = \[\n)/, `${entries.join('\n')}\n`] as [RegExp, string]]
      : []),
    ...(others.length > 0 ? [[core, `${core}${others.join('\n')}\n`] as [string, string]] : []),
  )
}

/** A whole file, as the snippet names it; one that is there already must have been deleted, or be meant to be replaced. */
export function addFile(copy: Copy, { info, text }: Snippet, replaces = false): void {
  const [, path = ''] = info.split(' ')
  if (!replaces && existsSync(join(copy.folder, path))) throw new Error(`there is a ${path} already`)
  copy.write(path, text)
}

/** The commands that the document prints under a heading. */
export function commandsOf(path: string, heading: string): string {
  return [...section(path, heading).matchAll(/^```sh\n(.*?)^```$/gms)].map(([, text = '']) => text).join('')
}

/** The page of reports with its test, as docs/your-pages.md begins. */
export function addThePage(copy: Copy): void {
  const [page, routes, index, test] = snippetsOf(YOUR_PAGES)
  for (const each of [page, routes, test]) if (each) addFile(copy, each)
  addToIndex(copy, index?.text ?? '')
}

/** What the documents run after a removal: of `npm test`, each scenario runs what its removal can reach. */
const LAST_LINE = 'npm run format && npm test'

/** As the document says, up to the last line. */
export async function remove(copy: Copy, what: string): Promise<void> {
  const commands = snippet(YOUR_PAGES, `sh remove ${what}`).trim().split('\n')
  if (commands.pop() !== LAST_LINE) throw new Error(`the last line is not ${LAST_LINE}`)
  await copy.shell(commands.join('\n'))
  await copy.format()
}
