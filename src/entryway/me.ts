// GET /api/me: who is signed in, for a front end of scripts.
import type { CoreContext } from './context.ts'
import { SignInRequired } from './errors/entryway-error.ts'
import { peekSession } from './guards.ts'

/**
 * 200 with the user and when the session expires (whole seconds since 1970), or 401 with `sign_in_url`. Looking does not keep the
 * session alive, so that a page which looks every minute does not stay signed in for its users.
 * @throws {SignInRequired}
 */
export async function me(c: CoreContext): Promise<Response> {
  const session = await peekSession(c)
  if (!session) throw new SignInRequired()
  const { name, username, tenantId, objectId, roles } = session.identity
  const { ifUnused, atLatest } = session.expires
  return c.json({
    user: { name, username, tenantId, objectId, roles },
    expires: { ifUnused: Math.floor(ifUnused), atLatest: Math.floor(atLatest) },
  })
}
