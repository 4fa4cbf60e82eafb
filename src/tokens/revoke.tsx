// GET and POST /tokens/{authorization id}/revoke

import type { Session } from '../entryway/index.ts'
import { clockOf } from '../ui/time.ts'
import type { TokensContext } from './context.ts'
import { forgetExpiring } from './expiring.ts'
import { setFlash } from './flash.ts'
import { FIRST_VIEW, hrefOfView } from './list-view.ts'
import { RevokePage } from './pages/revoke.tsx'
import { getPat, revokePat } from './pat.ts'

export async function confirmRevocation(c: TokensContext, session: Session, id: string): Promise<Response> {
  const { pat } = await getPat(c, session, id)
  return c.render(<RevokePage pat={pat} clock={clockOf(c)} />, { title: 'Revoke token' })
}

/** Sent twice it revokes once, so the form needs no value of its own. */
export async function revokeToken(c: TokensContext, session: Session, id: string): Promise<Response> {
  await revokePat(c, session, id)
  c.var.tokens.log('pat_revoked', { tid: session.identity.tenantId })
  forgetExpiring(c, session)
  setFlash(c, 'revoked')
  return c.redirect(hrefOfView(FIRST_VIEW), 303)
}
