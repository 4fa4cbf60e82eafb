// Checks that the answers fit the tenant, its cloud, and the Azure DevOps organization, before anything changes.
import { type Authority, cloudOf, isLocalhost } from '../../../src/entryway/protocol.ts'
import type { AccountKind } from '../../app-registration/account-kind.ts'
import { findOrganizationTenant } from '../../app-registration/organization-tenant.ts'
import type { Tenant } from '../../app-registration/tenant.ts'
import { RegisterRefusal } from '../command-line/refusal.ts'
import type { Answers } from '../plan/desired-state.ts'
import type { Outline } from './answers.ts'

/** @throws {RegisterRefusal} if the tenant's kind doesn't match the accounts */
export function checkTenant({ displayName, forCustomers }: Tenant, { kind }: Outline): void {
  const refuse = (what: string, next: string) => {
    throw new RegisterRefusal('usage', `${displayName} is ${what}.`, next)
  }
  if (forCustomers === true && kind !== 'customers') {
    refuse('a tenant for customers', 'Use --kind customers, or choose another tenant with --tenant.')
  }
  if (forCustomers === false && kind === 'customers') {
    refuse(
      'not a tenant for customers',
      'Choose another kind, such as --kind tenant, or an External ID tenant with --tenant.',
    )
  }
}

/** @throws {RegisterRefusal} if the cloud lacks personal accounts or Azure DevOps, but the answers need them */
export function checkCloud(
  { origin }: Pick<Authority, 'origin'>,
  { kind, azureDevOpsUrl }: { kind: AccountKind | null; azureDevOpsUrl: string | null },
): void {
  const { hostname } = new URL(origin)
  const cloud = cloudOf(hostname)
  if (!cloud || cloud.name.includes('global')) return
  if (kind === 'common' || kind === 'consumers') {
    throw new RegisterRefusal(
      'usage',
      `${hostname} is Microsoft’s ${cloud.name} cloud, where personal accounts do not exist.`,
      'Choose --kind tenant or --kind organizations.',
    )
  }
  if (azureDevOpsUrl !== null) {
    throw new RegisterRefusal(
      'usage',
      `${hostname} is Microsoft’s ${cloud.name} cloud, but Azure DevOps exists in the global one only.`,
      'Leave --azure-devops out.',
    )
  }
}

/** @throws {RegisterRefusal} if the organization belongs to a different tenant than the one users sign in to */
export async function checkOrganization(
  { kind, azureDevOpsUrl }: Pick<Answers, 'kind' | 'azureDevOpsUrl'>,
  tenant: Tenant,
  { origin }: Pick<Authority, 'origin'>,
): Promise<void> {
  if (azureDevOpsUrl === null) return
  // The real Azure DevOps doesn't know the local Entra's users.
  if (isLocalhost(new URL(origin).hostname) !== isLocalhost(new URL(azureDevOpsUrl).hostname)) return
  const found = await findOrganizationTenant(azureDevOpsUrl)
  const organization = azureDevOpsUrl.split('/').at(-1)
  const next =
    'Check --azure-devops and --tenant, or connect the organization to this tenant under Azure DevOps > Organization settings > Microsoft Entra.'
  if (found.tenantId === null && found.personal) {
    const message = `The Azure DevOps organization ${organization} belongs to personal accounts, which have no API for personal access tokens.`
    throw new RegisterRefusal('usage', message, next)
  }
  if (kind !== 'tenant' || found.tenantId === null || found.tenantId === tenant.id) return
  throw new RegisterRefusal(
    'usage',
    `The Azure DevOps organization ${organization} belongs to the tenant ${found.tenantId}, not to ${tenant.displayName} (${tenant.id}).`,
    next,
  )
}
