// The body of a request to create or update a PAT, validated by field.
import { parseInstant } from '../state/azure-devops-instant.ts'
import type { PatTokenError } from '../state/pat-error.ts'
import { unreadableBody } from './error.ts'
import { readScope } from './pat-scopes.ts'

const LONGEST_NAME = 255

// A year, plus a day for 29 February and time zones.
const LONGEST_LIFESPAN_MS = 366 * 24 * 60 * 60 * 1000

/** `validTo` in milliseconds; undefined = omitted. */
type PatRequest = {
  displayName?: string
  scope?: string
  validTo?: number
  allOrgs?: boolean
}

type Fields = Record<string, unknown>

function readName(name: unknown): { displayName: string } | PatTokenError {
  if (typeof name !== 'string') return 'invalidDisplayName'
  if (name.trim() === '') return 'displayNameRequired'
  const isSound = name.length <= LONGEST_NAME && !/\p{Cc}/u.test(name)
  return isSound ? { displayName: name.trim() } : 'invalidDisplayName'
}

function readScopeField(text: unknown): { scope: string } | PatTokenError {
  const scope = typeof text === 'string' ? readScope(text) : null
  return scope === null ? 'invalidScope' : { scope }
}

function readValidTo(text: unknown, now: number): { validTo: number } | PatTokenError {
  const validTo = typeof text === 'string' ? parseInstant(text) : null
  const isSound = validTo !== null && validTo > now && validTo <= now + LONGEST_LIFESPAN_MS
  return isSound ? { validTo } : 'invalidValidTo'
}

/** Accepts text too; the service can't read anything else. Throws AzureDevOpsError. */
function readAllOrgs(value: unknown): { allOrgs: boolean } {
  if (typeof value === 'boolean') return { allOrgs: value }
  if (typeof value === 'string' && /^\s*(true|false)\s*$/i.test(value)) {
    return { allOrgs: value.trim().toLowerCase() === 'true' }
  }
  throw unreadableBody()
}

/**
 * The parsed request, or its first error; null counts as omitted. `now` in milliseconds. Throws
 * AzureDevOpsError.
 */
export function readPatRequest(fields: Fields, now: number): PatRequest | PatTokenError {
  const readers = {
    displayName: readName,
    scope: readScopeField,
    validTo: (text: unknown) => readValidTo(text, now),
    allOrgs: readAllOrgs,
  }
  const request: PatRequest = {}
  for (const [name, read] of Object.entries(readers)) {
    const value = fields[name] ?? null
    const found: PatRequest | PatTokenError = value === null ? {} : read(value)
    if (typeof found === 'string') return found
    Object.assign(request, found)
  }
  return request
}
