// Every folder's evidence, in the order of docs/local-entra.md. A folder adds its own section here.
import { authorizeEvidence } from '../authorize/evidence.ts'
import { tokenEvidence } from '../token/evidence.ts'
import type { EvidenceSection } from './evidence.ts'

export const evidenceSections: readonly EvidenceSection[] = [
  { heading: 'Authorization endpoint and sign-out', evidence: authorizeEvidence },
  { heading: 'Token endpoint, metadata and keys', evidence: tokenEvidence },
]
