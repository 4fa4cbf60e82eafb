// Which scopes and app roles an app may expose, and which apps it preauthorizes. Sources: Microsoft Graph,
// permissionScope and appRole; "Validation differences by supported account types".

import { GUID } from '../../protocol/guid.ts'
import { type AppRegistration, admitsPersonalAccounts } from '../app-registration.ts'
import { GraphRefusal } from '../graph-refusal.ts'
import { exposedOf } from '../registered.ts'
import { invalid, type Problem, problem } from './problem.ts'

const LONGEST = 120
const LONGEST_WITH_PERSONAL_ACCOUNTS = 40
const MOST_WITH_PERSONAL_ACCOUNTS = 100

const allowed = /^[\w!#$%&'()*+,\-./:;=?@[\]^`{|}~]+$/

type Offered = { id: string; name: string }

/** null = valid. */
function nameProblemOf(name: string, longest: number): string | null {
  if (name === '' || name.length > longest) return `must have 1 to ${longest} characters`
  if (name.startsWith('.')) return 'must not begin with a dot'
  if (!allowed.test(name)) return 'contains an invalid character'
  return name.includes('/') ? 'has a slash: not in this emulator' : null
}

function offeredProblems(property: string, offered: Offered[], longest: number): Problem[] {
  return offered.flatMap(({ id, name }, index) => {
    const before = offered.slice(0, index)
    const isTwice = (same: (other: Offered) => boolean) => before.some(same)
    const what = nameProblemOf(name, longest)
    return [
      ...(what === null ? [] : [invalid(`${property}[${index}].value`, `The value '${name}' ${what}`)]),
      ...(isTwice((other) => other.name === name)
        ? [invalid(`${property}[${index}].value`, `The value '${name}' is used twice`)]
        : []),
      ...(GUID.test(id) ? [] : [invalid(`${property}[${index}].id`, `The id '${id}' is no GUID`)]),
      ...(isTwice((other) => other.id === id && other.name !== name)
        ? [invalid(`${property}[${index}].id`, `The id '${id}' is used twice`)]
        : []),
    ]
  })
}

/** `known`: IDs of the scopes that already exist; Graph accepts no new ones in the same request. */
function preAuthorizedProblems(app: AppRegistration, known: string[]): Problem[] {
  const path = 'api.preAuthorizedApplications'
  return exposedOf(app).preAuthorized.flatMap(({ scopeIds }, index) => {
    const unknown = scopeIds.find((id) => !known.includes(id))
    if (unknown === undefined) return []
    const message = `Property ${path}.delegatedPermissionIds has a Permission Id that cannot be found in the AppPermissions sets.`
    const details = [{ code: 'InvalidValue', message, target: `${path}.delegatedPermissionIds` }]
    return [
      problem(
        `${path}[${index}].delegatedPermissionIds`,
        `The permission ${unknown} is none of this app`,
        new GraphRefusal(400, 'InvalidValue', message, { details }),
      ),
    ]
  })
}

export function exposedPermissionProblems(app: AppRegistration, scopeIdsBefore: string[]): Problem[] {
  const personal = admitsPersonalAccounts(app)
  const scopes = exposedOf(app).allScopes
  const roles = (app.appRoles ?? []).map(({ id, value }) => ({ id, name: value }))
  const isTooMany = personal && scopes.length > MOST_WITH_PERSONAL_ACCOUNTS
  return [
    ...offeredProblems(
      'api.oauth2PermissionScopes',
      scopes,
      personal ? LONGEST_WITH_PERSONAL_ACCOUNTS : LONGEST,
    ),
    ...(isTooMany
      ? [invalid('api.oauth2PermissionScopes', `There are more than ${MOST_WITH_PERSONAL_ACCOUNTS} scopes`)]
      : []),
    ...offeredProblems('appRoles', roles, LONGEST),
    ...preAuthorizedProblems(app, scopeIdsBefore),
  ]
}
