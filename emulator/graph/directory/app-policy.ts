// The tenant's policies for apps: no secrets, a maximum lifetime, no personal accounts, or no registration at all.
import { GraphRefusal, requestDenied } from '../../directory/graph-refusal.ts'
import { hasRole, isCustomer } from '../../directory/person.ts'
import { defaultPolicies } from '../../directory/policies.ts'
import type { Tenant } from '../../directory/tenants.ts'
import type { Faults } from '../../state/faults.ts'
import type { State } from '../../state/state.ts'
import { quotaExceeded } from './directory-fault.ts'
import { type Operator, runsAllApps } from './operator.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const POLICY_ID = 'e0e0e0e0-0000-4000-b000-000000000041'

/** "Microsoft Entra service limits": what a user without an administrator role may own, deleted objects included. */
const MAX_OBJECTS = 250

const policyError = (code: string, message: string) => new GraphRefusal(400, code, message)

/** Throws GraphRefusal. Times in milliseconds. */
export function checkSecretPolicy(
  faults: Faults,
  { policies = defaultPolicies }: Tenant,
  { startsAt, endsAt }: { startsAt: number; endsAt: number },
): void {
  if (faults.has('directory_no_secrets') || !policies.secrets) {
    throw policyError(
      'CredentialTypeNotAllowedAsPerAppPolicy',
      `Credential type not allowed as per assigned policy '${POLICY_ID}'.`,
    )
  }
  const days = faults.get('directory_secret_lifetime')?.days ?? policies.maxSecretDays
  if (days !== null && endsAt - startsAt > days * DAY_MS) {
    throw policyError(
      'CredentialInvalidLifetimeAsPerAppPolicy',
      `Credential lifetime exceeds the max value allowed as per assigned policy '${POLICY_ID}'.`,
    )
  }
}

/** Throws GraphRefusal. */
export function checkAudiencePolicy(faults: Faults, audience: string): void {
  if (!faults.has('directory_no_personal_accounts') || !audience.includes('Personal')) return
  throw policyError(
    'SignInAudienceNotAllowedAsPerAppPolicy',
    `'signInAudience' property value '${audience}' is not allowed.`,
  )
}

/** Whether members without a role can register apps. */
export const membersRegisterApps = (faults: Faults, { kind, policies }: Tenant) =>
  kind === 'work' && (policies?.appCreation ?? true) && !faults.has('directory_app_creation_off')

function checkQuota(state: State, ownerId: string): void {
  const owned = [...state.apps, ...state.deletedApps].filter(({ owners }) => owners.includes(ownerId))
  const principals = owned.filter(({ clientId }) =>
    state.servicePrincipals.some(({ appId }) => appId === clientId),
  )
  if (owned.length + principals.length >= MAX_OBJECTS) throw quotaExceeded('Principal')
}

/** Throws GraphRefusal unless the operator may register another app. */
export function checkMayRegister(state: State, operator: Operator): void {
  if (runsAllApps(operator)) return
  const { person, tenant, ownerId } = operator
  if (person) {
    const isDeveloper = hasRole(person, ['Application Developer'])
    const isMember = !person.home && !isCustomer(person)
    if (!isDeveloper && !(isMember && membersRegisterApps(state.faults, tenant))) throw requestDenied()
  }
  checkQuota(state, ownerId)
}
