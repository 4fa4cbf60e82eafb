// GET and POST /profile/edit
import type { Child } from 'hono/jsx'
import { Layout } from './layout.tsx'

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

export function ProfileEditPage({ values, problem }: { values: ProfileFields; problem: EditProblem | null }) {
  return (
    <Layout title="Edit profile">
      <h1>Edit profile</h1>
      <form class="card fields" method="post" action="/profile/edit">
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
