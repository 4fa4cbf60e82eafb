// What the authorization endpoint, its pages and sign-out rest on.
import type { Evidence } from '../evidence/evidence.ts'

export const authorizeEvidence: readonly Evidence[] = [
  {
    behavior: 'The answer has code, client_info when asked for, state and session_state, in this order.',
    samples: ['redirects#success-work', 'redirects#success-client-info'],
  },
  {
    behavior: 'The front channel is told the sid and no iss.',
    samples: ['sign-out#front-channel', 'sign-out#front-channel-without-cookies'],
  },
]
