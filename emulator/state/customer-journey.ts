// A customer's progress through External ID: verifying an email address, choosing a password, signing up.
import type { Person } from '../directory/person.ts'
import type { Tenant } from '../directory/tenants.ts'
import { randomBetween } from '../protocol/random.ts'

const PASSCODE_DIGITS = 8
const PASSWORD_LEAST = 8
const PASSWORD_MOST = 256
const NAME_MOST = 256
/** Entra's display name for a customer who was not asked for a name. */
const NO_NAME = 'unknown'

export type Journey = {
  goal: 'sign-in' | 'sign-up' | 'new-password'
  email: string
  /** The passcode that would be in the email. */
  passcode: string
  /** Whether the passcode was entered. */
  proved: boolean
  /** Chosen, but not yet saved to an account. */
  password: string | null
}

/** By authorization request ID. */
export type Journeys = Map<string, Journey>

export function beginJourney(journeys: Journeys, id: string, goal: Journey['goal'], email: string): Journey {
  const digits = Array.from({ length: PASSCODE_DIGITS }, () => randomBetween(0, 9))
  const journey: Journey = { goal, email, passcode: digits.join(''), proved: false, password: null }
  journeys.set(id, journey)
  return journey
}

/** null = valid. Entra's rule: at least eight characters of three kinds. */
export function passwordProblem(password: string): string | null {
  if (password.length < PASSWORD_LEAST || password.length > PASSWORD_MOST) {
    return `The password must have ${PASSWORD_LEAST} to ${PASSWORD_MOST} characters.`
  }
  const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/].filter((kind) => kind.test(password))
  return kinds.length < 3
    ? 'The password must have three of these: small letters, capitals, digits, symbols.'
    : null
}

export const isEmail = (text: string) => /^[^\s@]{1,64}@[^\s@]+\.[^\s@]+$/.test(text) && text.length <= 254

/** null = valid. */
export const nameProblem = (name: string): string | null =>
  name.trim() === '' || name.length > NAME_MOST ? `The name must have 1 to ${NAME_MOST} characters.` : null

/** The attributes entered at sign-up. */
export type Answers = {
  displayName: string | null
  givenName: string | null
  surname: string | null
  jobTitle: string | null
}

/** A new customer, as External ID creates one. The user principal name can't be used to sign in. */
export function createCustomer(
  tenant: Tenant,
  { email, password }: Journey,
  { displayName, givenName, surname, jobTitle }: Answers,
): Person {
  const id = crypto.randomUUID()
  return {
    tenantId: tenant.id,
    tenant,
    portrait: null,
    signInName: email,
    ...(password === null ? {} : { password }),
    profile: {
      businessPhones: [],
      displayName: displayName ?? NO_NAME,
      givenName,
      id,
      jobTitle,
      mail: email,
      mobilePhone: null,
      officeLocation: null,
      preferredLanguage: null,
      surname,
      userPrincipalName: `${id}@${tenant.domain}`,
    },
  }
}
