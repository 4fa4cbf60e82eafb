// GET /tokens/{authorization id}

import { Fact } from '../../ui/fact.tsx'
import { Json, shorten } from '../../ui/text.tsx'
import type { Clock } from '../../ui/time.ts'
import { endsSoon, isClamped } from '../expiry.ts'
import type { Pat } from '../pat.ts'
import { FULL_ACCESS } from '../pat-scope.ts'
import { formatDistinct, Moment } from './moment.tsx'
import { GLOBAL_WARNING, Name, Organizations, Scopes } from './parts.tsx'

type Props = {
  pat: Pat
  json: unknown
  /** It was just changed: when it was to end, and would have ended before, in milliseconds. */
  updated: { asked: number; before: number } | null
  clock: Clock
}

export function TokenPage({ pat, json, updated, clock }: Props) {
  const at = `/tokens/${pat.authorizationId}`
  return (
    <>
      {updated && (
        <p class="notice" role="status">
          Your changes are saved.
          {isClamped(updated.asked, pat.validTo) && (
            <Clamped {...updated} given={pat.validTo} clock={clock} />
          )}
        </p>
      )}
      <h1>
        <Name pat={pat} />
      </h1>
      <section class="card">
        <dl class="facts">
          <Fact name="Expires">
            <Moment ms={pat.validTo} clock={clock} exact />{' '}
            {endsSoon(pat.validTo, clock.now) && <span class="badge expires">expires soon</span>}
            <p class="quiet">
              Azure DevOps doesn’t say with a token whether it was revoked. See{' '}
              <a href="/tokens?filter=revoked">your revoked tokens</a>.
            </p>
          </Fact>
          <Fact name="Created">
            <Moment ms={pat.validFrom} clock={clock} exact />
          </Fact>
          <Fact name="Scopes">
            <Scopes scopes={pat.scopes} />
            {pat.scopes.includes(FULL_ACCESS) && <p class="quiet">This token can do anything you can.</p>}
            <code>{shorten(pat.scopes.join(' '))}</code>
          </Fact>
          <Fact name="Organizations">
            <Organizations of={pat} />
            {pat.targetAccounts === null && <p class="quiet">{GLOBAL_WARNING}</p>}
            {pat.targetAccounts?.map((id) => (
              <>
                {' '}
                <code>{shorten(id)}</code>
              </>
            ))}
          </Fact>
          <Fact name="Authorization ID">
            <code>{pat.authorizationId}</code>
          </Fact>
        </dl>
        {json !== null && (
          <details>
            <summary>View as JSON</summary>
            <Json value={json} label="Token as JSON" />
          </details>
        )}
      </section>
      <p class="actions">
        <a class="button primary" href={`${at}/rotate`}>
          Rotate
        </a>
        <a class="button" href={`${at}/edit`}>
          Edit
        </a>
        <a class="button danger" href={`${at}/revoke`}>
          Revoke
        </a>
        <a href="/tokens">All tokens</a>
      </p>
    </>
  )
}

type ClampedProps = { asked: number; before: number; given: number; clock: Clock }

function Clamped({ asked, before, given, clock }: ClampedProps) {
  const [wanted, allowed] = formatDistinct(asked, given, clock)
  return (
    <>
      {' '}
      You asked for {wanted}, but your organization’s policy allows {allowed} at most, so the token expires
      then.
      {isClamped(before, given) &&
        ` That’s earlier than before, which was ${formatDistinct(before, given, clock)[0]}.`}
    </>
  )
}
