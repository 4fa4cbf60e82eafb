// Azure DevOps on the start page: its organizations, and who has PATs there.
import { html } from 'hono/html'
import { isUnderOwnName } from '../directory/authority-url.ts'
import type { Html } from '../pages/frame.ts'
import type { State } from '../state/state.ts'
import { type Organization, organizationsOf } from './organizations.ts'

function organizationRows(organization: Organization, at: URL, { people, pats, tenants }: State): Html {
  const own = [...pats.values()].filter(({ organizationId }) => organizationId === organization.id)
  const owners = people.flatMap(({ profile }) => {
    const count = own.filter(({ ownerId }) => ownerId === profile.id).length
    return count === 0 ? [] : [`${profile.displayName}, ${count}`]
  })
  const origin = isUnderOwnName(at, tenants) ? `https://dev.azure.com${at.port && `:${at.port}`}` : at.origin
  const tenant = tenants.find(({ id }) => id === organization.tenantId)?.displayName ?? organization.tenantId
  return html`<h3>${organization.name}</h3>
<dl>
<dt>Tenant</dt><dd>${tenant ?? 'None: it belongs to personal accounts'}</dd>
<dt>URL</dt><dd><code>${origin}/${organization.name}</code></dd>
<dt>Tokens</dt><dd>${owners.length === 0 ? 'None' : owners.map((owner) => html`${owner}<br>`)}</dd>
</dl>`
}

export function azureDevOpsSection(at: URL, state: State): Html {
  const organizations = organizationsOf(state.tenants)
  if (organizations.length === 0) return html``
  return html`<section>
<h2>Azure DevOps</h2>
<p class="soft">Apps can list, create, update and revoke the personal access tokens of an organization’s users.</p>
${organizations.map((organization) => organizationRows(organization, at, state))}
</section>`
}
