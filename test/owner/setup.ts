// Once for all of test/owner: the packages, as npm run build:packages makes them.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** The path of the packed core. */
    tarball: string
  }
}

export default function setup(project: TestProject): void {
  const script = join(import.meta.dirname, '../../tools/build-packages.ts')
  const printed = execFileSync(process.execPath, [script], { encoding: 'utf8' })
  const tarball = printed.split('\n').find((line) => /\/entryway-[^/]*\.tgz$/.test(line))
  if (!tarball) throw new Error(`no package of the core:\n${printed}`)
  project.provide('tarball', tarball)
}
