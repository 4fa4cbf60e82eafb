// An ID token that is refused: which check failed, and what the operator can do about it.
import { EntrywayError } from '../errors/entryway-error.ts'

/** What the operator can do about a check that failed; each check is a fixed word of the log. */
const OPERATOR: Record<string, [operator: string, fix?: string]> = {
  exp: ['the ID token has expired, so a clock is wrong', 'set it'],
  iat: ['the ID token is from the future, so a clock is wrong', 'set it'],
  nbf: ['the ID token is from the future, so a clock is wrong', 'set it'],
  aud: ['the ID token is for another app', 'check CLIENT_ID'],
  iss: ['the ID token is from another issuer', 'check AUTHORITY'],
  tid: ['the ID token is from another tenant', 'check AUTHORITY'],
  ver: ['the ID token is not of version 2.0', 'check AUTHORITY'],
  roles: ['the ID token has more roles than an app can have'],
  nonce: ['the ID token belongs to another sign-in, so somebody may be replaying tokens'],
  key_cloud: ['the ID token is signed with a key of another cloud', 'check AUTHORITY'],
  other_issuer: ['the ID token of a refresh is from another issuer, so the refreshed tokens weren’t used'],
  other_tenant: ['the ID token of a refresh is from another tenant, so the refreshed tokens weren’t used'],
  other_subject: ['the ID token of a refresh is about another person, so the refreshed tokens weren’t used'],
  unknown_key: ['the ID token is signed with a key that the authority doesn’t publish', 'run npm run doctor'],
  signature: ['the signature of the ID token is wrong, so something on the way may have changed it'],
}

const OTHERWISE = ['the ID token is not one that Entra issues for this app', 'run npm run doctor']

export function refused(check: string): EntrywayError {
  const [operator, fix] = OPERATOR[check] ?? OTHERWISE
  return new EntrywayError('id_token_refused', { reason: check, fixableBy: 'operator', operator, fix })
}
