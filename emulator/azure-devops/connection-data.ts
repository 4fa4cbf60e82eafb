// GET https://dev.azure.com/{organization}/_apis/connectionData: the organization's tenant, and with a token also
// the caller's identity there.
import type { Context } from 'hono'
import type { State } from '../state/state.ts'
import { findCaller, isMember } from './access.ts'
import { challengeHeaders } from './challenge.ts'
import type { Organization } from './organizations.ts'

export async function connectionData(c: Context, state: State, organization: Organization) {
  const caller = await findCaller(c, state)
  if (typeof caller === 'string' || !isMember(caller.person, organization)) {
    return c.body(null, 401, challengeHeaders(c, organization))
  }
  const { id, displayName, userPrincipalName } = caller.person.profile
  const user = {
    id,
    descriptor: `Microsoft.IdentityModel.Claims.ClaimsIdentity;${organization.tenantId}\\${userPrincipalName}`,
    providerDisplayName: displayName,
    isActive: true,
    properties: { Account: { $type: 'System.String', $value: userPrincipalName } },
  }
  return c.json({
    authenticatedUser: user,
    authorizedUser: user,
    instanceId: organization.id,
    deploymentType: 'hosted',
  })
}
