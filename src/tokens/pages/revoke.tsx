// GET /tokens/{authorization id}/revoke

import type { Clock } from '../../ui/time.ts'
import type { Pat } from '../pat.ts'
import { Moment } from './moment.tsx'
import { Name, Scopes } from './parts.tsx'

export function RevokePage({ pat, clock }: { pat: Pat; clock: Clock }) {
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
