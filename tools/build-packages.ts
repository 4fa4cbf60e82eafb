// npm run build:packages: the packages of this repository as tarballs in dist/packages.
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { writeDeclarations } from './packages/declarations.ts'
import { licensesOf } from './packages/licenses.ts'

const ROOT = join(import.meta.dirname, '..')
const OUT = join(ROOT, 'dist/packages')

type Package = {
  name: string
  /** Of packages/{name}, each a module of the package. */
  entries: string[]
  /** Entries that are commands. */
  commands: string[]
  /** Files to put beside them, from the root. */
  files: string[]
}

const packages: Package[] = [
  {
    name: 'local-entra',
    entries: ['index.ts', 'server.ts', 'playwright.ts'],
    commands: ['cli.ts'],
    files: [
      'LICENSE',
      'packages/local-entra/README.md',
      'emulator/local-entra/seed.schema.json',
      'emulator/local-entra/seed.example.json',
    ],
  },
]

async function bundle({ name, entries, commands }: Package, folder: string): Promise<void> {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [...entries, ...commands].map((entry) => `packages/${name}/${entry}`),
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['import', 'module'],
    external: ['node:*'],
    target: 'es2022',
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  })
  writeFileSync(join(folder, 'THIRD-PARTY.md'), licensesOf(ROOT, Object.keys(metafile.inputs)))
  for (const command of commands) {
    const file = join(folder, command.replace(/\.ts$/, '.js'))
    writeFileSync(file, `#!/usr/bin/env node\n${readFileSync(file, 'utf8')}`, { mode: 0o755 })
  }
}

/** @returns the path of the tarball */
async function buildPackage(wanted: Package): Promise<string> {
  const folder = join(OUT, wanted.name)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  await bundle(wanted, folder)
  writeDeclarations(wanted.name, wanted.entries, folder)
  copyFileSync(join(ROOT, 'packages', wanted.name, 'package.json'), join(folder, 'package.json'))
  for (const file of wanted.files)
    copyFileSync(join(ROOT, file), join(folder, file.split('/').at(-1) ?? file))
  const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', OUT], {
    cwd: folder,
    encoding: 'utf8',
  })
  return join(OUT, packed.trim())
}

for (const each of packages) console.log(await buildPackage(each))
