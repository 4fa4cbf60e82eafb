// Entra's errors when an app can't get a token for Azure DevOps.
import type { AppRegistration } from '../directory/app-registration.ts'
import { azureDevOps } from '../directory/microsoft-apis.ts'
import type { Scope } from '../directory/scope.ts'
import type { Tenant } from '../directory/tenants.ts'
import { EntraError } from '../protocol/entra-error.ts'
import type { Faults } from './faults.ts'

const asked = ({ resources }: Scope) => resources.find(({ resource }) => resource === azureDevOps)

/** Throws EntraError in an older tenant, which supports user_impersonation only. */
export function checkScopesKnown(faults: Faults, app: AppRegistration, scope: Scope): void {
  const fault = faults.get('azure_devops_scopes_unknown')
  const unknown = asked(scope)?.names.find((name) => name !== 'user_impersonation')
  if (!fault || unknown === undefined) return
  const values = { app: app.displayName, scope: `${azureDevOps.id}/${unknown}`, resource: azureDevOps.id }
  throw new EntraError(fault.aadsts ?? 65005, values)
}

/** Azure DevOps is for organizations. Returns null if this account may have the token. */
export const accountRefusal = (scope: Scope, tenant: Tenant): EntraError | null =>
  tenant.kind === 'personal' && asked(scope) ? new EntraError(90124) : null
