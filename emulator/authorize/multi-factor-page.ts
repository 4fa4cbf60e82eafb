// The page that asks for a second factor. It stands in for the prompt on a phone.
import { html } from 'hono/html'
import { type Person, usernameOf } from '../directory/person.ts'
import { type Html, page } from '../pages/frame.ts'
import { type FormTarget, requestForm } from '../pages/request-form.ts'
import type { AuthorizeRequest } from '../state/authorize-request.ts'

export function multiFactorPage(
  target: FormTarget,
  { app }: Pick<AuthorizeRequest, 'app'>,
  person: Person,
): Html {
  const title = 'Approve the sign-in'
  return page({
    title,
    body: html`<h1>${title}</h1>
<p class="soft">${usernameOf(person)}</p>
<p><strong>${app.displayName}</strong>, or a policy of your organization, requires additional verification. In
real life, your phone would ask you now; here, just approve.</p>
${requestForm(
  target,
  html`<div class="actions">
<button name="action" value="cancel">Cancel</button>
<button class="strong" name="action" value="accept">Approve</button>
</div>`,
)}`,
  })
}
