// The start page: what there is to try, and the routes of the switchboard.
import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { azureDevOpsSection } from '../azure-devops/start-section.ts'
import type { AppRegistration, AppRole } from '../directory/app-registration.ts'
import { holdersOf } from '../directory/app-roles.ts'
import { graphCommandLine, secret } from '../directory/apps.ts'
import { type Person, usernameOf } from '../directory/person.ts'
import type { Tenant } from '../directory/tenants.ts'
import { type Html, page } from '../pages/frame.ts'
import { EntraError } from '../protocol/entra-error.ts'
import { form, type Parameters, required } from '../protocol/parameters.ts'
import type { AppSetup } from '../state/app-setup.ts'
import { type FaultName, type FaultOptions, isFaultName } from '../state/faults.ts'
import type { State } from '../state/state.ts'
import { switchboard, switchboardStyle } from './switchboard.ts'

type SetFault = (fault: FaultName, options?: FaultOptions) => void

const audiences = {
  AzureADMyOrg: 'People of this tenant',
  AzureADMultipleOrgs: 'People of any organization',
  AzureADandPersonalMicrosoftAccount: 'People of any organization, and personal accounts',
  PersonalMicrosoftAccount: 'Personal accounts',
}

/** A secret that was made through Graph was shown there, once. */
const secretOf = ({ secrets }: AppRegistration): Html => {
  if (secrets.some(({ value }) => value === secret)) return html`<code>${secret}</code>`
  if (secrets.length === 0) return html`None`
  return html`${secrets.map(({ value }) => html`<code>${value.slice(0, 3)}…</code> `)}`
}

const uriRow = (label: string, uris: string[]): Html =>
  uris.length === 0
    ? html``
    : html`<dt>${label}</dt><dd>${uris.map((uri) => html`<code>${uri}</code><br>`)}</dd>`

const secretRows = (app: AppRegistration): Html => html`<dt>Client secret</dt><dd>${secretOf(app)}</dd>
${app.certificates.length === 0 ? '' : html`<dt>Certificates</dt><dd>${app.certificates.length}</dd>`}
${uriRow('Redirect URIs', app.redirectUris)}
${uriRow('SPA redirect URIs', app.spaRedirectUris)}
${uriRow('Public client redirect URIs', app.publicClientRedirectUris)}`

const publicClientRows = html`<dt>Client secret</dt><dd>None: a public client, which signs in on a device</dd>`

const roleRow = (role: AppRole, people: Person[]): Html =>
  html`<dt>App role</dt><dd><code>${role.value}</code>: ${holdersOf(role, people).join(', ')}</dd>`

const appSection = (app: AppRegistration, people: Person[]): Html => html`<h3>${app.displayName}</h3>
<dl>
<dt>Client id</dt><dd><code>${app.clientId}</code></dd>
<dt>Who signs in</dt><dd>${audiences[app.signInAudience]}</dd>
${app.publicClient && app.redirectUris.length === 0 ? publicClientRows : secretRows(app)}
${(app.appRoles ?? []).map((role) => roleRow(role, people))}
</dl>`

const kindSentences = {
  work: 'An organization. Whoever is picked is signed in.',
  personal: 'Accounts of no organization. An app for them is registered in one.',
  customers: 'An External ID tenant: customers sign in with an e-mail address, or create an account.',
}

const standingOf = ({ home, roles }: Person) => (home ? ' (a guest)' : roles ? ` (${roles.join(', ')})` : '')

const deviceRow = (tenant: Tenant): Html =>
  html`<dt>Device codes</dt><dd>entered at <a href="/${tenant.id}/oauth2/deviceauth">the device page</a></dd>`

function tenantSection(tenant: Tenant, origin: string, { apps, people }: State): Html {
  const own = apps.filter((app) => app.tenantId === tenant.id)
  const path = tenant.kind === 'personal' ? 'consumers' : tenant.id
  return html`<section>
<h2>${tenant.displayName}</h2>
<p class="soft">${kindSentences[tenant.kind]}</p>
<dl>
<dt>Authority</dt><dd><code>${origin}/${path}</code></dd>
<dt>Domain</dt><dd><code>${tenant.domain}</code></dd>
${tenant.kind === 'personal' ? '' : deviceRow(tenant)}
<dt>People</dt><dd>${people
    .filter((person) => person.tenantId === tenant.id)
    .map(
      (person) =>
        html`${person.profile.displayName}, <code>${usernameOf(person)}</code>${standingOf(person)}<br>`,
    )}</dd>
</dl>
${own.map((app) => appSection(app, people))}
</section>`
}

