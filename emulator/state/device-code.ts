// Device codes (RFC 8628): valid for fifteen minutes, once, and only after the user approves.

import type { AppRegistration } from '../directory/app-registration.ts'
import type { Authority } from '../directory/authority.ts'
import { optionalClaimNames } from '../directory/optional-claim.ts'
import { firstResource, type Scope } from '../directory/scope.ts'
import { noContexts } from '../protocol/authentication-context.ts'
import { type ClaimsRequest, joined, readClaimsWithoutPage } from '../protocol/claims-request.ts'
import { EntraError } from '../protocol/entra-error.ts'
import { type Parameters, required } from '../protocol/parameters.ts'
import { randomBetween, randomToken } from '../protocol/random.ts'
import { type Faults, takeFault } from './faults.ts'
import type { Grant } from './grant.ts'
import type { Account } from './sso-session.ts'

export const DEVICE_CODE_SECONDS = 15 * 60

// No vowels, so that no code spells a word, and no digits that look like letters (RFC 8628 section 6.1).
const USER_CODE_LETTERS = 'BCDFGHJKLMNPQRSTVWXZ'
const USER_CODE_LENGTH = 9

export type DeviceCode = {
  authority: Authority
  app: AppRegistration
  scope: Scope
  claims: ClaimsRequest
  /** The code that the user types. */
  userCode: string
  /** Milliseconds. */
  issuedAt: number
  /** The oid of the account picked for this sign-in. */
  chosen: string | null
  /** null until the user answers. */
  answer: Account | 'declined' | null
  redeemed: boolean
}

/** By the code that the device polls with. */
export type DeviceCodes = Map<string, DeviceCode>

const newUserCode = () =>
  Array.from(
    { length: USER_CODE_LENGTH },
    () => USER_CODE_LETTERS[randomBetween(0, USER_CODE_LETTERS.length - 1)],
  ).join('')

const isExpired = ({ issuedAt }: DeviceCode, now: number) => now - issuedAt >= DEVICE_CODE_SECONDS * 1000

type Asked = Pick<DeviceCode, 'authority' | 'app' | 'scope' | 'claims'>

/** `now` in milliseconds. */
export function issueDeviceCode(deviceCodes: DeviceCodes, asked: Asked, now: number) {
  const deviceCode = `1.${randomToken(96)}`
  const userCode = newUserCode()
  deviceCodes.set(deviceCode, {
    ...asked,
    userCode,
    issuedAt: now,
    chosen: null,
    answer: null,
    redeemed: false,
  })
  return { deviceCode, userCode }
}

/**
 * The pending sign-in with this user code, in any letter case and punctuation; `common` accepts every authority's.
 * `now` in milliseconds.
 */
export function findUserCode(deviceCodes: DeviceCodes, { path }: Authority, typed: string, now: number) {
  const wanted = typed.toUpperCase().replace(/[^A-Z]/g, '')
  const record = [...deviceCodes.values()].find(({ userCode }) => userCode === wanted)
  if (!record || record.answer !== null || isExpired(record, now)) return null
  return path === 'common' || path === record.authority.path ? record : null
}

/** `now` in milliseconds. slow_down comes only as a fault; polling too often doesn't cause it. */
export function redeemDeviceCode(
  deviceCodes: DeviceCodes,
  faults: Faults,
  app: AppRegistration,
  posted: Parameters,
  now: number,
): Grant {
  const record = deviceCodes.get(required(posted, 'device_code'))
  if (!record || record.app !== app) throw new EntraError(70018)
  const claims = joined(record.claims, readClaimsWithoutPage(posted.get('claims'), optionalClaimNames))
  if (record.redeemed) throw new EntraError(54005)
  if (takeFault(faults, 'device_slow_down')) throw new EntraError(70016, {}, { error: 'slow_down' })
  if (takeFault(faults, 'device_declined')) record.answer = 'declined'
  if (takeFault(faults, 'device_expired')) record.issuedAt = 0
  const { scope, answer } = record
  if (isExpired(record, now)) throw new EntraError(70019)
  if (answer === null) throw new EntraError(70016)
  if (answer === 'declined') throw new EntraError(65004, {}, { error: 'authorization_declined' })
  record.redeemed = true
  return {
    app,
    person: answer.person,
    sid: answer.sid,
    signedInAt: answer.signedInAt,
    multiFactor: answer.multiFactor,
    ...(answer.address ? { address: answer.address } : {}),
    nonce: null,
    claims,
    contexts: noContexts,
    clientInfo: posted.get('client_info') === '1',
    granted: scope,
    openId: scope.openId,
    permissions: firstResource(scope),
  }
}
