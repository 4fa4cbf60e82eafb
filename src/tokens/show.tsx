// GET /tokens/{authorization id}
import type { Session } from '../entryway/index.ts'
import { Fact } from '../ui/fact.tsx'
import { consumeFlash } from '../ui/flash.ts'
import { shorten } from '../ui/text.tsx'
import { type Clock, clockOf } from '../ui/time.ts'
import type { TokensContext } from './context.ts'
import { endsSoon } from './expiry.ts'
import { Clamped, ExpiresSoon, GLOBAL_WARNING, Moment, Name, Organizations, Scopes } from './parts.tsx'
import { getPat, type Pat } from './pat.ts'
import { FULL_ACCESS } from './scopes.ts'

export async function showToken(c: TokensContext, session: Session, id: string): Promise<Response> {
  const pat = await getPat(c, session, id)
  // Fifteen digits are past any date of a token, and within what a Date can hold.
  const validTo = consumeFlash(c, new RegExp(`^updated\\.${id}\\.(\\d{1,15})$`))
  const updated = validTo === null ? null : { asked: Number(validTo) }
  const title = shorten(pat.displayName) || 'Token'
  return c.render(<TokenPage {...{ pat, updated }} clock={clockOf(c)} />, { title })
}

/** @property updated it was just changed: when it was to end, in milliseconds */
type Props = { pat: Pat; updated: { asked: number } | null; clock: Clock }

function TokenPage({ pat, updated, clock }: Props) {
  const at = `/tokens/${pat.authorizationId}`
  return (
    <>
      {updated && (
        <>
          <p class="notice" role="status">
            Your changes are saved.
          </p>
          <Clamped asked={updated.asked} given={pat.validTo} clock={clock} />
        </>
      )}
      <h1>
        <Name pat={pat} />
      </h1>
      <section class="card">
        <dl class="facts">
          <Fact name="Expires">
            <Moment ms={pat.validTo} clock={clock} exact />{' '}
            {endsSoon(pat.validTo, clock.now) && <ExpiresSoon />}
            <p class="quiet">
              Azure DevOps doesn’t report whether this token was revoked.{' '}
              <a href="/tokens?filter=revoked">See your revoked tokens</a>.
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
