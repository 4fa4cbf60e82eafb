// How customers sign in, sign up and choose a new password at External ID: one form after another.
import { type Context, Hono } from 'hono'
import {
  beginJourney,
  createCustomer,
  isEmail,
  type Journey,
  nameProblem,
  passwordProblem,
} from './customer-journey.ts'
import {
  attributesPage,
  emailPage,
  newPasswordPage,
  passcodePage,
  passwordPage,
  signUpPage,
} from './customer-page.ts'
import { findUsername, peopleOf } from './directory.ts'
import { EntraError } from './entra-error.ts'
import { errorPage } from './error-page.ts'
import { endCancelled } from './outcome.ts'
import { form, type Parameters } from './parameters.ts'
import { findPending, type Pending, resume, signInAndResume } from './pending.ts'
import { isCustomer, type Person } from './people.ts'
import { signedIn } from './sso-session.ts'
import type { State } from './state.ts'

const WRONG_PASSCODE = 'That is not the passcode.'
const WRONG_PASSWORD = 'Your account or password is incorrect.'
const NO_ACCOUNT = 'We couldn’t find an account with this e-mail address.'
const HAS_ACCOUNT = 'There is an account with this e-mail address already.'
const NO_EMAIL = 'Enter an e-mail address, such as name@example.com.'

function findCustomer(state: State, { request }: Pending, email: string): Person | null {
  const customers = peopleOf(state.people, request.authority, request.app).filter(isCustomer)
  return findUsername(customers, email)[0] ?? null
}

/** The e-mail address was entered, or somebody who is signed in was picked. */
export function enterEmail(c: Context, state: State, pending: Pending, posted: Parameters) {
  const { request } = pending
  const email = (posted.get('account') ?? posted.get('username') ?? '').trim().toLowerCase()
  if (email === '' || posted.get('instead') !== null) return c.html(emailPage(pending, []))
  const person = findCustomer(state, pending, email)
  if (!person) return c.html(emailPage(pending, [], { value: email, problem: NO_ACCOUNT }), 400)
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

function enterSignUpEmail(c: Context, state: State, pending: Pending, posted: Parameters) {
  const email = posted.get('username')?.trim().toLowerCase() ?? ''
  if (email === '' || posted.get('instead') !== null) return c.html(signUpPage(pending))
  const problem = isEmail(email) ? HAS_ACCOUNT : NO_EMAIL
  if (!isEmail(email) || findCustomer(state, pending, email)) {
    return c.html(signUpPage(pending, { value: email, problem }), 400)
  }
  return c.html(passcodePage(pending, beginJourney(state.journeys, pending.id, 'sign-up', email)))
}

/** A page may have been open while the journey ended, or somebody skips a step. */
function findJourney(state: State, { id }: Pending, proved: boolean): Journey {
  const journey = state.journeys.get(id)
  if (!journey || (proved && !journey.proved)) throw new EntraError(9002313)
  return journey
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
  if (journey.goal === 'sign-up') return c.html(attributesPage(pending, journey))
  const person = findTraveller(state, pending, journey)
  person.password = password
  return signInAndResume(c, state, pending, person)
}

function enterAttributes(c: Context, state: State, pending: Pending, posted: Parameters) {
  const journey = findJourney(state, pending, true)
  const { tenant } = pending.request.authority
  if (!tenant || journey.goal !== 'sign-up' || journey.password === null) throw new EntraError(9002313)
  if (findCustomer(state, pending, journey.email)) throw new EntraError(9002313)
  const displayName = posted.get('displayName')?.trim() ?? ''
  const [givenName, surname] = [posted.get('givenName'), posted.get('surname')]
  const problem = nameProblem(displayName)
  if (problem !== null) {
    const given = { displayName, givenName: givenName ?? '', surname: surname ?? '' }
    return c.html(attributesPage(pending, journey, given, problem), 400)
  }
  const person = createCustomer(tenant, journey, { displayName, givenName, surname })
  state.people.push(person)
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
