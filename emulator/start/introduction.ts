// The top of the start page: what this is, what is kept between runs, and links.
import { html } from 'hono/html'
import { organizationsOf } from '../azure-devops/organizations.ts'
import { intranet } from '../directory/apps.ts'
import { isUnderOwnName, originOf } from '../directory/authority-url.ts'
import { contoso, type Tenant } from '../directory/tenants.ts'
import type { Html } from '../pages/frame.ts'
import type { State } from '../state/state.ts'

/** The tenants' real origins, at this page's port. */
const realOrigins = (tenants: Tenant[], { port }: URL): string[] => {
  const at = new URL(`https://login.microsoftonline.com${port && `:${port}`}`)
  return [...new Set(tenants.map((tenant) => originOf(tenant, at, tenants)))]
}

const about = (
  { tenants, serving: { stateFile, realNames } }: State,
  at: URL,
): Html => html`<p>Microsoft Entra ID, External
ID, ${organizationsOf(tenants).length > 0 ? 'Microsoft Graph, and Azure DevOps' : 'and Microsoft Graph'} for development and tests. Only customers of External ID have passwords.
${
  stateFile === null
    ? 'All data is lost when it stops.'
    : html`Registrations, consent, people, and personal access tokens are kept in <code>${stateFile}</code>. Sign-ins, faults, and
recorded requests are lost when it stops.`
}</p>
${
  realNames && !isUnderOwnName(at, tenants)
    ? html`<p>Once your hosts file has the lines that were printed, this page is also at
${realOrigins(tenants, at).map((origin) => html`<a href="${origin}/">${origin}</a> `)}
with the URLs of those hosts.</p>`
    : ''
}`

const links = (
  { apps, tenants, hasApp, appOrigin }: State,
  at: URL,
): Html => html`<nav aria-label="On this page">
<a href="#people">Sign in as</a><a href="#directory">Tenants and apps</a><a href="#faults">Faults</a><a href="/requests">Requests</a>
${hasApp ? html`<a href="${appOrigin}/">The app</a>` : ''}
${
  apps.some(({ clientId }) => clientId === intranet.clientId)
    ? html`<a href="${originOf(contoso, at, tenants)}/intranet">${intranet.displayName}</a>`
    : ''
}</nav>`

/** The script shows this, because only it knows the browser's URL. */
const elsewhere = (
  at: URL,
): Html => html`<p id="elsewhere" class="warn" hidden data-origin="${at.origin}">You opened this page at another URL. Apps and tokens use
<a href="${at.origin}/">${at.origin}</a>: signing in here does not sign you in there.</p>`

/** @param at the URL of the page */
export const introduction = (state: State, at: URL): Html => html`${about(state, at)}
${elsewhere(at)}
${links(state, at)}`
