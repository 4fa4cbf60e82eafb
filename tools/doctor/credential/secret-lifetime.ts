// The secret's last day, which only Graph knows.
import { check } from '../diagnosis/check.ts'
import { skipped } from '../diagnosis/outcome.ts'
import { daysLeft } from './days-left.ts'

/** Graph shows as many of a secret's characters, to tell several apart. */
const HINT_CHARACTERS = 3

export const secretLifetime = check({
  name: 'secret lifetime',
  needs: ['appToken', 'registration'],
  appliesTo: ({ variables }) => variables.CLIENT_SECRET !== undefined,
  run({ registration }, { variables, now }) {
    const begin = (variables.CLIENT_SECRET ?? '').trim().slice(0, HINT_CHARACTERS)
    // Entra has just taken it, so that it is none of those that are over.
    const alike = registration.passwordCredentials.filter(
      ({ hint, endDateTime }) => hint === begin && endDateTime > now(),
    )
    if (alike.length === 0) return skipped('Graph does not say which of its secrets CLIENT_SECRET is.')
    // Of several that begin alike it may be any: the first to end is the one to see to.
    const endsAt = Math.min(...alike.map(({ endDateTime }) => endDateTime))
    return daysLeft(
      'CLIENT_SECRET',
      endsAt,
      now(),
      'Before then run npm run register -- --rotate; or Certificates & secrets > New client secret: put its Value in CLIENT_SECRET, and delete the old one after.',
    )
  },
})
