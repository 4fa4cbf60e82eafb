// The faults of Azure DevOps, and the policies an organization can have.
import { lastingInDirectory, withDaysInDirectory } from './directory-faults.ts'
import { type PatTokenError, patTokenErrors } from './pat-error.ts'

export const azureDevOpsFaultSentences = {
  azure_devops_scopes_unknown:
    'The tenant does not know vso.pats and vso.pats_manage, only user_impersonation',
  azure_devops_max_lifespan: 'Policy: a longer lifespan is shortened to the maximum',
  azure_devops_max_lifespan_refused: 'Policy: a longer lifespan is rejected, as the service used to do',
  azure_devops_no_full_scope: 'Policy: tokens cannot have full access',
  azure_devops_no_global: 'Policy: tokens cannot be for all organizations',
  azure_devops_global_retired:
    'Tokens for all organizations are retired, as since March 2026: none can be created',
  azure_devops_creation_off: 'Policy: no one can create tokens',
  azure_devops_revoke_200: 'A revocation returns 200 instead of 204',
  azure_devops_pat_error: 'A token is rejected with a patTokenError',
  azure_devops_401: 'Azure DevOps returns 401',
  azure_devops_403: 'Azure DevOps returns 403',
  azure_devops_404: 'Azure DevOps returns 404',
  azure_devops_429: 'Azure DevOps returns 429 with Retry-After',
  azure_devops_500: 'Azure DevOps returns 500',
  azure_devops_503: 'Azure DevOps returns 503',
  azure_devops_stall: 'Azure DevOps does not respond',
  azure_devops_sign_in_203: 'Azure DevOps returns 203 with its sign-in page',
  azure_devops_sign_in_302: 'Azure DevOps redirects to its sign-in page',
  azure_devops_error: 'Azure DevOps returns its error envelope',
  azure_devops_html: 'Azure DevOps returns an HTML page',
  azure_devops_malformed: 'Azure DevOps returns malformed JSON',
  azure_devops_malformed_row: 'A row of the list is malformed',
  azure_devops_empty_page: 'A page of the list is empty, and more follow',
  azure_devops_not_allowed: 'Azure DevOps returns 401: the operation is not allowed',
  azure_devops_open_once: 'The user has never opened the organization in a browser (TF401444)',
  azure_devops_revoke_fails: 'Azure DevOps fails to revoke a token',
} as const

type AzureDevOpsFaultName = keyof typeof azureDevOpsFaultSentences

export const azureDevOpsFaultNames = Object.keys(azureDevOpsFaultSentences) as AzureDevOpsFaultName[]

/** Conditions rather than incidents: they last until cleared. */
const lasting: readonly string[] = [
  'azure_devops_scopes_unknown',
  'azure_devops_max_lifespan',
  'azure_devops_max_lifespan_refused',
  'azure_devops_no_full_scope',
  'azure_devops_no_global',
  'azure_devops_global_retired',
  'azure_devops_creation_off',
  'azure_devops_revoke_200',
] satisfies AzureDevOpsFaultName[]

const withDays: readonly string[] = [
  'azure_devops_max_lifespan',
  'azure_devops_max_lifespan_refused',
] satisfies AzureDevOpsFaultName[]

/** These apply to a fixed operation. */
const withOperation: readonly string[] = [
  'azure_devops_revoke_fails',
  'azure_devops_malformed_row',
  'azure_devops_empty_page',
] satisfies AzureDevOpsFaultName[]

/** Entra's possible errors for a scope that the tenant does not know. */
export const unknownScopeNumbers: readonly number[] = [65005, 70011, 650053]

const operations = ['list', 'get', 'create', 'update', 'revoke'] as const
export type Operation = (typeof operations)[number]

/** The operations whose response can have a patTokenError. */
const resultOperations = ['get', 'create', 'update'] as const satisfies Operation[]

export type AzureDevOpsOptions = { days?: number; patError?: PatTokenError; operation?: Operation }

export const isLasting = (name: string) => lasting.includes(name) || lastingInDirectory.includes(name)
export const hasDays = (name: string) => withDays.includes(name) || withDaysInDirectory.includes(name)

/** Whether the fault can be limited to one operation. */
export const hasOperation = (name: string) =>
  name.startsWith('azure_devops_') && !isLasting(name) && !withOperation.includes(name)

export const operationsOf = (name: string): readonly Operation[] =>
  name === 'azure_devops_pat_error' ? resultOperations : operations

/** Throws RangeError for an option that doesn't fit the fault. */
export function checkAzureDevOpsOptions(
  name: string,
  { days, patError, operation }: AzureDevOpsOptions,
): void {
  const daysAreSound = days !== undefined && Number.isInteger(days) && days >= 1 && days <= 366
  if (hasDays(name) ? !daysAreSound : days !== undefined) {
    throw new RangeError(
      hasDays(name)
        ? 'days: must be a whole number from 1 to 366'
        : `days: applies to maximum lifetimes, not to ${name}`,
    )
  }
  const isKnownError = patError !== undefined && patTokenErrors.includes(patError)
  if (name === 'azure_devops_pat_error' ? !isKnownError : patError !== undefined) {
    throw new RangeError(
      name === 'azure_devops_pat_error'
        ? `patError: must be one of ${patTokenErrors.join(', ')}`
        : `patError: applies to azure_devops_pat_error, not to ${name}`,
    )
  }
  const known: readonly string[] = operationsOf(name)
  if (operation !== undefined && !(hasOperation(name) && known.includes(operation))) {
    throw new RangeError(
      hasOperation(name)
        ? `operation: must be one of ${known.join(', ')}`
        : `operation: does not apply to ${name}`,
    )
  }
}
