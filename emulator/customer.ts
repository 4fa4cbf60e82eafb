// The customer in front of External ID's pages: who has this address, and how far they are.
import type { Journey } from './customer-journey.ts'
import { findUsername, peopleOf } from './directory.ts'
import { EntraError } from './entra-error.ts'
import type { Pending } from './pending.ts'
import { isCustomer, type Person } from './person.ts'
import type { State } from './state.ts'

export function findCustomer(state: State, { request }: Pending, email: string): Person | null {
  const customers = peopleOf(state.people, request.authority, request.app).filter(isCustomer)
  return findUsername(customers, email)[0] ?? null
}

/** A page may have been open while the journey ended, or somebody skips a step. */
export function findJourney(state: State, { id }: Pending, proved: boolean): Journey {
  const journey = state.journeys.get(id)
  if (!journey || (proved && !journey.proved)) throw new EntraError(9002313)
  return journey
}
