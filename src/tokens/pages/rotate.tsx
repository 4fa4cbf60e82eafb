// GET and POST /tokens/{authorization id}/rotate

import type { Clock } from '../../ui/time.ts'
import type { TypedExpiry } from '../expiry.ts'
import type { FormProblem } from '../form-values.ts'
import type { Pat } from '../pat.ts'
import { ExpiryFields, ProblemSummary } from './fields.tsx'
import { GLOBAL_WARNING, Name, Scopes } from './parts.tsx'

type Props = {
  id: string
  /** null = it could not be read just now. */
  pat: Pat | null
  expiry: TypedExpiry
  problems: FormProblem[]
  formToken: string
  clock: Clock
}

export function RotatePage({ id, pat, expiry, problems, formToken, clock }: Props) {
  return (
    <>
      <h1>
        Rotate <Name pat={pat} />?
      </h1>
      <form class="card fields" method="post" action={`/tokens/${id}/rotate`} autocomplete="off">
        <input type="hidden" name="form" value={formToken} />
        <ProblemSummary problems={problems} />
        <p>
          Creates a new token with the same name and scopes, shows you its value once, and revokes this one.
          Anything using the old value stops working until you update it.
        </p>
        {pat?.targetAccounts === null && (
          <p class="warning">{GLOBAL_WARNING} The new token works in this organization only.</p>
        )}
        {pat && <Scopes scopes={pat.scopes} />}
        <ExpiryFields {...{ expiry, clock, problems }} />
        <div class="actions">
          <button class="button primary" type="submit">
            Rotate
          </button>
          <a href={`/tokens/${id}`}>Cancel</a>
        </div>
      </form>
    </>
  )
}
