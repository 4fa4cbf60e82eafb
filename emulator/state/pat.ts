// A personal access token (PAT): what is known of it. Its value is nowhere kept.
import { randomBetween } from '../protocol/random.ts'
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

/** From 1 December 2026 tokens for all organizations work no more. */
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

/** As long as a real one, with the same four letters near its end; its beginning tells it from a real one. */
export const newPatValue = () => `${PREFIX}${letters(SIGNATURE_AT - PREFIX.length)}AZDO${letters(4)}`

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
