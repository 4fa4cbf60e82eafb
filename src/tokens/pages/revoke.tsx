// GET /tokens/{authorization id}/revoke

import { Layout } from '../../ui/layout.tsx'
import type { Pat } from '../pat.ts'
import { Moment } from './moment.tsx'
import { Name, Scopes } from './parts.tsx'

/** @param now milliseconds */
export function RevokePage({ pat, now }: { pat: Pat; now: number }) {
  const at = `/tokens/${pat.authorizationId}`
  return (
    <Layout title="Revoke token">
      <section class="card hero">
        <h1>
          Revoke <Name pat={pat} />?
        </h1>
        <p>Anything using this token stops working immediately. This can’t be undone.</p>
        <Scopes scopes={pat.scopes} />
        <p>
          {pat.validTo > now ? 'It expires' : 'It expired'} <Moment ms={pat.validTo} now={now} />.
        </p>
        <form class="actions" method="post" action={`${at}/revoke`}>
          <button class="button danger" type="submit">
            Revoke
          </button>
          <a href={at}>Cancel</a>
        </form>
      </section>
    </Layout>
  )
}
