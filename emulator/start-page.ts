// The start page: what there is to try, and the routes of the switchboard.
import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { EntraError } from './entra-error.ts'
import { type FaultName, type FaultOptions, isFaultName } from './faults.ts'
import { type Html, page } from './page.ts'
import { form, type Parameters, required } from './parameters.ts'
import { type AppRegistration, people, type Tenant, tenants } from './seed.ts'
import type { State } from './state.ts'
import { switchboard, switchboardStyle } from './switchboard.ts'

type SetFault = (fault: FaultName, options?: FaultOptions) => void

const secretRows = (
  app: AppRegistration,
): Html => html`<dt>Client secret</dt><dd><code>${app.secrets[0]?.value ?? ''}</code></dd>
<dt>Redirect URIs</dt><dd>${app.redirectUris.map((uri) => html`<code>${uri}</code><br>`)}</dd>`

const publicClientRows = html`<dt>Client secret</dt><dd>None: a public client, which signs in on a device</dd>`

const appSection = (app: AppRegistration): Html => html`<h3>${app.displayName}</h3>
<dl>
<dt>Client id</dt><dd><code>${app.clientId}</code></dd>
${app.publicClient ? publicClientRows : secretRows(app)}
</dl>`

const tenantSection = (tenant: Tenant, origin: string, apps: AppRegistration[]): Html => html`<section>
<h2>${tenant.displayName}</h2>
<dl>
<dt>Authority</dt><dd><code>${origin}/${tenant.id}</code></dd>
<dt>Domain</dt><dd><code>${tenant.domain}</code></dd>
<dt>Device codes</dt><dd>entered at <a href="/${tenant.id}/oauth2/deviceauth"><code>${origin}/${tenant.id}/oauth2/deviceauth</code></a></dd>
<dt>People</dt><dd>${people
  .filter((person) => person.tenantId === tenant.id)
  .map(({ profile }) => html`${profile.displayName}, <code>${profile.userPrincipalName}</code><br>`)}</dd>
</dl>
${apps.filter((app) => app.tenantId === tenant.id).map(appSection)}
</section>`

const startPage = (origin: string, state: State): Html =>
  page({
    title: 'Start',
    wide: true,
    style: switchboardStyle,
    body: html`<h1>Local Entra emulator</h1>
<p>Microsoft Entra ID and Microsoft Graph for trying and testing on this machine. The people are made up, there are no
passwords, and everything is forgotten when it stops.</p>
<p><a href="${state.appOrigin}/">The app</a> signs people in here; <a href="/intranet">Contoso Intranet</a> is a second
app in the same single sign-on.</p>
${tenants.map((tenant) => tenantSection(tenant, origin, state.apps))}
${switchboard(state.faults)}`,
  })

/** A number field of the form; an empty one is left to the default. */
function numberOf(posted: Parameters, name: 'times' | 'minutes' | 'aadsts'): FaultOptions {
  const text = posted.get(name)
  return text === null ? {} : { [name]: Number(text) }
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
