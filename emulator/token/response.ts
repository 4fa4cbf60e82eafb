// The token endpoint's success response. Samples: token-answers.json.

import { graph } from '../directory/microsoft-apis.ts'
import { tenantOf } from '../directory/tenants.ts'
import { randomBetween } from '../protocol/random.ts'
import { type Faults, takeFault } from '../state/faults.ts'
import type { Grant } from '../state/grant.ts'
import { issueRefreshToken } from '../state/refresh-token.ts'
import type { State } from '../state/state.ts'
import { opaque, scopesOf, signAccessToken } from './access-token.ts'
import { clientInfoOf } from './client-info.ts'
import { type Beside, signIdToken } from './id-token.ts'

// Entra picks a random lifetime: 60 to 90 minutes, or 20 to 28 hours for clients that handle claims challenges.
const SHORTEST_SECONDS = 3600
const LONGEST_SECONDS = 5400
const PERSONAL_SECONDS = 3600
const HOUR_SECONDS = 3600

const clockOffMs = (faults: Faults) => (takeFault(faults, 'clock_off')?.minutes ?? 0) * 60_000

const handlesChallenges = ({ claims, permissions }: Grant) =>
  permissions.resource === graph && claims?.capabilities.includes('cp1') === true

function lifetimeOf(grant: Grant): { expires_in: number; ext_expires_in: number; refresh_in?: number } {
  if (tenantOf(grant.person).kind === 'personal') {
    return { expires_in: PERSONAL_SECONDS, ext_expires_in: PERSONAL_SECONDS }
  }
  if (!handlesChallenges(grant)) {
    const seconds = randomBetween(SHORTEST_SECONDS, LONGEST_SECONDS)
    return { expires_in: seconds, ext_expires_in: seconds }
  }
  const seconds = randomBetween(20 * HOUR_SECONDS, 28 * HOUR_SECONDS)
  return { expires_in: seconds, ext_expires_in: seconds, refresh_in: Math.floor(seconds / 2) }
}

/** Graph's permissions are returned by name, `.default` with what it stands for (token-answers#default-scope). */
function scopeOf(grant: Grant): string {
  const { resource, defaultAs } = grant.permissions
  const names = scopesOf(grant).map((name) => {
    if (resource === graph) return name
    return `${defaultAs ?? resource.id}/${name}`
  })
  return [...names, ...(defaultAs === undefined ? [] : [`${defaultAs}/.default`])].join(' ')
}

/** A grant's tokens, from the token endpoint or (without a refresh token) in a redirect. */
export async function accessOf(state: State, at: URL, grant: Grant) {
  const lifetime = lifetimeOf(grant)
  const token = await signAccessToken(state.keys, at, grant, lifetime.expires_in, state.now())
  const isPersonal = tenantOf(grant.person).kind === 'personal'
  return {
    scope: scopeOf(grant),
    ...lifetime,
    access_token: isPersonal ? opaque(state.keys, token) : token,
  }
}

export const idTokenOf = (state: State, at: URL, grant: Grant, beside: Beside | null = null) =>
  signIdToken(
    state.keys,
    at.origin,
    { ...grant, groups: state.groups },
    state.now() + clockOffMs(state.faults),
    beside,
  )

export async function tokenResponse(state: State, at: URL, grant: Grant) {
  const { openId, clientInfo, person } = grant
  const { scope, ...access } = await accessOf(state, at, { ...grant, groups: state.groups })
  return {
    token_type: 'Bearer',
    scope,
    ...access,
    ...(openId.includes('offline_access')
      ? { refresh_token: issueRefreshToken(state.refreshTokens, grant, state.now()) }
      : {}),
    ...(openId.includes('openid') ? { id_token: await idTokenOf(state, at, grant) } : {}),
    ...(clientInfo ? { client_info: clientInfoOf(person) } : {}),
  }
}
