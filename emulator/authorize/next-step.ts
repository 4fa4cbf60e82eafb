// What an authorization request needs next: an account, consent, or nothing. No I/O.

import { findUsername, peopleOf, personOfLoginHint } from '../directory/lookup.ts'
import type { Person } from '../directory/person.ts'
import { tenantOf } from '../directory/tenants.ts'
import type { Choice } from '../pages/sign-in-page.ts'
import type { AuthorizeRequest } from '../state/authorize-request.ts'
import type { Account } from '../state/sso-session.ts'

type NextStep =
  | { step: 'refuse'; aadsts: number; error: string }
  | { step: 'ask'; choices: Choice[] }
  | { step: 'use'; account: Account }

type Asked = Pick<AuthorizeRequest, 'authority' | 'app'> & Partial<Pick<AuthorizeRequest, 'domainHint'>>

/** A hint excludes other kinds of account, or other organizations. */
function isHinted(person: Person, hint: string): boolean {
  const { kind, domain, name } = tenantOf(person)
  if (hint === 'consumers') return kind === 'personal'
  if (hint === 'organizations') return kind === 'work'
  return hint === domain || hint === `${name}.onmicrosoft.com`
}

/** A hint that matches no account is ignored. */
function hintedPeople(people: Person[], hint: string | null | undefined): Person[] {
  const meant = hint ? people.filter((person) => isHinted(person, hint)) : []
  return meant.length > 0 ? meant : people
}

/** `accounts`: those signed in to this authority in this browser. */
export const choicesOf = (
  people: Person[],
  { authority, app, domainHint }: Asked,
  accounts: Account[],
): Choice[] =>
  hintedPeople(peopleOf(people, authority, app), domainHint).map((person) => ({
    person,
    signedIn: accounts.some((account) => account.person === person),
  }))

const refuse = (aadsts: number, error: string): NextStep => ({ step: 'refuse', aadsts, error })

/** `accounts`: those signed in to this authority in this browser. `now` in milliseconds. */
export function whoSignsIn(
  request: AuthorizeRequest,
  people: Person[],
  accounts: Account[],
  now: number,
): NextStep {
  const { prompt, loginHint, maxAgeSeconds, sid } = request
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
  if (sid !== null && prompt === 'none') {
    const meant = fresh.find((account) => account.sid === sid)
    return meant ? { step: 'use', account: meant } : refuse(160021, 'interaction_required')
  }
  const candidates = loginHint === null ? fresh : fresh.filter(({ person }) => hinted.includes(person))
  const [only, ...others] = candidates
  if (only && others.length === 0) return { step: 'use', account: only }
  if (prompt !== 'none') return { step: 'ask', choices }
  return only ? refuse(16000, 'interaction_required') : refuse(50058, 'login_required')
}
