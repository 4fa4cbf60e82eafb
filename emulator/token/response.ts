// The success answer of the token endpoint.

import { graph } from '../directory/resource.ts'
import { randomBetween } from '../protocol/random.ts'
import { type Faults, takeFault } from '../state/faults.ts'
import type { Grant } from '../state/grant.ts'
import { issueRefreshToken } from '../state/refresh-token.ts'
import type { State } from '../state/state.ts'
import { scopesOf, signAccessToken } from './access-token.ts'
import { clientInfoOf } from './client-info.ts'
import { signIdToken } from './id-token.ts'

// Entra picks a random lifetime of 60 to 90 minutes.
const SHORTEST_SECONDS = 3600
const LONGEST_SECONDS = 5400

const clockOffMs = (faults: Faults) => (takeFault(faults, 'clock_off')?.minutes ?? 0) * 60_000

export async function tokenResponse(state: State, at: URL, grant: Grant) {
  const { keys, faults, refreshTokens } = state
  const now = state.now()
  const { person, openId, permissions, clientInfo } = grant
  const lifetimeSeconds = randomBetween(SHORTEST_SECONDS, LONGEST_SECONDS)
  const isGraph = permissions.resource === graph
  const scope = scopesOf(grant).map((name) => (isGraph ? name : `${permissions.resource.id}/${name}`))
  return {
    token_type: 'Bearer',
    scope: scope.join(' '),
    expires_in: lifetimeSeconds,
    ext_expires_in: lifetimeSeconds,
    access_token: await signAccessToken(keys, at, grant, lifetimeSeconds, now),
    ...(openId.includes('offline_access')
      ? { refresh_token: issueRefreshToken(refreshTokens, grant, now) }
      : {}),
    ...(openId.includes('openid')
      ? { id_token: await signIdToken(keys, at.origin, grant, now + clockOffMs(faults)) }
      : {}),
    ...(clientInfo ? { client_info: clientInfoOf(person) } : {}),
  }
}
