// The pages that ask who is signing in: the account picker, "continue as" and "sign in again".
import { html } from 'hono/html'
import { type Person, usernameOf } from '../directory/person.ts'
import type { AuthorizeRequest } from '../state/authorize-request.ts'
import { type Html, page } from './frame.ts'
import { type FormTarget, requestForm } from './request-form.ts'

export type Choice = { person: Person; signedIn: boolean }

const initials = ({ profile }: Person) =>
  `${(profile.givenName ?? profile.displayName)[0] ?? ''}${profile.surname?.[0] ?? ''}`

/** One button a person, sending `name=value`; what else the form asks for need not be filled in. */
export const personButton = (choice: Choice, name: string, value: string, verb = ''): Html => html`<li>
<button name="${name}" value="${value}" formnovalidate>
<span class="initials" aria-hidden="true">${initials(choice.person)}</span>
<span><span class="name">${verb}${choice.person.profile.displayName}</span>
<span class="soft">${usernameOf(choice.person)}</span>
<span class="soft">${choice.signedIn ? 'Signed in' : 'Not signed in'}</span></span>
</button></li>`

type Asked = Pick<AuthorizeRequest, 'authority' | 'app' | 'prompt' | 'loginHint'>

export function signInPage(target: FormTarget, request: Asked, choices: Choice[]): Html {
  const only = choices.length === 1 && request.loginHint !== null
  const again = request.prompt === 'login'
  const title = again ? 'Sign in as' : only ? 'Continue' : 'Pick an account'
  const verb = again ? 'Sign in as ' : only ? 'Continue as ' : ''
  const buttons = choices.map((choice) => personButton(choice, 'username', usernameOf(choice.person), verb))
  return page({
    title,
    body: html`<h1>${title}</h1>
<p>to go to <strong>${request.app.displayName}</strong> (${request.authority.displayName})</p>
${again ? html`<p class="soft">The app requires you to sign in again.</p>` : ''}
${requestForm(
  target,
  html`<ul class="people">${buttons}</ul>
<div class="actions"><button name="cancel" value="cancel">Cancel</button></div>`,
)}`,
  })
}
