// What the token endpoint, the tokens, the metadata and the keys rest on.
import type { Evidence } from '../evidence/evidence.ts'

export const tokenEvidence: readonly Evidence[] = [
  {
    behavior: 'A domain in the authority is answered with the tenant’s id in every URL.',
    samples: ['metadata#tenant-by-domain'],
  },
]
