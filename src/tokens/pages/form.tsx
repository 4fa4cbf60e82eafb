// GET and POST /tokens/new and /tokens/{authorization id}/edit

import type { Identity } from '../../entryway/index.ts'
import type { Clock } from '../../ui/time.ts'
import type { FormProblem, FormValues } from '../form-values.ts'
import type { Pat } from '../pat.ts'
import { ExpiryFields, NameField, ProblemSummary } from './fields.tsx'
import { Name, Person } from './parts.tsx'
import { ScopeFields } from './scope-fields.tsx'

type Props = { typed: FormValues; problems: FormProblem[]; clock: Clock }

type NewProps = Props & { identity: Identity | null; organization: string | null }

export function NewTokenPage({ typed, problems, identity, organization, clock }: NewProps) {
  return (
    <>
      <h1>New personal access token</h1>
      <form class="card fields" method="post" action="/tokens/new" autocomplete="off">
        <input type="hidden" name="form" value={typed.formToken} />
        <ProblemSummary problems={problems} />
        <NameField value={typed.displayName} problems={problems} />
        <ExpiryFields expiry={typed.expiry} {...{ clock, problems }} />
        <ScopeFields {...{ typed, problems }} />
        <p class="quiet">
          {identity && organization !== null && (
            <>
              This token belongs to <Person identity={identity} /> and works in the <bdi>{organization}</bdi>{' '}
              organization only.
            </>
          )}{' '}
          Its value is shown once, on the next page.
        </p>
        <div class="actions">
          <button class="button primary" type="submit">
            Create
          </button>
          <a href="/tokens">Cancel</a>
        </div>
      </form>
    </>
  )
}

/** @param pat null = it could not be read just now */
export function EditTokenPage({ id, typed, pat, problems, clock }: Props & { id: string; pat: Pat | null }) {
  const { shown } = typed
  return (
    <>
      <h1>
        Edit <Name pat={pat} />
      </h1>
      <form class="card fields" method="post" action={`/tokens/${id}/edit`} autocomplete="off">
        {shown && (
          <>
            <input type="hidden" name="shownName" value={shown.displayName} />
            <input type="hidden" name="shownScopes" value={shown.scopes.join(' ')} />
          </>
        )}
        <ProblemSummary problems={problems} />
        <NameField value={typed.displayName} problems={problems} />
        <ExpiryFields expiry={typed.expiry} keep={pat?.validTo ?? null} {...{ clock, problems }} />
        <ScopeFields {...{ typed, problems }} held={pat?.scopes ?? typed.scopes} />
        <p class="quiet">The token’s value stays the same.</p>
        <div class="actions">
          <button class="button primary" type="submit">
            Save
          </button>
          <a href={`/tokens/${id}`}>Cancel</a>
        </div>
      </form>
    </>
  )
}
