// The hosts that are Microsoft's, and here this machine's where it is told so.
import { azureDevOpsHosts, graphHosts, loginHosts } from '../directory/cloud.ts'
import type { Tenant } from '../directory/tenants.ts'

/** Every host that an app calls for these tenants, in the order of a hosts file. */
export const realHosts = (tenants: readonly Tenant[]): string[] => [
  ...loginHosts,
  ...graphHosts,
  ...azureDevOpsHosts,
  ...tenants
    .filter(({ kind }) => kind === 'customers')
    .flatMap(({ id, name, loginHost }) => [
      `${name}.ciamlogin.com`,
      `${id}.ciamlogin.com`,
      ...(loginHost ? [loginHost] : []),
    ]),
]
