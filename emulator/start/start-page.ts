// The start page: faults, people and apps; and the routes of its forms.
import { type Context, Hono } from 'hono'
import { html, raw } from 'hono/html'
import { organizationsOf } from '../azure-devops/organizations.ts'
import { azureDevOpsSection } from '../azure-devops/start-section.ts'
import type { AppRegistration } from '../directory/app-registration.ts'
import { graphCommandLine } from '../directory/apps.ts'
import { originOf } from '../directory/authority-url.ts'
import { personalAccounts, type Tenant } from '../directory/tenants.ts'
import { findFault } from '../local-entra/named-faults.ts'
import { type Html, page } from '../pages/frame.ts'
import { EntraError } from '../protocol/entra-error.ts'
import { isOwnOrigin } from '../protocol/own-origin.ts'
import { form, type Parameters, required } from '../protocol/parameters.ts'
import type { AppSetup } from '../state/app-setup.ts'
import { type FaultName, type FaultOptions, isFaultName } from '../state/fault-names.ts'
import type { RequestLog } from '../state/request-log.ts'
import { signIn } from '../state/sso-session.ts'
import type { State } from '../state/state.ts'
import { introduction } from './introduction.ts'
import { liveScript } from './live-script.ts'
import { peopleSection, peopleStyle } from './people-section.ts'
import { requestsPage } from './requests-page.ts'
import { switchboard, switchboardStyle } from './switchboard.ts'
import { tenantSection } from './tenant-section.ts'

type SetFault = (fault: FaultName, options?: FaultOptions) => void

/** The app that registration tools use, which exists in every tenant. */
const administratorSection = ({ displayName, clientId }: AppRegistration): Html => html`<section>
<h2>For administrators</h2>
<p class="soft">Microsoft Graph can register apps here. A tool that does so uses this app to sign an administrator in. The app
exists in every tenant. Registered apps appear above.</p>
<dl>
<dt>App</dt><dd>${displayName}, <code>${clientId}</code></dd>
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

const style = `${switchboardStyle}${peopleStyle}
nav { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 0 0 1rem }
nav a { display: inline-block; padding: .5rem 0 } h3 { margin: 1.25rem 0 .5rem; font-size: 1rem }
summary { cursor: pointer; font-weight: 600; padding: .5rem 0 } h2 { scroll-margin: 1rem }
`

/** The tenant of personal accounts always exists; it is shown only if it has users. */
const isShown = ({ id, kind }: Tenant, { people }: State) =>
  kind !== 'personal' || people.some(({ tenantId }) => tenantId === id)

const startPage = (c: Context, at: URL, state: State): Html =>
  page({
    title: 'Start',
    wide: true,
    style,
    body: html`<h1>Local Entra emulator</h1>
${introduction(state, at)}
${state.appSetup ? setupSentence(state.appSetup) : ''}
${peopleSection(c, state, at)}
<section id="directory">
<h2>Tenants and apps</h2>
${state.tenants
  .filter((tenant) => isShown(tenant, state))
  .map(
    (tenant) =>
      html`<details><summary>${tenant.displayName}</summary>${tenantSection(tenant, at, state)}</details>`,
  )}
</section>
${switchboard(state.faults, organizationsOf(state.tenants).length > 0)}
${manyTenantsSection(originOf(personalAccounts, at, state.tenants))}
${azureDevOpsSection(at, state)}
${administratorSection(graphCommandLine)}
<script>${raw(liveScript)}</script>`,
  })

/** Empty means the default. */
function numberOf(posted: Parameters, name: 'times' | 'minutes' | 'aadsts' | 'days'): FaultOptions {
  const text = posted.get(name)
  if (text === null) return {}
  return { [name]: /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN }
}

function choiceOf(posted: Parameters, name: 'patError' | 'operation'): FaultOptions {
  const text = posted.get(name)
  return text === null ? {} : { [name]: text }
}

function refuseOtherSites(c: Context): void {
  if (!isOwnOrigin(c)) throw new RangeError('not from this origin')
}

export function startRoutes(state: State, setFault: SetFault, log: RequestLog): Hono {
  const app = new Hono()
  app.onError((error, c) => {
    if (error instanceof RangeError || error instanceof EntraError) return c.text(error.message, 400)
    throw error
  })

  app.get('/', (c) => c.html(startPage(c, new URL(c.req.url), state), 200, { 'Cache-Control': 'no-store' }))

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
    return c.redirect(`/#fault-${fault}`, 303)
  })

  app.post('/faults/in-words', async (c) => {
    refuseOtherSites(c)
    const posted = await form(c)
    const name = required(posted, 'name')
    const known = findFault(name)
    if (known?.aadsts === undefined) throw new RangeError('no such fault')
    setFault(known.fault, { ...numberOf(posted, 'times'), aadsts: known.aadsts })
    return c.redirect(`/#fault-${name}`, 303)
  })

  app.post('/faults/clear', async (c) => {
    refuseOtherSites(c)
    const only = (await form(c)).get('only')
    if (only === null) state.faults.clear()
    else state.faults.delete(only as FaultName)
    return c.redirect('/#on-now', 303)
  })

  app.post('/sign-in-as', async (c) => {
    refuseOtherSites(c)
    const id = required(await form(c), 'person')
    const person = state.people.find(({ profile }) => profile.id === id)
    if (!person) throw new RangeError('there is no such person')
    signIn(c, state.browsers, person, state.now())
    return c.redirect(`/#person-${id}`, 303)
  })

  app.get('/requests', (c) =>
    c.html(requestsPage(log.requests, state.serving.authorityFile), 200, { 'Cache-Control': 'no-store' }),
  )

  app.post('/requests/clear', (c) => {
    refuseOtherSites(c)
    log.clear()
    return c.redirect('/requests', 303)
  })
  return app
}
