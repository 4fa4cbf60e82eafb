// A tenant on the start page: its authority, its people and its apps.
import { html } from 'hono/html'
import type { AppRegistration, AppRole, Secret } from '../directory/app-registration.ts'
import { holdersOf } from '../directory/app-roles.ts'
import { authorityUrl } from '../directory/authority-url.ts'
import { type Person, usernameOf } from '../directory/person.ts'
import { type Resource, resourceIn } from '../directory/resource.ts'
import type { Tenant } from '../directory/tenants.ts'
import type { Html } from '../pages/frame.ts'
import type { State } from '../state/state.ts'

const audiences = {
  AzureADMyOrg: 'People of this tenant',
  AzureADMultipleOrgs: 'People of any organization',
  AzureADandPersonalMicrosoftAccount: 'Users of any organization, and personal accounts',
  PersonalMicrosoftAccount: 'Personal accounts',
}

const standing = ({ startsAt, endsAt }: Secret, now: number) =>
  endsAt <= now ? ' (expired)' : startsAt > now ? ' (not valid yet)' : ''

const secretOf = ({ secrets }: AppRegistration, now: number): Html =>
  secrets.length === 0
    ? html`None`
    : html`${secrets.map((secret) => html`<code>${secret.value}</code>${standing(secret, now)}<br>`)}`

const uriRow = (label: string, uris: string[]): Html =>
  uris.length === 0
    ? html``
    : html`<dt>${label}</dt><dd>${uris.map((uri) => html`<code>${uri}</code><br>`)}</dd>`

const secretRows = (
  app: AppRegistration,
  now: number,
): Html => html`<dt>Client secret</dt><dd>${secretOf(app, now)}</dd>
${app.certificates.length === 0 ? '' : html`<dt>Certificates</dt><dd>${app.certificates.length}</dd>`}
${uriRow('Redirect URIs', app.redirectUris)}
${uriRow('SPA redirect URIs', app.spaRedirectUris)}
${uriRow('Public client redirect URIs', app.publicClientRedirectUris)}`

const publicClientRows = html`<dt>Client secret</dt><dd>None: a public client, which signs in on a device</dd>`

const roleRow = (role: AppRole, people: Person[]): Html =>
  html`<dt>App role</dt><dd><code>${role.value}</code>: ${holdersOf(role, people).join(', ')}</dd>`

/** The scopes that the app exposes as an API, as requests name them. */
const apiRows = ({ id, aliases, scopes }: Resource): Html =>
  scopes.length === 0
    ? html``
    : html`${uriRow(
        'Identifier URI',
        [id, ...aliases].filter((name) => name.includes(':')),
      )}
<dt>Scopes</dt><dd>${scopes.map(({ name, sentence }) => html`<code>${id}/${name}</code>: ${sentence}<br>`)}</dd>`

const appSection = (
  app: AppRegistration,
  api: Resource | null,
  people: Person[],
  now: number,
): Html => html`<h3>${app.displayName}</h3>
<dl>
<dt>Client ID</dt><dd><code>${app.clientId}</code></dd>
<dt>Who signs in</dt><dd>${audiences[app.signInAudience]}</dd>
${app.publicClient && app.redirectUris.length === 0 ? publicClientRows : secretRows(app, now)}
${(app.appRoles ?? []).map((role) => roleRow(role, people))}
${api === null ? '' : apiRows(api)}
</dl>`

const kindSentences = {
  work: 'An organization. To sign in, pick a user; there are no passwords.',
  personal: 'Personal Microsoft accounts. Apps for them are registered in an organization.',
  customers: 'An External ID tenant: customers sign in with an email address, or create an account.',
}

const standingOf = ({ home, roles }: Person) => (home ? ' (a guest)' : roles ? ` (${roles.join(', ')})` : '')

const deviceRow = (authority: string): Html =>
  html`<dt>Device codes</dt><dd>entered at <a href="${authority}/oauth2/deviceauth">the device page</a></dd>`

/** @param at the URL of the page */
export function tenantSection(tenant: Tenant, at: URL, { tenants, apps, people, now }: State): Html {
  const own = apps.filter((app) => app.tenantId === tenant.id)
  const authority = authorityUrl(tenant, at, tenants)
  return html`<p class="soft">${kindSentences[tenant.kind]}</p>
<dl>
<dt>Authority</dt><dd><code>${authority}</code></dd>
<dt>Domain</dt><dd><code>${tenant.domain}</code></dd>
${tenant.kind === 'personal' ? '' : deviceRow(authority)}
<dt>People</dt><dd>${people
    .filter((person) => person.tenantId === tenant.id)
    .map(
      (person) =>
        html`${person.profile.displayName}, <code>${usernameOf(person)}</code>${standingOf(person)}<br>`,
    )}</dd>
</dl>
${own.map((app) => appSection(app, resourceIn(tenant, app.clientId, own), people, now()))}`
}
