// The type declarations of a package: what its entries reach of what the compiler writes, and nothing of anybody else's.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')
const EMITTED = join(ROOT, 'dist/types')
const IMPORT = /(from |import\()(['"])([^'"]+)\2/g

/** Writes them below `folder`. Throws Error when one of them needs the types of a package that is not among `external`. */
export function writeDeclarations(name: string, entries: string[], external: string[], folder: string): void {
  const project = join(ROOT, 'packages', name, 'tsconfig.json')
  execFileSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', project], {
    stdio: 'inherit',
  })
  const waiting = entries.map((entry) => join(EMITTED, 'packages', name, entry.replace(/\.ts$/, '.d.ts')))
  const seen = new Set<string>()
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (seen.has(file)) continue
    seen.add(file)
    const own = file
    const text = readFileSync(own, 'utf8').replace(IMPORT, (whole, keyword, quote, specifier: string) => {
      if (!specifier.startsWith('.')) {
        if (external.some((each) => specifier === each || specifier.startsWith(`${each}/`))) return whole
        throw new Error(`${relative(EMITTED, own)} needs the types of ${specifier}`)
      }
      waiting.push(join(dirname(own), specifier.replace(/\.ts$/, '.d.ts')))
      return `${keyword}${quote}${specifier.replace(/\.ts$/, '.js')}${quote}`
    })
    const target = join(folder, 'types', relative(EMITTED, own))
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, text)
  }
}
