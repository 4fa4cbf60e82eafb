// GET /api/me: who is signed in, for a front end of scripts.
import type { CoreContext } from './context.ts'
import { SignInRequired } from './errors/entryway-error.ts'
import { peekSession } from './guards.ts'

/**
 * 200 with the user and when the session expires (whole seconds since 1970), or 401 with `sign_in_url`. This is no use of
 * the session: a page that asks every minute does not keep its user signed in.
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
