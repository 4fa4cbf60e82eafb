// A request that is passed on to another Worker or server, with who sent it in headers that a visitor cannot forge.
import type { Identity } from '../entra/id-token.ts'

const PREFIX = 'x-user-'
/** Cookies of the session and the attempts, with any prefix. */
const OWN_COOKIE = /^\s*(\S*-)?entryway-/

/**
 * `x-user-tenant-id`, `x-user-object-id` (GUIDs: together they are the user; the second is missing where the token has none),
 * `x-user-issuer` with `x-user-subject` (they are the user too), `x-user-name` and `x-user-username` where there are such, and
 * `x-user-roles`, a list with commas. Texts are percent-encoded UTF-8. Any header that came under such a name, with `_` for `-`
 * too, is gone, and so are this app's cookies. Body, method, URL and an upgrade to a WebSocket stay.
 */
export function requestForUser(request: Request, identity: Identity): Request {
  const passedOn = new Request(request)
  const { headers } = passedOn
  for (const name of [...headers.keys()]) {
    // CGI, WSGI and PHP read `X_User_Name` and `X-User-Name` as one.
    if (name.replaceAll('_', '-').startsWith(PREFIX)) headers.delete(name)
  }
  const others = (headers.get('cookie') ?? '').split(';').filter((pair) => !OWN_COOKIE.test(pair))
  headers.delete('cookie')
  if (others.some((pair) => pair.trim() !== '')) headers.set('cookie', others.join(';').trim())
  const { issuer, subject, tenantId, objectId, name, username, roles } = identity
  const texts = { issuer, subject, 'tenant-id': tenantId, 'object-id': objectId, name, username }
  for (const [suffix, text] of Object.entries(texts)) {
    if (text !== null) headers.set(PREFIX + suffix, encodeURIComponent(text.toWellFormed()))
  }
  headers.set(`${PREFIX}roles`, roles.map((role) => encodeURIComponent(role.toWellFormed())).join(','))
  return passedOn
}
