// npm run evidence: writes what the local Entra rests on into docs/local-entra.md.
import { readFileSync, writeFileSync } from 'node:fs'
import { withEvidence } from '../emulator/evidence/markdown.ts'
import { evidenceSections } from '../emulator/evidence/sections.ts'
import { aadstsTable } from '../emulator/protocol/aadsts.ts'

const path = new URL('../docs/local-entra.md', import.meta.url)
writeFileSync(path, withEvidence(readFileSync(path, 'utf8'), evidenceSections, aadstsTable.values()))
