// The page where an administrator grants permissions for the whole tenant.
import { html } from 'hono/html'
import type { AppRegistration } from '../directory/app-registration.ts'
import type { Role } from '../directory/application-permission.ts'
import type { Scope } from '../directory/scope.ts'
import type { Tenant } from '../directory/tenants.ts'
import { permissionList } from '../pages/consent-page.ts'
import { fieldStyle } from '../pages/field.ts'
import { type Html, page } from '../pages/frame.ts'

type Asked = { app: AppRegistration; scope: Scope; roles: Role[]; choices: Tenant[]; action: string }
type Field = { name: string; value: string }

const tenantField = (choices: Tenant[]): Html => html`<label for="tenant_id">For the organization</label>
<select class="field" id="tenant_id" name="tenant_id">
${choices.map(({ id, displayName }) => html`<option value="${id}">${displayName}</option>`)}
</select>`

export function adminConsentPage({ app, scope, roles, choices, action }: Asked, passedOn: Field[]): Html {
  const title = 'Permissions requested for your organization'
  const [only, ...others] = choices
  return page({
    title,
    style: fieldStyle,
    body: html`<h1>${title}</h1>
<p class="soft">In real life, an administrator would sign in first. This page treats you as one.</p>
<p><strong>${app.displayName}</strong> requests, for everyone${
      others.length === 0 ? html` in <strong>${only?.displayName ?? ''}</strong>` : ''
    }:</p>
${permissionList(scope, roles)}
<form method="post" action="${action}">
${passedOn.map(({ name, value }) => html`<input type="hidden" name="${name}" value="${value}">`)}
${
  others.length === 0
    ? html`<input type="hidden" name="tenant_id" value="${only?.id ?? ''}">`
    : tenantField(choices)
}
<div class="actions">
<button name="action" value="back">I’m not an administrator: go back</button>
<button name="action" value="cancel">Cancel</button>
<button class="strong" name="action" value="accept">Accept</button>
</div>
</form>`,
  })
}
