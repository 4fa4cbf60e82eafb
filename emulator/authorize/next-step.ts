// What an authorization request needs next: a person, a consent, or nothing more. No I/O.

import { findUsername, peopleOf, personOfLoginHint } from '../directory/lookup.ts'
import type { Person } from '../directory/person.ts'
import type { Choice } from '../pages/sign-in-page.ts'
import type { AuthorizeRequest } from '../state/authorize-request.ts'
import type { Account } from '../state/sso-session.ts'

export type NextStep =
  | { step: 'refuse'; aadsts: number; error: string }
  | { step: 'ask'; choices: Choice[] }
  | { step: 'use'; account: Account }

/** What decides who is offered. */
type Asked = Pick<AuthorizeRequest, 'authority' | 'app'>

/** `accounts`: who is signed in to this authority in this browser. */
export const choicesOf = (people: Person[], { authority, app }: Asked, accounts: Account[]): Choice[] =>
  peopleOf(people, authority, app).map((person) => ({
    person,
    signedIn: accounts.some((account) => account.person === person),
  }))

const refuse = (aadsts: number, error: string): NextStep => ({ step: 'refuse', aadsts, error })

/** `accounts`: who is signed in to this authority in this browser. `now` in milliseconds. */
export function whoSignsIn(
  request: AuthorizeRequest,
  people: Person[],
  accounts: Account[],
  now: number,
): NextStep {
  const { prompt, loginHint, maxAgeSeconds } = request
  const chosen = accounts.find((account) => account.person.profile.id === request.chosen)
  if (chosen) return { step: 'use', account: chosen }

  const everyone = choicesOf(people, request, accounts)
  const hinted =
    loginHint === null ? [] : [...findUsername(people, loginHint), personOfLoginHint(people, loginHint)]
  const hintedChoice = everyone.filter(({ person }) => hinted.includes(person))
  const choices = hintedChoice.length > 0 ? hintedChoice : everyone
  if (prompt === 'select_account') return { step: 'ask', choices: everyone }
  if (prompt === 'login' || prompt === 'create') return { step: 'ask', choices }

  const fresh = accounts.filter(
    ({ signedInAt }) => maxAgeSeconds === null || now - signedInAt < maxAgeSeconds * 1000,
  )
  const candidates = loginHint === null ? fresh : fresh.filter(({ person }) => hinted.includes(person))
  const [only, ...others] = candidates
  if (only && others.length === 0) return { step: 'use', account: only }
  if (prompt !== 'none') return { step: 'ask', choices }
  return only ? refuse(16000, 'interaction_required') : refuse(50058, 'login_required')
}
