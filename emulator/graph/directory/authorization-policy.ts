// GET /v1.0/policies/authorizationPolicy: what users without a role may do in the tenant.
import { Hono } from 'hono'
import type { State } from '../../state/state.ts'
import type { GraphEnv } from '../caller.ts'
import { entity } from '../odata/collection.ts'
import { authorizationPolicyType } from '../odata/metadata.ts'
import { membersRegisterApps } from './app-policy.ts'
import { asOperator, rights } from './operator.ts'

/** The role template for guests with limited access, the default. */
const GUEST_ROLE = '10dae51f-b6af-4016-8d66-8c2a99b929b3'

export function authorizationPolicyRoutes(state: State): Hono<GraphEnv> {
  const routes = new Hono<GraphEnv>()
  routes.get('/v1.0/policies/authorizationPolicy', (c) =>
    asOperator(c, state, rights.readPolicies, ({ tenant }) =>
      c.json(
        entity(c, authorizationPolicyType, 'policies/authorizationPolicy', {
          id: 'authorizationPolicy',
          allowInvitesFrom: 'everyone',
          allowedToSignUpEmailBasedSubscriptions: true,
          allowedToUseSSPR: true,
          allowEmailVerifiedUsersToJoinOrganization: false,
          blockMsolPowerShell: false,
          description: 'Used to manage authorization related settings across the company.',
          displayName: 'Authorization Policy',
          guestUserRoleId: GUEST_ROLE,
          defaultUserRolePermissions: {
            allowedToCreateApps: membersRegisterApps(state.faults, tenant),
            allowedToCreateSecurityGroups: true,
            allowedToCreateTenants: true,
            allowedToReadBitlockerKeysForOwnedDevice: true,
            allowedToReadOtherUsers: true,
            permissionGrantPoliciesAssigned: [],
          },
        }),
      ),
    ),
  )
  return routes
}
