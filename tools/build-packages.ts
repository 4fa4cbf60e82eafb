// npm run build:packages: packs this repository's packages as tarballs in dist/packages.
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { writeDeclarations } from './packages/declarations.ts'
import { licensesOf } from './packages/licenses.ts'

const ROOT = join(import.meta.dirname, '..')
const OUT = join(ROOT, 'dist/packages')

const root: { version: string; dependencies: Record<string, string> } = readJson('package.json')

type Manifest = { peerDependencies?: Record<string, string> } & Record<string, unknown>

type Package = {
  name: string
  /** Files in packages/{name}, each a module of the package. */
  entries: string[]
  /** Entries to install as commands. */
  commands: string[]
  /** Extra files, from the root. */
  files: string[]
  /** Packages not bundled. Those that are not peers become `dependencies`, at the root's versions. */
  external: string[]
}

const packages: Package[] = [
  {
    name: 'entryway',
    entries: ['index.ts', 'testing.ts'],
    commands: [],
    files: ['LICENSE', 'packages/entryway/README.md', 'CHANGELOG.md', 'UPGRADING.md'],
    external: Object.keys(root.dependencies),
  },
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
    external: [],
  },
]

async function bundle({ name, entries, commands, external }: Package, folder: string): Promise<void> {
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
    external: ['node:*', ...external.flatMap((each) => [each, `${each}/*`])],
    target: 'es2022',
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  })
  const licenses = licensesOf(ROOT, Object.keys(metafile.inputs))
  if (licenses) writeFileSync(join(folder, 'THIRD-PARTY.md'), licenses)
  for (const command of commands) {
    const file = join(folder, command.replace(/\.ts$/, '.js'))
    writeFileSync(file, `#!/usr/bin/env node\n${readFileSync(file, 'utf8')}`, { mode: 0o755 })
  }
}

function manifestOf({ name, external }: Package): Manifest {
  const manifest: Manifest = readJson(`packages/${name}/package.json`)
  const peers = Object.keys(manifest.peerDependencies ?? {})
  const needed = external.filter((each) => !peers.includes(each))
  const dependencies = Object.fromEntries(needed.map((each) => [each, root.dependencies[each]]))
  return { ...manifest, version: root.version, ...(needed.length > 0 && { dependencies }) }
}

/** @returns the path of the tarball */
async function buildPackage(wanted: Package): Promise<string> {
  const folder = join(OUT, wanted.name)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  await bundle(wanted, folder)
  writeDeclarations(wanted.name, wanted.entries, wanted.external, folder)
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifestOf(wanted), null, 2))
  for (const file of wanted.files)
    copyFileSync(join(ROOT, file), join(folder, file.split('/').at(-1) ?? file))
  const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', OUT], {
    cwd: folder,
    encoding: 'utf8',
  })
  return join(OUT, packed.trim())
}

function readJson(path: string) {
  return JSON.parse(readFileSync(join(ROOT, path), 'utf8'))
}

for (const each of packages) console.log(await buildPackage(each))
