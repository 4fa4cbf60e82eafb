// The page that asks a person to let an app use their data, or says that only an administrator may.
import { html } from 'hono/html'
import type { AppRegistration } from '../directory/app-registration.ts'
import type { Role } from '../directory/application-permission.ts'
import { openIdPermissions } from '../directory/permissions/open-id.ts'
import { type Person, usernameOf } from '../directory/person.ts'
import type { Scope } from '../directory/scope.ts'
import { type Html, page } from './frame.ts'
import { type FormTarget, requestForm } from './request-form.ts'

const permissions = ({ openId, resources }: Scope) => [
  ...openIdPermissions.filter(({ name }) => openId.includes(name)),
  ...resources.flatMap(({ resource, names }) =>
    names.map((name) => {
      const known = resource.scopes.find((each) => each.name === name)
      const full = `${resource.displayName}: ${name}`
      return { name: full, sentence: known?.sentence ?? name }
    }),
  ),
]

const rolePermission = ({ resource, role }: Role) => ({
  name: `${resource.displayName}: ${role.name}`,
  sentence: role.sentence,
})

type Asked = { app: AppRegistration; scope: Scope }

/** `roles`: what the app may do by itself, without anybody signed in. */
export const permissionList = (scope: Scope, roles: Role[] = []): Html =>
  html`<ul>${[...permissions(scope), ...roles.map(rolePermission)].map(
    ({ name, sentence }) => html`<li>${sentence} <span class="soft">(<code>${name}</code>)</span></li>`,
  )}</ul>`

/** `admin`: what is missing is not this person's to grant. */
export function consentPage(target: FormTarget, { app, scope }: Asked, person: Person, admin: boolean): Html {
  const title = admin ? 'Need admin approval' : 'Permissions requested'
  return page({
    title,
    body: html`<h1>${title}</h1>
<p class="soft">${usernameOf(person)}</p>
<p><strong>${app.displayName}</strong> ${
      admin ? 'needs permissions that only an administrator can grant:' : 'would like to:'
    }</p>
${permissionList(scope)}
${admin ? html`<p class="soft">AADSTS90094: The grant requires administrator permission.</p>` : ''}
${requestForm(
  target,
  html`<div class="actions">
<button name="action" value="cancel">${admin ? 'Return to the application without granting consent' : 'Cancel'}</button>
${admin ? '' : html`<button class="strong" name="action" value="accept">Accept</button>`}
</div>`,
)}`,
  })
}
