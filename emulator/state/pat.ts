// A personal access token's (PAT's) record. The value itself is never stored.
import { randomBetween } from '../protocol/random.ts'
import { formatInstant } from './azure-devops-instant.ts'

export type Pat = {
  authorizationId: string
  /** The user's oid. */
  ownerId: string
  organizationId: string
  displayName: string
  /** Names separated by spaces. */
  scope: string
  /** Milliseconds. */
  validFrom: number
  validTo: number
  /** Valid in every organization that its owner can access. */
  allOrgs: boolean
  revoked: boolean
}

/** By authorization id. */
export type Pats = Map<string, Pat>

export type PatStatus = 'active' | 'expired' | 'revoked'

/** From 1 December 2026, tokens for all organizations stop working. */
const GLOBAL_END_MS = Date.UTC(2026, 11, 1)

/** `now` in milliseconds. */
export function statusOf({ revoked, validTo, allOrgs }: Pat, now: number): PatStatus {
  if (revoked) return 'revoked'
  if (allOrgs && now >= GLOBAL_END_MS) return 'expired'
  return validTo > now ? 'active' : 'expired'
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const PREFIX = 'LocalEntra'
const SIGNATURE_AT = 76

const letters = (count: number) =>
  Array.from({ length: count }, () => LETTERS[randomBetween(0, LETTERS.length - 1)]).join('')

/** As long as a real one, with the same four letters near its end; the beginning shows that it is fake. */
export const newPatValue = () => `${PREFIX}${letters(SIGNATURE_AT - PREFIX.length)}AZDO${letters(4)}`

/** As the service returns it; the value is included only on creation. */
export const patToken = (pat: Pat, token: string | null = null) => ({
  displayName: pat.displayName,
  validTo: formatInstant(pat.validTo),
  scope: pat.scope,
  targetAccounts: pat.allOrgs ? null : [pat.organizationId],
  validFrom: formatInstant(pat.validFrom),
  authorizationId: pat.authorizationId,
  token,
})
