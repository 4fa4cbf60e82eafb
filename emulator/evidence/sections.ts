// Every folder's evidence, in the order of docs/local-entra.md. A folder adds its own section here.
import { authorizeEvidence } from '../authorize/evidence.ts'
import { azureDevOpsEvidence } from '../azure-devops/evidence.ts'
import { permissionEvidence } from '../directory/permissions/evidence.ts'
import { registrationEvidence } from '../graph/directory/evidence.ts'
import { graphEvidence } from '../graph/evidence.ts'
import { policyEvidence } from '../local-entra/evidence.ts'
import { tokenEvidence } from '../token/evidence.ts'
import { metadataEvidence } from '../token/metadata-evidence.ts'
import type { EvidenceSection } from './evidence.ts'

export const evidenceSections: readonly EvidenceSection[] = [
  { heading: 'Authorization endpoint and sign-out', evidence: authorizeEvidence },
  { heading: 'Metadata and keys', evidence: metadataEvidence },
  { heading: 'Token endpoint and tokens', evidence: tokenEvidence },
  { heading: 'Permissions of Microsoft’s APIs', evidence: permissionEvidence },
  { heading: 'Microsoft Graph', evidence: graphEvidence },
  { heading: 'Microsoft Graph: registering apps', evidence: registrationEvidence },
  { heading: 'Azure DevOps', evidence: azureDevOpsEvidence },
  { heading: 'Policies of a seed', evidence: policyEvidence },
]