/** The app of the tools that register others; it is in every tenant and of none of them. */
const administratorSection = ({ displayName, clientId }: AppRegistration): Html => html`<section>
<h2>For administrators</h2>
<p class="soft">Microsoft Graph registers apps here, as <code>npm run register</code> does. What is registered shows
above, and can be signed in to at once.</p>
<dl>
<dt>App of the tool</dt><dd>${displayName}, <code>${clientId}</code></dd>
</dl>
</section>`

const manyTenantsSection = (origin: string): Html => html`<section>
<h2>More than one tenant</h2>
<dl>
<dt>Any account</dt><dd><code>${origin}/common</code></dd>
<dt>Any organization</dt><dd><code>${origin}/organizations</code></dd>
</dl>
</section>`

const setupSentence = ({ name, authority, sentence }: AppSetup): Html =>
  html`<p>The app is set up with <strong>${name}</strong>, <code>${authority}</code>: ${sentence}.</p>`

const startPage = (origin: string, state: State): Html =>
  page({
    title: 'Start',
    wide: true,
    style: switchboardStyle,
    body: html`<h1>Local Entra emulator</h1>
<p>Microsoft Entra ID, Microsoft Graph and Azure DevOps for trying and testing on this machine. The people are made up, nobody but the
customers who sign up here has a password, and everything is forgotten when it stops.</p>
<p><a href="${state.appOrigin}/">The app</a> signs people in here; <a href="/intranet">Contoso Intranet</a> is a second
app in the same single sign-on.</p>
${state.appSetup ? setupSentence(state.appSetup) : ''}
${state.tenants.map((tenant) => tenantSection(tenant, origin, state))}
${manyTenantsSection(origin)}
${azureDevOpsSection(origin, state)}
${administratorSection(graphCommandLine)}
${switchboard(state.faults)}`,
  })

/** A number field of the form; an empty one is left to the default. */
function numberOf(posted: Parameters, name: 'times' | 'minutes' | 'aadsts' | 'days'): FaultOptions {
  const text = posted.get(name)
  return text === null ? {} : { [name]: Number(text) }
}

/** A choice of the form; setting the fault refuses one that it does not offer. */
function choiceOf(posted: Parameters, name: 'patError' | 'operation'): FaultOptions {
  const text = posted.get(name)
  return text === null ? {} : { [name]: text }
}

/** Only the emulator's own page, or a program: any other site open in the browser is kept out. */
function refuseOtherSites(c: Context): void {
  const origin = c.req.header('Origin')
  if (origin !== undefined && origin !== new URL(c.req.url).origin)
    throw new RangeError('not from this origin')
}

export function startRoutes(state: State, setFault: SetFault): Hono {
  const app = new Hono()
  app.onError((error, c) => {
    if (error instanceof RangeError || error instanceof EntraError) return c.text(error.message, 400)
    throw error
  })

  app.get('/', (c) =>
    c.html(startPage(new URL(c.req.url).origin, state), 200, { 'Cache-Control': 'no-store' }),
  )

  app.get('/faults', (c) => {
    const faults = [...state.faults].map(([fault, options]) => ({ fault, ...options }))
    return c.json({ faults }, 200, { 'Cache-Control': 'no-store' })
  })

  app.post('/faults', async (c) => {
    refuseOtherSites(c)
    const posted = await form(c)
    const fault = required(posted, 'fault')
    if (!isFaultName(fault)) throw new RangeError('no such fault')
    const options = {
      ...numberOf(posted, 'times'),
      ...numberOf(posted, 'minutes'),
      ...numberOf(posted, 'aadsts'),
      ...numberOf(posted, 'days'),
      ...choiceOf(posted, 'patError'),
      ...choiceOf(posted, 'operation'),
    }
    setFault(fault, options)
    return c.redirect('/#faults', 303)
  })

  app.post('/faults/clear', (c) => {
    refuseOtherSites(c)
    state.faults.clear()
    return c.redirect('/#faults', 303)
  })
  return app
}
