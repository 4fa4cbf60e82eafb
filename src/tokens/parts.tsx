// What the pages of tokens share: a token's name, scopes, organizations and dates in words.
import { type Identity, once } from '../entryway/index.ts'
import { shorten } from '../ui/text.tsx'
import { type Clock, DAY_MS, formatDate, formatDateTime } from '../ui/time.ts'
import { isVisible } from './form.ts'
import type { Pat } from './pat.ts'
import { scopesInWords } from './scopes.ts'

/** @param most how many are named; all, when left out */
export function Scopes({ scopes, most = scopes.length }: { scopes: string[]; most?: number }) {
  const all = scopesInWords(scopes)
  const more = all.length - most
  if (all.length === 0) return <>none</>
  return (
    <ul class="scopes">
      {all.slice(0, most).map(({ text, isPrivileged }) => (
        <li>
          <bdi>{shorten(text)}</bdi>
          {isPrivileged && <Privileged />}
        </li>
      ))}
      {more > 0 && <li class="quiet">and {more} more</li>}
    </ul>
  )
}

export function Privileged() {
  return (
    <>
      {' '}
      <span class="badge privileged">high privilege</span>
    </>
  )
}

export function Organizations({ of: { targetAccounts } }: { of: Pat }) {
  if (targetAccounts === null) return <span class="badge privileged">all organizations</span>
  return <>{targetAccounts.length === 1 ? '1 organization' : `${targetAccounts.length} organizations`}</>
}

export function Name({ pat }: { pat: Pat | null }) {
  if (pat === null) return <>this token</>
  return <bdi>{isVisible(pat.displayName) ? shorten(pat.displayName) : '(no name)'}</bdi>
}

/** Whose the tokens are: in another tab somebody else may have signed in. */
export function Person({ identity: { username, name } }: { identity: Identity }) {
  return <bdi>{username ?? name ?? 'an account without a name'}</bdi>
}

/** Source: Azure DevOps, "Retirement of global personal access tokens"; test/recorded/azure-devops.json. */
export const GLOBAL_WARNING =
  'Azure DevOps retires tokens for all organizations on December 1, 2026. They stop working that day.'

/** "in 12 days (Dec 3, 2026)", or with the time of the day in it. Computed here, because the page has no script. */
export function Moment({ ms, clock, exact = false }: { ms: number; clock: Clock; exact?: boolean }) {
  return (
    <>
      {relative(ms - clock.now)}{' '}
      <time class="quiet" datetime={new Date(ms).toISOString()} lang={clock.locale}>
        ({(exact ? formatDateTime : formatDate)(ms, clock)})
      </time>
    </>
  )
}

export const ExpiresSoon = () => <span class="badge expires">expires soon</span>

/** In English, as the pages are. */
const relativeFormat = once(() => new Intl.RelativeTimeFormat('en', { numeric: 'auto' }))

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const YEAR_MS = 365.25 * DAY_MS

/** Use the largest unit that keeps the number readable. */
const UNITS: [unit: Intl.RelativeTimeFormatUnit, ms: number, below: number][] = [
  ['minute', MINUTE_MS, HOUR_MS],
  ['hour', HOUR_MS, DAY_MS],
  ['day', DAY_MS, 60 * DAY_MS],
  ['month', YEAR_MS / 12, 2 * YEAR_MS],
]

/** "in 12 days". @param away milliseconds */
function relative(away: number): string {
  const [unit, size] = UNITS.find(([, , below]) => Math.abs(away) < below) ?? ['year', YEAR_MS]
  return relativeFormat().format(Math.round(away / size), unit)
}

/** The service rounds times, and takes a moment to answer. */
const ROUNDING_MS = 60_000

/** Says so if the service gave less than was asked. Source: REST API 7.2, "validTo ... maximum lifespan". */
export function Clamped({ asked, given, clock }: { asked: number; given: number; clock: Clock }) {
  if (given >= asked - ROUNDING_MS) return null
  return (
    <p class="warning">
      You asked for {formatDateTime(asked, clock)}, but your organization’s policy allows{' '}
      {formatDateTime(given, clock)} at most. The token expires then.
    </p>
  )
}
