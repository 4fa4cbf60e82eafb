// GET and POST /authorize, and the forms up to the response: account, second factor, consent.
import { type Context, Hono } from 'hono'
import { errorValues } from '../directory/app-registration.ts'
import { findAuthority } from '../directory/authority.ts'
import { cloudOfLogin } from '../directory/cloud.ts'
import { grantConsent, needsAdmin } from '../directory/consent.ts'
import { findMember } from '../directory/lookup.ts'
import { knownApps } from '../directory/replication.ts'
import { checkServicePrincipal, installApp } from '../directory/service-principal.ts'
import { errorPage } from '../pages/error-page.ts'
import { correlationIdOf } from '../protocol/correlation.ts'
import { EntraError } from '../protocol/entra-error.ts'
import { form, type Parameters, query, required } from '../protocol/parameters.ts'
import { randomToken } from '../protocol/random.ts'
import { readAuthorizeRequest, readClient } from '../state/authorize-request.ts'
import { accountRefusal, checkScopesKnown } from '../state/azure-devops-refusal.ts'
import { takeAadsts, takeFault } from '../state/faults.ts'
import { findPending, type Pending, resume, signInAndResume } from '../state/pending.ts'
import type { State } from '../state/state.ts'
import { enterEmail } from './customer-sign-in.ts'
import { goOn, nextStep } from './interaction.ts'
import { answerCancelled, answerError, endAuthorized, endCancelled, endDeclined } from './outcome.ts'

async function authorize(c: Context, state: State, parameters: Parameters) {
  const authority = findAuthority(c, state.tenants)
  const client = readClient(knownApps(state.faults, state.apps, state.now()), authority, parameters)
  const shown = takeAadsts(state.faults, 'page')
  if (shown !== null) {
    const { redirectUri } = client.returnAddress
    throw new EntraError(shown, {
      ...errorValues(client.app),
      tenant: authority.displayName,
      redirectUri,
      username: 'somebody@elsewhere.example',
    })
  }
  const correlationId = correlationIdOf(c)
  const url = new URL(c.req.url)
  try {
    const occasion = { origin: url.origin, now: state.now(), correlationId }
    const request = readAuthorizeRequest(authority, client, parameters, occasion, state.apps)
    checkServicePrincipal(state.servicePrincipals, authority, client.app)
    const refusal = authority.tenant && accountRefusal(request.scope, authority.tenant)
    if (refusal) throw refusal
    checkScopesKnown(state.faults, client.app, request.scope)
    // Customer accounts sign in only at External ID's own hosts.
    if (authority.tenant?.kind === 'customers' && cloudOfLogin(url)) throw new EntraError(500208)
    const fault = takeAadsts(state.faults, 'authorize')
    if (fault !== null) {
      throw new EntraError(fault, { ...errorValues(client.app), tenant: authority.displayName })
    }
    if (takeFault(state.faults, 'user_cancels')) return answerCancelled(c, request, null)
    request.multiFactor = takeFault(state.faults, 'mfa_required') !== null
    const id = randomToken(32)
    state.pending.set(id, request)
    return goOn(c, state, { id, request })
  } catch (error) {
    if (!(error instanceof EntraError)) throw error
    return answerError(c, state, { returnAddress: client.returnAddress, correlationId }, error)
  }
}

/** The account this page was shown to. Throws EntraError if the page was skipped or nobody is signed in. */
function shownAccount(c: Context, state: State, { request }: Pending, shown: 'mfa' | 'consent') {
  const next = nextStep(c, state, request)
  if (next.step !== 'use' || request.shown !== shown) throw new EntraError(9002313)
  return next.account
}

export function authorizeRoutes(state: State): Hono {
  const app = new Hono()
  app.onError((error, c) => errorPage(c, error, state.now()))
  app.get('/:tenant/oauth2/v2.0/authorize', (c) => authorize(c, state, query(c)))
  app.post('/:tenant/oauth2/v2.0/authorize', async (c) => authorize(c, state, await form(c)))

  app.post('/:tenant/login', async (c) => {
    const posted = await form(c)
    const pending = findPending(c, state, posted)
    if (posted.get('cancel') !== null) return endCancelled(c, state, pending)
    const { authority, app } = pending.request
    c.header('Cache-Control', 'no-store, no-cache')
    if (authority.tenant?.kind === 'customers') return enterEmail(c, state, pending, posted)
    const person = findMember(state.people, authority, app, required(posted, 'username'))
    return signInAndResume(c, state, pending, person)
  })

  app.get('/:tenant/resume', (c) => goOn(c, state, findPending(c, state, query(c))))

  app.post('/:tenant/mfa', async (c) => {
    const posted = await form(c)
    const pending = findPending(c, state, posted)
    const account = shownAccount(c, state, pending, 'mfa')
    if (posted.get('action') !== 'accept') return endCancelled(c, state, pending, account.person)
    account.multiFactor = true
    return resume(c, pending)
  })

  app.post('/:tenant/consent', async (c) => {
    const posted = await form(c)
    const pending = findPending(c, state, posted)
    const account = shownAccount(c, state, pending, 'consent')
    const { person } = account
    const { app, scope } = pending.request
    if (needsAdmin(state, person, app, scope)) return endCancelled(c, state, pending, person)
    if (posted.get('action') !== 'accept') return endDeclined(c, state, pending, person)
    grantConsent(state, person, app, scope)
    installApp(state, person.tenantId, app, state.now())
    return endAuthorized(c, state, pending, account)
  })
  return app
}
