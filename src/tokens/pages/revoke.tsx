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
        <p>What uses it stops working at once, and it cannot be brought back.</p>
        <Scopes scopes={pat.scopes} />
        <p>
          {pat.validTo > now ? 'It would end' : 'It ended'} <Moment ms={pat.validTo} now={now} />.
        </p>
        <form class="actions" method="post" action={`${at}/revoke`}>
          <button class="button danger" type="submit">
            Revoke
          </button>
          <a href={at}>Keep it</a>
        </form>
      </section>
    </Layout>
  )
}
