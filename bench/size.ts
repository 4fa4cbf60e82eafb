// npm run size: what the Worker weighs, compressed as it is uploaded. A budget of this project's own, not of an owner's app.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, MAX_CORE_KIB, MAX_SAMPLE_APP_KIB } from './bundle.ts'

const BUDGETS = [
  {
    name: 'sign-in core, mounted in a Hono app',
    entry: 'bench/contenders/entryway.ts',
    maxKib: MAX_CORE_KIB,
  },
  { name: 'sample app', entry: 'src/index.tsx', maxKib: MAX_SAMPLE_APP_KIB },
]

const folder = mkdtempSync(join(tmpdir(), 'entryway-size-'))
for (const { name, entry, maxKib } of BUDGETS) {
  const kib = (await build(entry, folder)).gzipBytes / 1024
  console.log(`${kib.toFixed(1).padStart(6)} KiB of ${maxKib}  ${name}`)
  if (kib > maxKib) process.exitCode = 1
}
rmSync(folder, { recursive: true, force: true })
