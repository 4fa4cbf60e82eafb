// Validates a token request. Fields that would be ignored are rejected.
import { refuseUnknownFields } from './known-fields.ts'
import type { TokenRequest } from './token-request.ts'

const MAX_SECONDS = 10 * 366 * 86_400

function checkOrigin(origin: string): void {
  const url = URL.canParse(origin) ? new URL(origin) : null
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search + url.hash === '') return
  throw new RangeError(
    `origin: ${origin} must be a URL without a path, such as https://login.microsoftonline.com`,
  )
}

const fields: (keyof TokenRequest)[] = [
  'app',
  'person',
  'kind',
  'scope',
  'nonce',
  'roles',
  'expiresIn',
  'claims',
  'origin',
]

/** Throws RangeError that names the field. */
export function checkTokenRequest(asked: TokenRequest): void {
  refuseUnknownFields(asked, fields)
  const { app, person, kind, nonce, roles, expiresIn, origin } = asked
  if (app === undefined) throw new RangeError('app: is missing')
  if (kind === 'id' && person === undefined) throw new RangeError('kind: an ID token needs a person')
  if (nonce !== undefined && kind !== 'id') throw new RangeError('nonce: only an ID token (kind: id) has one')
  if (roles !== undefined && person !== undefined) {
    throw new RangeError(
      'roles: a person gets the app roles that the registration assigns to them. To override them, use claims: {"roles": […]}',
    )
  }
  if (expiresIn !== undefined && !(Number.isInteger(expiresIn) && Math.abs(expiresIn) <= MAX_SECONDS)) {
    throw new RangeError('expiresIn: must be a whole number of seconds, at most ten years')
  }
  if (origin !== undefined) checkOrigin(origin)
}
