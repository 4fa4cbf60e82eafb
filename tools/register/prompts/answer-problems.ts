// Validates typed answers: returns a sentence that names the problem and the expected value; null = valid.
import { azureDevOpsUrl } from '../../../src/entryway/protocol.ts'
import type { AccountKind } from '../../app-registration/account-kind.ts'
import { isLocal, LOCAL_REDIRECT_URI, redirectUrisProblem } from '../../app-registration/redirect-uris.ts'
import { isOneTenant } from '../../app-registration/tenant.ts'
import { shown } from '../../terminal/printable.ts'
import { LIFETIME, lifetimeProblem, NAME, nameProblem, ORGANIZATION } from '../command-line/flag-value.ts'

export const PRODUCTION_REDIRECT_URI = 'https://app.example.com/callback'

const NOTHING = 'Nothing was entered'

const expecting = (problem: string | null, expected: string) =>
  problem === null ? null : `${problem}. Expected: ${expected}`

export const tenantProblem = (answer: string) =>
  expecting(
    answer === '' || isOneTenant(answer) ? null : `${shown(answer)} is not a tenant`,
    'its ID (a GUID), a domain of it, such as contoso.onmicrosoft.com, or nothing for yours',
  )

export function appNameProblem(answer: string) {
  const problem = nameProblem(answer)
  return expecting(problem && `The name ${problem}`, NAME)
}

export const entries = (list: string) => list.split(/[\s,]+/).filter(Boolean)

const findWhere = (redirectUris: string[], local: boolean) =>
  redirectUris.find((each) => URL.canParse(each) && isLocal(each) === local)

export function localRedirectUrisProblem(answer: string, kind: AccountKind) {
  const given = entries(answer)
  const elsewhere = findWhere(given, false)
  const problem =
    redirectUrisProblem(given, kind) ??
    (elsewhere ? `${shown(elsewhere)} is not on this machine. For a tunnel, use --redirect-uri` : null)
  return expecting(given.length === 0 ? NOTHING : problem, `such as ${LOCAL_REDIRECT_URI}`)
}

/** @param local the previous question's answer: all redirect URIs belong to one app */
export function productionRedirectUrisProblem(answer: string, local: string[], kind: AccountKind) {
  const given = entries(answer)
  const here = findWhere(given, true)
  return expecting(
    here ? `${shown(here)} is on localhost` : redirectUrisProblem([...local, ...given], kind),
    `such as ${PRODUCTION_REDIRECT_URI}, or nothing`,
  )
}

export const daysProblem = (answer: string) =>
  expecting(answer === '' ? NOTHING : lifetimeProblem(answer), LIFETIME)

/** Valid as organization names, but surely not meant as one. */
const YES_OR_NO = /^(y|yes|n|no|none)$/i

export function organizationProblem(answer: string) {
  if (answer === '' || (azureDevOpsUrl(answer) && !YES_OR_NO.test(answer))) return null
  const what = URL.parse(answer)?.password ? 'A URL with a password in it' : shown(answer)
  return expecting(`${what} is not an organization`, `${ORGANIZATION}; nothing for none`)
}
