// A personal access token (PAT): what is known of it. Its value is nowhere kept.
import { randomToken } from '../protocol/random.ts'
import { formatInstant } from './azure-devops-instant.ts'

export type Pat = {
  authorizationId: string
  /** The oid of the person. */
  ownerId: string
  organizationId: string
  displayName: string
  /** Names separated by spaces. */
  scope: string
  /** Milliseconds. */
  validFrom: number
  validTo: number
  /** Works in every organization that its owner can enter. */
  allOrgs: boolean
  revoked: boolean
}

/** By authorization id. */
export type Pats = Map<string, Pat>

export type PatStatus = 'active' | 'expired' | 'revoked'

/** `now` in milliseconds. */
export function statusOf({ revoked, validTo }: Pat, now: number): PatStatus {
  if (revoked) return 'revoked'
  return validTo > now ? 'active' : 'expired'
}

const PREFIX = 'emulator-pat-'
const VALUE_LENGTH = 52

/** As long as a real one, and not to be taken for one. */
export const newPatValue = () => `${PREFIX}${randomToken(VALUE_LENGTH)}`.slice(0, VALUE_LENGTH)

/** As the service shows it; with its value only when it is made. */
export const patToken = (pat: Pat, token: string | null = null) => ({
  displayName: pat.displayName,
  validTo: formatInstant(pat.validTo),
  scope: pat.scope,
  targetAccounts: pat.allOrgs ? null : [pat.organizationId],
  validFrom: formatInstant(pat.validFrom),
  authorizationId: pat.authorizationId,
  token,
})
