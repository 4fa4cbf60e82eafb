// GET and POST /tokens/{authorization id}/revoke

import type { AppContext } from '../entryway/http/request.ts'
import { log } from '../entryway/log.ts'
import type { Session } from '../entryway/session/session.ts'
import { forgetExpiring } from './expiring.ts'
import { leaveNotice } from './flash.ts'
import { FIRST_VIEW, hrefOfView } from './list-view.ts'
import { RevokePage } from './pages/revoke.tsx'
import { getPat, revokePat } from './pat.ts'

export async function confirmRevocation(c: AppContext, session: Session, id: string): Promise<Response> {
  const { pat } = await getPat(c, session, id)
  return c.html(<RevokePage pat={pat} now={Date.now()} />)
}

/** Sent twice it revokes once, so the form needs no value of its own. */
export async function revokeToken(c: AppContext, session: Session, id: string): Promise<Response> {
  await revokePat(c, session, id)
  log(c, 'pat_revoked', { tid: session.identity.tenantId })
  forgetExpiring(c, session)
  leaveNotice(c, 'revoked')
  return c.redirect(hrefOfView(FIRST_VIEW), 303)
}
