// Takes an authorization request as far as possible without the user, then shows the page it needs.

import type { Context } from 'hono'
import { emailPage, signUpPage } from '../customers/pages.ts'
import { errorValues } from '../directory/app-registration.ts'
import { missingConsent, needsAdmin } from '../directory/consent.ts'
import { isCustomer } from '../directory/person.ts'
import { principalRefusal } from '../directory/service-principal.ts'
import { tenantOf } from '../directory/tenants.ts'
import { signUpFlowOf } from '../directory/user-flow.ts'
import { consentPage } from '../pages/consent-page.ts'
import { type Choice, signInPage } from '../pages/sign-in-page.ts'
import { asksForMore } from '../protocol/authentication-context.ts'
import { EntraError } from '../protocol/entra-error.ts'
import type { AuthorizeRequest } from '../state/authorize-request.ts'
import { accountRefusal } from '../state/azure-devops-refusal.ts'
import type { Pending } from '../state/pending.ts'
import { type Account, signedIn } from '../state/sso-session.ts'
import type { State } from '../state/state.ts'
import { multiFactorPage } from './multi-factor-page.ts'
import { whoSignsIn } from './next-step.ts'
import { endAuthorized, endWithError } from './outcome.ts'

const formTarget = ({ id, request }: Pending, step: string) => ({
  action: `/${request.authority.path}/${step}`,
  id,
})

/** External ID's pages are for customers, so an administrator's session from elsewhere doesn't count. */
function accountsFor(c: Context, state: State, { authority }: AuthorizeRequest): Account[] {
  const accounts = signedIn(c, state.browsers, authority)
  return authority.tenant?.kind === 'customers'
    ? accounts.filter(({ person }) => isCustomer(person))
    : accounts
}

export const nextStep = (c: Context, state: State, request: AuthorizeRequest) =>
  whoSignsIn(request, state.people, accountsFor(c, state, request), state.now())

function askWho(c: Context, state: State, pending: Pending, choices: Choice[]) {
  const { request } = pending
  if (request.authority.tenant?.kind !== 'customers') {
    return c.html(signInPage(formTarget(pending, 'login'), request, choices))
  }
  const signUp = signUpFlowOf(state.userFlows, request.app) !== null
  if (request.prompt === 'create' && signUp) return c.html(signUpPage(pending))
  return c.html(
    emailPage(
      pending,
      choices.filter((choice) => choice.signedIn),
      signUp,
    ),
  )
}

function askConsent(c: Context, state: State, pending: Pending, account: Account) {
  const { request } = pending
  const { person } = account
  const missing = missingConsent(state, person, request.app, request.scope)
  const customer = isCustomer(person)
  if (missing.length === 0 && (request.prompt !== 'consent' || customer)) return null
  const silent = request.prompt === 'none'
  // Customers cannot consent, so they are not asked.
  if (silent || customer) {
    const error = silent ? 'consent_required' : 'access_denied'
    return endWithError(c, state, pending, new EntraError(65001, errorValues(request.app), { error }))
  }
  request.chosen = person.profile.id
  request.shown = 'consent'
  const admin = needsAdmin(state, person, request.app, request.scope)
  return c.html(consentPage(formTarget(pending, 'consent'), request, person, admin))
}

function askMultiFactor(c: Context, state: State, pending: Pending, account: Account) {
  const { request } = pending
  const byPolicy = tenantOf(account.person).policies?.multiFactor ?? false
  if (
    account.multiFactor ||
    !(byPolicy || request.multiFactor || request.claims.policies || asksForMore(request.claims.contexts))
  )
    return null
  if (request.prompt === 'none') {
    return endWithError(c, state, pending, new EntraError(50076, {}, { error: 'interaction_required' }))
  }
  request.chosen = account.person.profile.id
  request.shown = 'mfa'
  return c.html(multiFactorPage(formTarget(pending, 'mfa'), request, account.person))
}

export function goOn(c: Context, state: State, pending: Pending) {
  const next = nextStep(c, state, pending.request)
  if (next.step === 'refuse') {
    return endWithError(c, state, pending, new EntraError(next.aadsts, {}, { error: next.error }))
  }
  c.header('Cache-Control', 'no-store, no-cache')
  if (next.step === 'ask') return askWho(c, state, pending, next.choices)
  const tenant = tenantOf(next.account.person)
  const refusal =
    principalRefusal(state.servicePrincipals, tenant, pending.request.app) ??
    accountRefusal(pending.request.scope, tenant)
  if (refusal) return endWithError(c, state, pending, refusal)
  return (
    askMultiFactor(c, state, pending, next.account) ??
    askConsent(c, state, pending, next.account) ??
    endAuthorized(c, state, pending, next.account)
  )
}
