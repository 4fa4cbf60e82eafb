// Which profile changes Graph accepts, and from whom.
import type { Context } from 'hono'
import { badRequest, invalidValue, requestDenied } from '../../directory/graph-refusal.ts'
import { hasRole, isCustomer, type Person, type Profile } from '../../directory/person.ts'
import { longest } from '../../directory/profile-limits.ts'
import { readJsonObject } from '../../protocol/json-body.ts'
import { type Faults, takeFault } from '../../state/faults.ts'
import { UNREADABLE_BODY } from '../error.ts'
import { notHere, propertyOf } from '../odata/entity-type.ts'
import { userType } from '../odata/metadata.ts'
import type { Target } from '../users/target.ts'
import { isPersonal } from '../users/user.ts'

type Json = Record<string, unknown>

const inProfile: readonly string[] = [
  'displayName',
  'givenName',
  'jobTitle',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
] satisfies (keyof Profile)[]

// "Default user permissions in customer tenants".
const customersOwn =
  'city country displayName givenName jobTitle postalCode preferredLanguage state streetAddress surname'.split(
    ' ',
  )

// "What are the default user permissions in Microsoft Entra ID?": members manage their own mobile phone and photo.
const membersOwn = ['mobilePhone']

/** What this user may change of their own profile without a role. */
function ownOf(person: Person): readonly string[] {
  if (isPersonal(person) || person.home) return []
  return isCustomer(person) ? customersOwn : membersOwn
}

/** An administrator can change everyone; an app, everyone its permission covers. */
function mayChange({ person, caller, isSelf }: Target, name: string): boolean {
  if (caller.person === null) return true
  if (hasRole(caller.person, ['Global Administrator'])) return true
  return isSelf && ownOf(person).includes(name)
}

/** Throws GraphRefusal. Only the display name can't be cleared. */
function checkValue(name: string, value: unknown): void {
  const isEmpty = value === null || (typeof value === 'string' && value.trim() === '')
  if (name === 'displayName' && isEmpty) throw invalidValue(name, 'User')
  if (value === null) return
  if (typeof value !== 'string' || value.length > (longest[name] ?? 0)) throw invalidValue(name, 'User')
}

const POLICY_MESSAGE = 'Your organization does not let people change their own profile.'

const MASTERED_ON_PREMISES =
  'Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.'

const FROM_EXTERNAL_SERVICE =
  'Unable to update the specified properties for objects that have originated within an external service.'

function checkNames(names: string[]): void {
  for (const name of names) {
    if (propertyOf(userType, name) !== name) throw badRequest(`Invalid property '${name}'.`)
  }
}

/** Throws GraphRefusal. */
export async function changeProfile(
  c: Context,
  { faults }: { faults: Faults },
  target: Target,
): Promise<void> {
  if (takeFault(faults, 'graph_policy')) throw requestDenied(POLICY_MESSAGE)
  const json: Json | null = await readJsonObject(c)
  if (!json) throw badRequest(UNREADABLE_BODY)
  const names = Object.keys(json)
  checkNames(names)
  if (isPersonal(target.person) || names.some((name) => !mayChange(target, name))) throw requestDenied()
  const unserved = names.find((name) => longest[name] === undefined)
  if (unserved !== undefined) throw notHere(`Changing '${unserved}'`)
  for (const [name, value] of Object.entries(json)) checkValue(name, value)
  if (takeFault(faults, 'graph_external_service')) throw badRequest(FROM_EXTERNAL_SERVICE)
  const { person } = target
  const isOnPremises = () => person.masteredIn === 'on-premises' || takeFault(faults, 'graph_on_premises')
  if (names.length > 0 && isOnPremises()) throw badRequest(MASTERED_ON_PREMISES)
  for (const [name, value] of Object.entries(json)) {
    if (inProfile.includes(name)) Object.assign(person.profile, { [name]: value })
    else person.others = { ...person.others, [name]: value }
  }
}
