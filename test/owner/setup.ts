// Once for all of test/owner: the packages, as npm run build:packages makes them, and a project that has the core installed.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder with the packed core and Hono in its node_modules. */
    installed: string
  }
}

export default function setup(project: TestProject): () => void {
  const script = join(import.meta.dirname, '../../tools/build-packages.ts')
  const printed = execFileSync(process.execPath, [script], { encoding: 'utf8' })
  const tarball = printed.split('\n').find((line) => /\/entryway-[^/]*\.tgz$/.test(line))
  if (!tarball) throw new Error(`no package of the core:\n${printed}`)
  const folder = mkdtempSync(join(tmpdir(), 'entryway-installed-'))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module", "dependencies": { "hono": "4.13.19" } }')
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', tarball], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  project.provide('installed', folder)
  return () => rmSync(folder, { recursive: true, force: true })
}
