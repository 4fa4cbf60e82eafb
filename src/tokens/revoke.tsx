// GET and POST /tokens/{authorization id}/revoke
import type { Session } from '../entryway/index.ts'
import { setFlash } from '../ui/flash.ts'
import { type Clock, clockOf } from '../ui/time.ts'
import type { TokensContext } from './context.ts'
import { forgetExpiring } from './expiring.tsx'
import { Moment, Name, Scopes } from './parts.tsx'
import { getPat, type Pat, revokePat } from './pat.ts'

export async function confirmRevocation(c: TokensContext, session: Session, id: string): Promise<Response> {
  const pat = await getPat(c, session, id)
  return c.render(<RevokePage pat={pat} clock={clockOf(c)} />, { title: 'Revoke token' })
}

/** Sent twice it revokes once, so the form needs no value of its own. */
export async function revokeToken(c: TokensContext, session: Session, id: string): Promise<Response> {
  await revokePat(c, session, id)
  c.var.tokens.log('pat_revoked', { tid: session.identity.tenantId })
  forgetExpiring(c, session)
  setFlash(c, 'revoked')
  return c.redirect('/tokens', 303)
}

function RevokePage({ pat, clock }: { pat: Pat; clock: Clock }) {
  const at = `/tokens/${pat.authorizationId}`
  return (
    <section class="card hero">
      <h1>
        Revoke <Name pat={pat} />?
      </h1>
      <p>Anything using this token stops working immediately. This can’t be undone.</p>
      <Scopes scopes={pat.scopes} />
      <p>
        {pat.validTo > clock.now ? 'It expires' : 'It expired'} <Moment ms={pat.validTo} clock={clock} />.
      </p>
      <form class="actions" method="post" action={`${at}/revoke`}>
        <button class="button danger" type="submit">
          Revoke
        </button>
        <a href={at}>Cancel</a>
      </form>
    </section>
  )
}
