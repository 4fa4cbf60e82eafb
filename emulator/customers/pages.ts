// External ID's pages for customers: email address, passcode, password, and sign-up attributes.
import { html } from 'hono/html'
import { usernameOf } from '../directory/person.ts'
import { field, fieldStyle } from '../pages/field.ts'
import { type Html, page } from '../pages/frame.ts'
import { requestForm } from '../pages/request-form.ts'
import { type Choice, personButton } from '../pages/sign-in-page.ts'
import type { Answers, Journey } from '../state/customer-journey.ts'
import type { Pending } from '../state/pending.ts'

const style = `${fieldStyle}
button.link { min-height: 1.5rem; padding: 0; border: 0; background: none; color: var(--strong); text-decoration: underline }
button.link:hover { background: none; text-decoration-thickness: 2px }
.ways { margin-top: 1rem } .ways p:last-child { margin: 0 }
.note { padding: .75rem 1rem; border: 1px dashed var(--line); border-radius: .5rem }
.note strong { font: 600 1.25rem ui-monospace, monospace; letter-spacing: .1em }
`

/** The last attempt, and what was wrong with it. */
export type Invalid = { value?: string; problem: string }

type Question = { title: string; step: string; fields: Html; next: string; links?: Html; before?: Html }

const stepOf = ({ request }: Pending, step: string) => `/${request.authority.path}/${step}`

/** Alternative buttons; `instead` tells the server to ignore the field. */
const link = (pending: Pending, step: string, text: string): Html =>
  html`<button class="link" name="instead" value="${step}" formaction="${stepOf(pending, step)}" formnovalidate>${text}</button>`

/** Enter presses the first button, so the alternatives come after it. */
const questionPage = (pending: Pending, { title, step, fields, next, links, before }: Question): Html =>
  page({
    title,
    style,
    body: html`<h1>${title}</h1>
<p>to go to <strong>${pending.request.app.displayName}</strong> (${pending.request.authority.displayName})</p>
${before ?? ''}
${requestForm(
  { action: stepOf(pending, step), id: pending.id },
  html`${fields}
<div class="actions"><button class="strong">${next}</button></div>
<div class="ways">${links ?? ''}
<p><button class="link" name="cancel" value="cancel" formnovalidate>Cancel</button></p></div>`,
)}`,
  })

const emailField = (value: string, problem: string | undefined) =>
  field({
    name: 'username',
    label: 'Email address',
    type: 'email',
    autocomplete: 'username',
    value,
    problem,
  })

/** `known`: accounts signed in in this browser; `signUp`: whether customers can sign up. */
export function emailPage(pending: Pending, known: Choice[], signUp: boolean, invalid?: Invalid): Html {
  const { loginHint } = pending.request
  const buttons = known.map((choice) => personButton(choice, 'account', usernameOf(choice.person)))
  return questionPage(pending, {
    title: 'Sign in',
    step: 'login',
    fields: emailField(invalid?.value ?? loginHint ?? '', invalid?.problem),
    next: 'Next',
    links: html`${known.length === 0 ? '' : html`<p>Or continue as</p><ul class="people">${buttons}</ul>`}
${signUp ? html`<p>No account? ${link(pending, 'sign-up', 'Create one')}</p>` : ''}`,
  })
}

export const signUpPage = (pending: Pending, invalid?: Invalid): Html =>
  questionPage(pending, {
    title: 'Create account',
    step: 'sign-up',
    fields: emailField(invalid?.value ?? pending.request.loginHint ?? '', invalid?.problem),
    next: 'Next',
    links: html`<p>Already have an account? ${link(pending, 'login', 'Sign in')}</p>`,
  })

export const passwordPage = (pending: Pending, { email }: Journey, problem?: string): Html =>
  questionPage(pending, {
    title: 'Enter password',
    step: 'password',
    before: html`<p class="soft">${email}</p>`,
    fields: field({
      name: 'password',
      label: 'Password',
      type: 'password',
      autocomplete: 'current-password',
      problem,
    }),
    next: 'Sign in',
    links: html`<p>${link(pending, 'forgot-password', 'Forgot password?')}</p>`,
  })

export const passcodePage = (pending: Pending, { email, passcode }: Journey, problem?: string): Html =>
  questionPage(pending, {
    title: 'Enter code',
    step: 'passcode',
    before: html`<p>In real life, a one-time passcode would be on its way to <strong>${email}</strong>.</p>
<p class="note">No email is sent here. The passcode is <strong id="sent-passcode">${passcode}</strong></p>`,
    fields: field({
      name: 'passcode',
      label: 'One-time passcode',
      type: 'text',
      autocomplete: 'one-time-code',
      numeric: true,
      problem,
    }),
    next: 'Next',
  })

export const newPasswordPage = (pending: Pending, { email, goal }: Journey, problem?: string): Html =>
  questionPage(pending, {
    title: goal === 'sign-up' ? 'Create a password' : 'Choose a new password',
    step: 'new-password',
    before: html`<p class="soft">${email}</p>`,
    fields: field({
      name: 'new_password',
      label: 'New password',
      type: 'password',
      autocomplete: 'new-password',
      problem,
    }),
    next: 'Next',
  })

const attributeFields = {
  displayName: { label: 'Display name', autocomplete: 'name' },
  givenName: { label: 'Given name (optional)', autocomplete: 'given-name', optional: true },
  surname: { label: 'Surname (optional)', autocomplete: 'family-name', optional: true },
  jobTitle: { label: 'Job title (optional)', autocomplete: 'organization-title', optional: true },
}

/** The attributes the page can ask for, in order. */
export const attributeNames = Object.keys(attributeFields) as (keyof Answers)[]

export const attributesPage = (
  pending: Pending,
  { email }: Journey,
  asked: (keyof Answers)[],
  given: Partial<Answers> = {},
  problem?: string,
): Html =>
  questionPage(pending, {
    title: 'Add details',
    step: 'attributes',
    before: html`<p class="soft">${email}</p>`,
    fields: html`${asked.map((name) =>
      field({
        name,
        type: 'text',
        value: given[name] ?? '',
        problem: name === 'displayName' ? problem : undefined,
        ...attributeFields[name],
      }),
    )}`,
    next: 'Create account',
  })
