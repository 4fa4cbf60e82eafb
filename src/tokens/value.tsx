// The answer to a POST that made a token: the only page with its value, and the only one with a script.
import type { Child } from 'hono/jsx'
import { allowScripts, type Identity, type Session } from '../entryway/index.ts'
import { Fact } from '../ui/fact.tsx'
import { type Clock, clockOf } from '../ui/time.ts'
import type { TokensContext } from './context.ts'
import { Clamped, Moment, Name, Person, Scopes } from './parts.tsx'
import type { NewPat } from './pat.ts'

/** The one answer that has a token's value in it. @param asked milliseconds */
export function answerValue(
  c: TokensContext,
  { identity }: Session,
  made: NewPat,
  asked: number,
  replaced?: { id: string; problem: Child | null },
): Response | Promise<Response> {
  allowScripts(c)
  const page = <ValuePage {...{ identity, made, asked }} clock={clockOf(c)} {...(replaced && { replaced })} />
  return c.render(page, { title: 'Your new token' })
}

type Props = {
  identity: Identity
  made: NewPat
  /** When it was asked to end, in milliseconds. */
  asked: number
  clock: Clock
  /** The token that it stands in for, and why that one was not revoked. */
  replaced?: { id: string; problem: Child | null }
}

function ValuePage({ identity, made: { pat, value }, asked, clock, replaced }: Props) {
  const at = `/tokens/${pat.authorizationId}`
  return (
    <>
      <h1>
        Your new token: <Name pat={pat} />
      </h1>
      {replaced?.problem === null && (
        <p class="notice" role="status">
          The old token was revoked.
        </p>
      )}
      <section class="card fields">
        {value === null ? (
          <p class="problem" role="alert">
            Azure DevOps created the token but didn’t return its value. Rotate the token to get one.
          </p>
        ) : (
          <>
            <p>
              <label for="value">Value</label>
              <input id="value" class="value" value={value} readonly autocomplete="off" spellcheck={false} />
            </p>
            <div class="actions">
              <button class="button primary" type="button" data-copies="value" hidden>
                Copy
              </button>
              <span id="copied" role="status" />
            </div>
            <p class="warning">
              Copy this token now and store it securely. You won’t be able to see it again, because this app
              doesn’t store it.
            </p>
          </>
        )}
        <Clamped {...{ asked, clock }} given={pat.validTo} />
        <dl>
          <Fact name="Belongs to">
            <Person identity={identity} />
          </Fact>
          <Fact name="Expires">
            <Moment ms={pat.validTo} clock={clock} />
          </Fact>
          <Fact name="Scopes">
            <Scopes scopes={pat.scopes} />
          </Fact>
        </dl>
      </section>
      {replaced && replaced.problem !== null && (
        <form class="card error" method="post" action={`/tokens/${replaced.id}/revoke`}>
          <h2>The old token may still work</h2>
          <p>{replaced.problem}</p>
          <p>Copy the new value first, then try again.</p>
          <button class="button danger" type="submit">
            Revoke the old token
          </button>
        </form>
      )}
      <p class="actions">
        <a href={at}>This token</a>
        <a href="/tokens">All tokens</a>
      </p>
      <script src="/copy.js" defer />
    </>
  )
}
