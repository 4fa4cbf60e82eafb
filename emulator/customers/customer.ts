// The customer on External ID's pages: whose email address it is, and which steps are done.

import { findUsername, peopleOf } from '../directory/lookup.ts'
import { isCustomer, type Person } from '../directory/person.ts'
import { EntraError } from '../protocol/entra-error.ts'
import type { Journey } from '../state/customer-journey.ts'
import type { Pending } from '../state/pending.ts'
import type { State } from '../state/state.ts'

export function findCustomer(state: State, { request }: Pending, email: string): Person | null {
  const customers = peopleOf(state.people, request.authority, request.app).filter(isCustomer)
  return findUsername(customers, email)[0] ?? null
}

/** The page may have been open longer than its request lasts, or a step was skipped. */
export function findJourney(state: State, { id }: Pending, proved: boolean): Journey {
  const journey = state.journeys.get(id)
  if (!journey || (proved && !journey.proved)) throw new EntraError(9002313)
  return journey
}
