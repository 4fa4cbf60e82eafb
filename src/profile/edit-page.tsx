// GET and POST /profile/edit
import type { Child } from 'hono/jsx'
import type { Identity } from '../entryway/index.ts'
import { Form, type FormProblem, OtherTab, TextField } from '../ui/form.tsx'
import { type FieldValues, fieldsIn } from './fields.ts'

export const WRONG_ACCOUNT = (
  <>
    This form was opened with a different account, so nothing was saved.{' '}
    <OtherTab href="/login?return_to=%2Fprofile%2Fedit">Choose that account in another tab</OtherTab>, then
    submit this form again. Or <a href="/profile/edit">open your own form</a>.
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
  problems: FormProblem[]
  /** As `formOwner` gave it. */
  owner: string
  /** Null if the owner is unknown. */
  identity: Identity | null
}

export function ProfileEditPage({ values, problems, owner, identity }: Props) {
  return (
    <>
      <h1>Edit profile</h1>
      {identity && (
        <p>
          The profile of <bdi>{identity.username ?? identity.name ?? 'an account without a name'}</bdi>.
        </p>
      )}
      <Form action="/profile/edit" token={owner} problems={problems} submit="Save" cancel="/profile">
        {fieldsIn(values).map(({ name, label, attributes }) => (
          <TextField {...{ name, label, problems, ...attributes }} value={values[name]} />
        ))}
        {values.displayName !== undefined && (
          <p class="quiet">The name on the home page is updated the next time you sign in.</p>
        )}
        {values.displayName === undefined && values.mobilePhone !== undefined && (
          <p class="quiet">The rest of your profile is managed by your organization’s administrators.</p>
        )}
      </Form>
    </>
  )
}
