// How External ID customers sign in and reset their password, form by form.
import { type Context, Hono } from 'hono'
import { findCustomer, findJourney } from '../customers/customer.ts'
import { emailPage, newPasswordPage, passcodePage, passwordPage } from '../customers/pages.ts'
import { askAttributes, enterAttributes, enterSignUpEmail, findSignUpFlow } from '../customers/sign-up.ts'
import type { Person } from '../directory/person.ts'
import { asksPassword, signUpFlowOf } from '../directory/user-flow.ts'
import { errorPage } from '../pages/error-page.ts'
import { EntraError } from '../protocol/entra-error.ts'
import { form, type Parameters } from '../protocol/parameters.ts'
import { beginJourney, type Journey, passwordProblem } from '../state/customer-journey.ts'
import { findPending, type Pending, resume, signInAndResume } from '../state/pending.ts'
import { signedIn } from '../state/sso-session.ts'
import type { State } from '../state/state.ts'
import { endCancelled } from './outcome.ts'

const WRONG_PASSCODE = 'That is not the passcode.'
const WRONG_PASSWORD = 'Your account or password is incorrect.'
const NO_ACCOUNT = 'We couldn’t find an account with this email address.'

/** The customer entered an email address or picked a signed-in account. */
export function enterEmail(c: Context, state: State, pending: Pending, posted: Parameters) {
  const { request } = pending
  const email = (posted.get('account') ?? posted.get('username') ?? '').trim().toLowerCase()
  const signUp = signUpFlowOf(state.userFlows, request.app) !== null
  if (email === '' || posted.get('instead') !== null) return c.html(emailPage(pending, [], signUp))
  const person = findCustomer(state, pending, email)
  if (!person) return c.html(emailPage(pending, [], signUp, { value: email, problem: NO_ACCOUNT }), 400)
  const account = signedIn(c, state.browsers, request.authority).find((each) => each.person === person)
  if (account && request.prompt !== 'login') {
    request.chosen = person.profile.id
    return resume(c, pending)
  }
  const journey = beginJourney(state.journeys, pending.id, 'sign-in', email)
  return c.html(
    person.password === undefined ? passcodePage(pending, journey) : passwordPage(pending, journey),
  )
}

function findTraveller(state: State, pending: Pending, { email }: Journey): Person {
  const person = findCustomer(state, pending, email)
  if (!person) throw new EntraError(9002313)
  return person
}

function enterPasscode(c: Context, state: State, pending: Pending, posted: Parameters) {
  const journey = findJourney(state, pending, false)
  if (posted.get('passcode')?.trim() !== journey.passcode) {
    return c.html(passcodePage(pending, journey, WRONG_PASSCODE), 400)
  }
  journey.proved = true
  if (journey.goal === 'sign-up' && !asksPassword(findSignUpFlow(state, pending))) {
    return askAttributes(c, state, pending, journey)
  }
  if (journey.goal !== 'sign-in') return c.html(newPasswordPage(pending, journey))
  return signInAndResume(c, state, pending, findTraveller(state, pending, journey))
}

function enterPassword(c: Context, state: State, pending: Pending, posted: Parameters) {
  const journey = findJourney(state, pending, false)
  const person = findTraveller(state, pending, journey)
  if (person.password === undefined || posted.get('password') !== person.password) {
    return c.html(passwordPage(pending, journey, WRONG_PASSWORD), 400)
  }
  return signInAndResume(c, state, pending, person)
}

function forgetPassword(c: Context, state: State, pending: Pending) {
  const { email } = findJourney(state, pending, false)
  return c.html(passcodePage(pending, beginJourney(state.journeys, pending.id, 'new-password', email)))
}

function enterNewPassword(c: Context, state: State, pending: Pending, posted: Parameters) {
  const journey = findJourney(state, pending, true)
  const password = posted.get('new_password') ?? ''
  const problem = passwordProblem(password)
  if (problem !== null) return c.html(newPasswordPage(pending, journey, problem), 400)
  journey.password = password
  if (journey.goal === 'sign-up') return askAttributes(c, state, pending, journey)
  const person = findTraveller(state, pending, journey)
  person.password = password
  return signInAndResume(c, state, pending, person)
}

const steps = {
  'sign-up': enterSignUpEmail,
  passcode: enterPasscode,
  password: enterPassword,
  'forgot-password': forgetPassword,
  'new-password': enterNewPassword,
  attributes: enterAttributes,
}

export function customerSignInRoutes(state: State): Hono {
  const app = new Hono()
  app.onError((error, c) => errorPage(c, error, state.now()))
  for (const [path, step] of Object.entries(steps)) {
    app.post(`/:tenant/${path}`, async (c) => {
      const posted = await form(c)
      const pending = findPending(c, state, posted)
      if (pending.request.authority.tenant?.kind !== 'customers') throw new EntraError(9002313)
      c.header('Cache-Control', 'no-store, no-cache')
      return posted.get('cancel') === null ? step(c, state, pending, posted) : endCancelled(c, state, pending)
    })
  }
  return app
}
