// GET and POST /authorize, and the forms between it and the answer: sign in, consent, code.
import { type Context, Hono } from 'hono'
import { base64url } from 'jose'
import { issueCode } from './authorization-code.ts'
import { answer } from './authorize-answer.ts'
import { type AuthorizeRequest, readAuthorizeRequest, readClient } from './authorize-request.ts'
import { grantConsent, missingConsent } from './consent.ts'
import { consentPage, needsAdmin } from './consent-page.ts'
import { correlationIdOf } from './correlation.ts'
import { findMember, findTenant } from './directory.ts'
import { EntraError, errorFields } from './entra-error.ts'
import { errorPage } from './error-page.ts'
import { takeAadsts, takeFault } from './faults.ts'
import { whoSignsIn } from './next-step.ts'
import { form, type Parameters, query, required } from './parameters.ts'
import { randomToken } from './random.ts'
import { signInPage } from './sign-in-page.ts'
import { type Account, signedIn, signIn } from './sso-session.ts'
import type { State } from './state.ts'

const PENDING_MS = 60 * 60 * 1000

const originOf = (c: Context) => new URL(c.req.url).origin

const formTarget = ({ tenant }: AuthorizeRequest, step: 'login' | 'consent', id: string) => ({
  action: `/${tenant.id}/${step}`,
  id,
})

type Refused = Pick<AuthorizeRequest, 'returnAddress' | 'correlationId'>

function answerError(c: Context, state: State, request: Refused, error: EntraError, more = {}) {
  const occasion = { origin: originOf(c), now: state.now(), correlationId: request.correlationId }
  return answer(c, request.returnAddress, { ...errorFields(error, occasion), ...more })
}

/** What an app hears when the person pressed Cancel. */
const answerCancelled = (c: Context, state: State, request: AuthorizeRequest) =>
  answerError(c, state, request, new EntraError(65004), { error_subcode: 'cancel' })

async function answerCode(c: Context, state: State, request: AuthorizeRequest, account: Account) {
  const code = issueCode(state.codes, request, account, state.now())
  const { tenant, app, clientInfo } = request
  account.apps.add(app.clientId)
  const uid = account.person.profile.id
  return answer(c, request.returnAddress, {
    code,
    ...(clientInfo ? { client_info: base64url.encode(JSON.stringify({ uid, utid: tenant.id })) } : {}),
    session_state: account.sid,
  })
}

/** Goes as far as it can without the person, and asks them for the rest. */
async function goOn(c: Context, state: State, id: string, request: AuthorizeRequest) {
  const next = whoSignsIn(request, signedIn(c, state.browsers, request.tenant), state.now())
  if (next.step === 'refuse') {
    state.pending.delete(id)
    return answerError(c, state, request, new EntraError(next.aadsts, {}, { error: next.error }))
  }
  c.header('Cache-Control', 'no-store, no-cache')
  if (next.step === 'ask') return c.html(signInPage(formTarget(request, 'login', id), request, next.choices))
  const { person } = next.account
  const asks =
    request.prompt === 'consent' ||
    missingConsent(state.consents, person, request.app, request.scope).length > 0
  if (asks && request.prompt !== 'none') {
    request.chosen = person.profile.id
    return c.html(consentPage(formTarget(request, 'consent', id), request, person))
  }
  state.pending.delete(id)
  if (!asks) return answerCode(c, state, request, next.account)
  const values = { client: request.app.clientId, app: request.app.displayName }
  return answerError(c, state, request, new EntraError(65001, values, { error: 'consent_required' }))
}

async function authorize(c: Context, state: State, parameters: Parameters) {
  const tenant = findTenant(c.req.param('tenant') ?? '')
  const client = readClient(state.apps, tenant, parameters)
  const correlationId = correlationIdOf(c)
  try {
    const occasion = { origin: originOf(c), now: state.now(), correlationId }
    const request = readAuthorizeRequest(tenant, client, parameters, occasion)
    const fault = takeAadsts(state.faults, 'authorize')
    if (fault !== null) throw new EntraError(fault)
    if (takeFault(state.faults, 'user_cancels')) return answerCancelled(c, state, request)
    const id = randomToken(32)
    state.pending.set(id, request)
    return goOn(c, state, id, request)
  } catch (error) {
    if (!(error instanceof EntraError)) throw error
    return answerError(c, state, { returnAddress: client.returnAddress, correlationId }, error)
  }
}

function findPending(
  c: Context,
  state: State,
  posted: Parameters,
): { id: string; request: AuthorizeRequest } {
  const id = required(posted, 'request')
  const request = state.pending.get(id)
  const late = request && state.now() - request.startedAt > PENDING_MS
  const tenant = findTenant(c.req.param('tenant') ?? '')
  if (!request || late || request.tenant !== tenant) throw new EntraError(9002313)
  return { id, request }
}

export function authorizeRoutes(state: State): Hono {
  const app = new Hono()
  app.onError((error, c) => errorPage(c, error, state.now()))
  app.get('/:tenant/oauth2/v2.0/authorize', (c) => authorize(c, state, query(c)))
  app.post('/:tenant/oauth2/v2.0/authorize', async (c) => authorize(c, state, await form(c)))

  app.post('/:tenant/login', async (c) => {
    const posted = await form(c)
    const { id, request } = findPending(c, state, posted)
    if (posted.get('cancel') !== null) {
      state.pending.delete(id)
      return answerCancelled(c, state, request)
    }
    const person = findMember(request.tenant, request.app, required(posted, 'username'))
    signIn(c, state.browsers, person, state.now())
    request.chosen = person.profile.id
    // The new cookie is not in this request yet, so the next step is a request of its own.
    return c.redirect(`/${request.tenant.id}/resume?${new URLSearchParams({ request: id })}`, 303)
  })

  app.get('/:tenant/resume', (c) => {
    const { id, request } = findPending(c, state, query(c))
    return goOn(c, state, id, request)
  })

  app.post('/:tenant/consent', async (c) => {
    const posted = await form(c)
    const { id, request } = findPending(c, state, posted)
    const next = whoSignsIn(request, signedIn(c, state.browsers, request.tenant), state.now())
    if (next.step !== 'use' || request.chosen === null) throw new EntraError(9002313)
    state.pending.delete(id)
    const accepted = posted.get('action') === 'accept' && !needsAdmin(request.scope)
    if (!accepted) return answerCancelled(c, state, request)
    grantConsent(state.consents, next.account.person, request.app, request.scope)
    return answerCode(c, state, request, next.account)
  })
  return app
}
