// GET /tokens/{authorization id}
import { TokenPage } from '../pages/tokens/token.tsx'
import type { AppContext } from '../request.ts'
import type { Session } from '../session/session.ts'
import { ensurePatAccess } from './access.ts'
import { takeNotice } from './notice.ts'
import { getPat } from './pat.ts'
import { revokedPats, stateOf } from './state.ts'

export async function showToken(c: AppContext, session: Session, id: string): Promise<Response> {
  await ensurePatAccess(c, session)
  const [{ pat, json }, revoked] = await Promise.all([getPat(c, session, id), revokedPats(c, session)])
  const now = Date.now()
  const [changed, asked, before] = takeNotice(c, 'updated') ?? []
  const updated = changed === id ? { asked: Number(asked), before: Number(before) } : null
  const state = stateOf(pat, revoked, now)
  return c.html(<TokenPage {...{ pat, state, json, now, updated }} />)
}
