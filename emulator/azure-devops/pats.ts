// PAT operations: get, create, update, revoke. An error is a name in a response with status 200.

import { GUID } from '../protocol/guid.ts'
import type { Faults } from '../state/faults.ts'
import { newPatValue, type Pat, type Pats, patToken, statusOf } from '../state/pat.ts'
import type { PatTokenError } from '../state/pat-error.ts'
import type { Organization } from './organizations.ts'
import { readPatRequest } from './pat-request.ts'
import { clamped, policyViolation } from './policies.ts'

type Fields = Record<string, unknown>

export type PatOutcome = ReturnType<typeof patToken> | PatTokenError

/** The caller and the organization. */
export type Occasion = {
  pats: Pats
  faults: Faults
  ownerId: string
  organization: Organization
  /** The API version. */
  version: number
  /** Milliseconds. */
  now: number
}

export function findPat(
  { pats, ownerId }: Pick<Occasion, 'pats' | 'ownerId'>,
  id: unknown,
): Pat | PatTokenError {
  if (typeof id !== 'string' || !GUID.test(id)) return 'invalidAuthorizationId'
  const pat = pats.get(id.toLowerCase())
  if (!pat) return 'authorizationNotFound'
  return pat.ownerId === ownerId ? pat : 'accessDenied'
}

export function getPat(occasion: Occasion, id: unknown): PatOutcome {
  const pat = findPat(occasion, id)
  return typeof pat === 'string' ? pat : patToken(pat)
}

export function createPat(occasion: Occasion, fields: Fields): PatOutcome {
  const { pats, faults, ownerId, organization, now } = occasion
  if (faults.has('azure_devops_creation_off')) return 'disablePatCreationPolicyViolation'
  const asked = readPatRequest(fields, now)
  if (typeof asked === 'string') return asked
  const { displayName, scope, validTo, allOrgs = false } = asked
  if (displayName === undefined) return 'displayNameRequired'
  if (scope === undefined) return 'invalidScope'
  if (validTo === undefined) return 'invalidValidTo'
  const violation = policyViolation(faults, asked, now, now)
  if (violation) return violation
  const pat: Pat = {
    authorizationId: crypto.randomUUID(),
    ownerId,
    organizationId: organization.id,
    displayName,
    scope,
    validFrom: now,
    validTo: clamped(faults, validTo, now),
    allOrgs,
    revoked: false,
  }
  pats.set(pat.authorizationId, pat)
  return patToken(pat, newPatValue())
}

/** Before version 7.2, an expired one could be extended. */
export function updatePat(occasion: Occasion, fields: Fields): PatOutcome {
  const { faults, version, now } = occasion
  const pat = findPat(occasion, fields.authorizationId)
  if (typeof pat === 'string') return pat
  if (pat.revoked) return 'invalidToken'
  const asked = readPatRequest(fields, now)
  if (typeof asked === 'string') return asked
  const isExtended = asked.validTo !== undefined && statusOf(pat, now) === 'expired'
  if (isExtended && version >= 7.2) return 'expiredPatCannotBeExtended'
  const violation = policyViolation(
    faults,
    { ...asked, allOrgs: asked.allOrgs ?? pat.allOrgs },
    pat.validFrom,
    now,
  )
  if (violation) return violation
  const { validTo } = asked
  Object.assign(pat, asked, validTo === undefined ? {} : { validTo: clamped(faults, validTo, pat.validFrom) })
  return patToken(pat)
}
