// GET and POST /profile/edit
import type { Child } from 'hono/jsx'
import type { Identity } from '../entryway/index.ts'
import { ErrorSummary } from '../ui/error-summary.tsx'
import { type EditProblem, type FieldValues, fieldsIn } from './fields.ts'

/** In another tab, so that the form stays. */
export const SIGN_IN_FIRST = (
  <>
    Nothing was saved.{' '}
    <a href="/profile/edit" target="_blank" rel="noopener">
      Sign in again in another tab
    </a>
    , with the same account, then save here.
  </>
)

export const WRONG_ACCOUNT = (
  <>
    This form was opened with a different account, so nothing was saved.{' '}
    <a href="/login?return_to=%2Fprofile%2Fedit" target="_blank" rel="noopener">
      Choose that account in another tab
    </a>
    , then save here. Or <a href="/profile/edit">open your own form</a>.
  </>
)

/** Why the user can't change anything here. */
const ELSEWHERE = {
  personal: (
    <>
      Apps can’t change a personal Microsoft account. You can change it yourself at{' '}
      <a href="https://account.microsoft.com/profile">account.microsoft.com</a>.
    </>
  ),
  guest:
    'You are a guest in this organization. Guests can’t change their profile here. Ask one of its administrators to do it.',
  synced:
    'Your profile comes from your organization’s own directory, which is synchronized with Microsoft. It can only be changed there.',
} satisfies Record<string, Child>

export type Elsewhere = keyof typeof ELSEWHERE

export function ProfileElsewherePage({ why }: { why: Elsewhere }) {
  return (
    <section class="card hero">
      <h1>Edit profile</h1>
      <p>{ELSEWHERE[why]}</p>
      <p class="actions">
        <a class="button" href="/profile">
          Back to your profile
        </a>
      </p>
    </section>
  )
}

type Props = {
  values: FieldValues
  problem: EditProblem | null
  /** As `formOwner` gave it. */
  owner: string
  /** Null if the owner is unknown. */
  identity: Identity | null
}

export function ProfileEditPage({ values, problem, owner, identity }: Props) {
  const fields = fieldsIn(values)
  return (
    <>
      <h1>Edit profile</h1>
      {problem && (
        <ErrorSummary>
          {problem.field === null ? (
            <p>{problem.sentence}</p>
          ) : (
            <p>
              Nothing was saved. <a href={`#${problem.field}`}>{problem.sentence}</a>
            </p>
          )}
        </ErrorSummary>
      )}
      {identity && (
        <p>
          The profile of <bdi>{identity.username ?? identity.name ?? 'an account without a name'}</bdi>.
        </p>
      )}
      <form class="card fields" method="post" action="/profile/edit">
        <input type="hidden" name="form" value={owner} />
        {fields.map(({ name, label, maxLength, required, autocomplete }) => {
          const isWrong = problem?.field === name
          return (
            <p>
              <label for={name}>{label}</label>
              <input
                id={name}
                name={name}
                value={values[name]}
                maxlength={maxLength}
                required={required}
                autocomplete={autocomplete}
                {...(isWrong && { 'aria-invalid': 'true', 'aria-describedby': `${name}-problem` })}
              />
              {isWrong && (
                <span class="problem" id={`${name}-problem`}>
                  {problem.sentence}
                </span>
              )}
            </p>
          )
        })}
        {values.displayName !== undefined && (
          <p class="quiet">The name on the home page is updated the next time you sign in.</p>
        )}
        {values.displayName === undefined && values.mobilePhone !== undefined && (
          <p class="quiet">The rest of your profile is managed by your organization’s administrators.</p>
        )}
        <div class="actions">
          <button class="button primary" type="submit">
            Save
          </button>
          <a href="/profile">Cancel</a>
        </div>
      </form>
    </>
  )
}
