// When the secret expires: from Graph if the registration is readable, else CLIENT_SECRET_EXPIRES, which npm run register writes.
import { DAY_MS, dateOf } from '../../certificate/lifetime.ts'
import { SECRET_EXPIRES } from '../../settings/variable-names.ts'
import { check } from '../diagnosis/check.ts'
import { fail, type Outcome, skipped, warn } from '../diagnosis/outcome.ts'
import type { Registration } from '../evidence/graph-application.ts'
import { daysLeft } from './days-left.ts'

/** Graph returns this many of a secret's characters as a hint. */
const HINT_CHARACTERS = 3

const ROTATE =
  'Run npm run register -- --rotate. Or create one under Certificates & secrets > New client secret, put its Value in CLIENT_SECRET, and then delete the old one.'

const CORRECT_DATE =
  'Run npm run register, which corrects it, and upload it to the deployed Worker. Or copy the date from Certificates & secrets > Expires.'

/** A new secret is useless there if only this machine's file has it. */
const ROTATE_ELSEWHERE =
  'Run npm run register -- --rotate --deploy-secrets, which gives the deployed Worker a new one, or the workflow in docs/ci.md that does so.'

export const secretLifetime = check({
  name: 'secret lifetime',
  needs: ['settings'],
  appliesTo: ({ variables, withoutCredential }) =>
    variables.CLIENT_SECRET !== undefined ||
    (withoutCredential && variables.CLIENT_CERTIFICATE === undefined),
  run({ registration, acceptedSecret }, { variables, now, withoutCredential }) {
    const noted = Date.parse(variables[SECRET_EXPIRES] ?? '')
    const isElsewhere = withoutCredential && variables.CLIENT_SECRET === undefined
    if (registration && isElsewhere) return newestEnd(registration, now())
    const known = registration && knownEnd(registration, variables.CLIENT_SECRET ?? '', now())
    if (known) {
      return [daysLeft('CLIENT_SECRET', known, now(), ROTATE), ...contradiction(known, noted)]
    }
    if (Number.isNaN(noted)) {
      return skipped(
        `It is unknown when CLIENT_SECRET expires: ${SECRET_EXPIRES} is not set, and Graph does not show it.`,
        `${isElsewhere ? 'Set GRAPH_TOKEN to an access token for Microsoft Graph. Or set' : 'Set'} ${SECRET_EXPIRES} to the date, such as 2027-05-27, from App registrations > your app > Certificates & secrets > Expires.${isElsewhere ? '' : ' If npm run register created the secret, run it again, and it adds the date.'}`,
      )
    }
    if (noted <= now() && acceptedSecret) {
      return warn(
        `${SECRET_EXPIRES} says ${dateOf(noted)}, but Entra accepts CLIENT_SECRET, so the date is wrong.`,
        CORRECT_DATE,
      )
    }
    if (noted <= now()) {
      return fail(
        `According to ${SECRET_EXPIRES}, CLIENT_SECRET expired on ${dateOf(noted)}.`,
        `${isElsewhere ? ROTATE_ELSEWHERE : 'Run npm run register -- --rotate.'} If you replaced it already, set ${SECRET_EXPIRES} to the new date.`,
      )
    }
    return daysLeft('CLIENT_SECRET', noted, now(), isElsewhere ? ROTATE_ELSEWHERE : ROTATE)
  },
})

/** null = no secret in Graph matches. */
function knownEnd({ passwordCredentials }: Registration, secret: string, now: number): number | null {
  const begin = secret.trim().slice(0, HINT_CHARACTERS)
  // Entra has just accepted it, so it has not expired.
  const alike = passwordCredentials.filter(({ hint, endDateTime }) => endDateTime > now && hint === begin)
  if (alike.length === 0) return null
  const ends = alike.map(({ endDateTime }) => endDateTime)
  // Several secrets may share a hint: assume the earliest expiration.
  return Math.min(...ends)
}

/** For a credential stored elsewhere: the app stops working when the last one expires. */
function newestEnd({ passwordCredentials, keyCredentials }: Registration, now: number): Outcome {
  const ends = [...passwordCredentials, ...keyCredentials].map(({ endDateTime }) => endDateTime)
  const newest = Math.max(...ends)
  if (newest > now) return daysLeft('The newest secret or certificate', newest, now, ROTATE_ELSEWHERE)
  return fail('The registration has no valid secret or certificate.', ROTATE_ELSEWHERE)
}

function contradiction(known: number, noted: number): Outcome[] {
  if (Number.isNaN(noted) || Math.abs(known - noted) < DAY_MS) return []
  return [warn(`${SECRET_EXPIRES} says ${dateOf(noted)}, but Entra says ${dateOf(known)}.`, CORRECT_DATE)]
}
