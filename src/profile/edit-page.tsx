// GET and POST /profile/edit
import type { Child } from 'hono/jsx'
import type { Identity } from '../entryway/index.ts'
import { Layout } from '../ui/layout.tsx'

export const PROFILE_FIELDS = [
  { name: 'displayName', label: 'Name', most: 256, required: true },
  { name: 'givenName', label: 'First name', most: 64, required: false },
  { name: 'surname', label: 'Last name', most: 64, required: false },
  { name: 'jobTitle', label: 'Job title', most: 128, required: false },
] as const

export type ProfileFieldName = (typeof PROFILE_FIELDS)[number]['name']

/** What stands in the fields; a field that the directory does not have is not there. */
export type ProfileFields = { [name in ProfileFieldName]?: string }

export type EditProblem = { field: ProfileFieldName | null; sentence: Child }

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
    This form was opened with another account, so nothing was saved.{' '}
    <a href="/login?return_to=%2Fprofile%2Fedit" target="_blank" rel="noopener">
      Choose that account in another tab
    </a>
    , then save here; or <a href="/profile/edit">open your own form</a>.
  </>
)

type Props = {
  values: ProfileFields
  problem: EditProblem | null
  /** As `formOwner` gave it. */
  owner: string
  /** Null while nobody is known to be the owner. */
  identity: Identity | null
}

export function ProfileEditPage({ values, problem, owner, identity }: Props) {
  return (
    <Layout title="Edit profile">
      <h1>Edit profile</h1>
      {identity && (
        <p>
          The profile of <bdi>{identity.username ?? identity.name ?? 'somebody without a name'}</bdi>.
        </p>
      )}
      <form class="card fields" method="post" action="/profile/edit">
        <input type="hidden" name="form" value={owner} />
        {problem?.field === null && (
          <p class="problem" role="alert">
            {problem.sentence}
          </p>
        )}
        {PROFILE_FIELDS.filter(({ name }) => values[name] !== undefined).map(
          ({ name, label, most, required }) => {
            const wrong = problem?.field === name
            return (
              <p>
                <label for={name}>{label}</label>
                <input
                  id={name}
                  name={name}
                  value={values[name]}
                  maxlength={most}
                  required={required}
                  {...(wrong && { 'aria-invalid': 'true', 'aria-describedby': `${name}-problem` })}
                />
                {wrong && (
                  <span class="problem" id={`${name}-problem`}>
                    {problem.sentence}
                  </span>
                )}
              </p>
            )
          },
        )}
        <p class="quiet">The name on the home page changes with your next sign-in.</p>
        <div class="actions">
          <button class="button primary" type="submit">
            Save
          </button>
          <a href="/profile">Cancel</a>
        </div>
      </form>
    </Layout>
  )
}
