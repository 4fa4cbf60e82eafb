// Customer sign-up at External ID, according to the app's user flow.
import type { Context } from 'hono'
import { asksAttribute, asksPassword, signUpFlowOf, type UserFlow } from '../directory/user-flow.ts'
import { EntraError } from '../protocol/entra-error.ts'
import type { Parameters } from '../protocol/parameters.ts'
import {
  type Answers,
  beginJourney,
  createCustomer,
  isEmail,
  type Journey,
  nameProblem,
} from '../state/customer-journey.ts'
import { type Pending, signInAndResume } from '../state/pending.ts'
import type { State } from '../state/state.ts'
import { findCustomer, findJourney } from './customer.ts'
import { attributeNames, attributesPage, passcodePage, signUpPage } from './pages.ts'

const HAS_ACCOUNT = 'There is an account with this email address already.'
const NO_EMAIL = 'Enter an email address, such as name@example.com.'

/** An app without a user flow has no sign-up. */
export function findSignUpFlow(state: State, { request }: Pending): UserFlow {
  const flow = signUpFlowOf(state.userFlows, request.app)
  if (!flow) throw new EntraError(9002313)
  return flow
}

export function enterSignUpEmail(c: Context, state: State, pending: Pending, posted: Parameters) {
  findSignUpFlow(state, pending)
  const email = posted.get('username')?.trim().toLowerCase() ?? ''
  if (email === '' || posted.get('instead') !== null) return c.html(signUpPage(pending))
  const problem = isEmail(email) ? HAS_ACCOUNT : NO_EMAIL
  if (!isEmail(email) || findCustomer(state, pending, email)) {
    return c.html(signUpPage(pending, { value: email, problem }), 400)
  }
  return c.html(passcodePage(pending, beginJourney(state.journeys, pending.id, 'sign-up', email)))
}

const askedAttributes = (flow: UserFlow) => attributeNames.filter((name) => asksAttribute(flow, name))

const noAnswers: Answers = { displayName: null, givenName: null, surname: null, jobTitle: null }

function finishSignUp(c: Context, state: State, pending: Pending, journey: Journey, answers: Answers) {
  const { tenant } = pending.request.authority
  if (!tenant || findCustomer(state, pending, journey.email)) throw new EntraError(9002313)
  const person = createCustomer(tenant, journey, answers)
  state.people.push(person)
  return signInAndResume(c, state, pending, person)
}

export function askAttributes(c: Context, state: State, pending: Pending, journey: Journey) {
  const asked = askedAttributes(findSignUpFlow(state, pending))
  if (asked.length > 0) return c.html(attributesPage(pending, journey, asked))
  return finishSignUp(c, state, pending, journey, noAnswers)
}

export function enterAttributes(c: Context, state: State, pending: Pending, posted: Parameters) {
  const journey = findJourney(state, pending, true)
  const flow = findSignUpFlow(state, pending)
  if (journey.password === null && asksPassword(flow)) throw new EntraError(9002313)
  const asked = askedAttributes(flow)
  const answers = { ...noAnswers }
  for (const name of asked) answers[name] = posted.get(name)?.trim() || null
  const problem = asked.includes('displayName') ? nameProblem(answers.displayName ?? '') : null
  if (problem !== null) return c.html(attributesPage(pending, journey, asked, answers, problem), 400)
  return finishSignUp(c, state, pending, journey, answers)
}
