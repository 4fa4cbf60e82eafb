// npm run evidence: writes the evidence for the local Entra’s behavior to docs/local-entra.md.
import { readFileSync, writeFileSync } from 'node:fs'
import { withEvidence } from '../emulator/evidence/markdown.ts'
import { evidenceSections } from '../emulator/evidence/sections.ts'
import { aadstsTable } from '../emulator/protocol/aadsts.ts'

const usage =
  'Usage: npm run evidence\n\nUpdates the evidence for the local Entra’s behavior in docs/local-entra.md. It takes no flags.'
const [flag] = process.argv.slice(2)
if (flag !== undefined) {
  const isHelp = flag === '--help'
  console[isHelp ? 'log' : 'error'](usage)
  process.exit(isHelp ? 0 : 2)
}

const path = new URL('../docs/local-entra.md', import.meta.url)
writeFileSync(path, withEvidence(readFileSync(path, 'utf8'), evidenceSections, aadstsTable.values()))
