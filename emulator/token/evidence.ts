// What the token endpoint, the tokens, the metadata and the keys rest on.
import type { Evidence } from '../evidence/evidence.ts'

export const tokenEvidence: readonly Evidence[] = [
  {
    behavior: 'A domain in the authority is answered with the tenant’s id in every URL.',
    samples: ['metadata#tenant-by-domain'],
  },
  {
    behavior: 'The parts of an error_description are separated by one space.',
    samples: ['token-answers#7000222', 'token-answers#7000218', 'token-answers#700082'],
  },
  {
    behavior:
      'claims stands beside 50076, 50079, 53003 and 7000218, to be handed on unchanged to /authorize.',
    samples: [
      'token-answers#50076-claims',
      'token-answers#50079',
      'token-answers#53003',
      'token-answers#7000218',
    ],
  },
  {
    behavior: 'Some refusals have no error_uri, and 50055 has a URL to change the password at.',
    samples: ['token-answers#70043', 'token-answers#90033', 'token-answers#50055'],
  },
]
