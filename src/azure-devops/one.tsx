// GET /tokens/{authorization id}
import { TokenPage } from '../pages/tokens/token.tsx'
import type { AppContext } from '../request.ts'
import type { Session } from '../session/session.ts'
import { ensurePatAccess } from './access.ts'
import { getPat } from './pat.ts'
import { revokedPats, stateOf } from './state.ts'

export async function showToken(c: AppContext, session: Session, id: string): Promise<Response> {
  await ensurePatAccess(c, session)
  const [{ pat, json }, revoked] = await Promise.all([getPat(c, session, id), revokedPats(c, session)])
  const now = Date.now()
  const updated = c.req.query('updated') !== undefined
  // What was asked for, when the service gave less: a day, and nothing else is shown of it.
  const asked = Date.parse(`${c.req.query('asked')?.slice(0, 10)}T00:00:00Z`)
  const state = stateOf(pat, revoked, now)
  return c.html(
    <TokenPage {...{ pat, state, json, now, updated }} asked={Number.isNaN(asked) ? null : asked} />,
  )
}
