// The part of Microsoft Graph that registers apps: what administrators do in the admin center.
import { Hono } from 'hono'
import type { State } from '../../state/state.ts'
import type { GraphEnv } from '../caller.ts'
import { applicationRoutes } from './application-routes.ts'
import { authorizationPolicyRoutes } from './authorization-policy.ts'
import { deletedItemsRoutes } from './deleted-items-routes.ts'
import { emailMethodRoutes } from './email-method-routes.ts'
import { organizationRoutes } from './organization.ts'
import { permissionGrantRoutes } from './permission-grant-routes.ts'
import { servicePrincipalRoutes } from './service-principal-routes.ts'
import { userFlowRoutes } from './user-flow-routes.ts'

export function directoryRoutes(state: State): Hono<GraphEnv> {
  const routes = new Hono<GraphEnv>()
  routes.route('/', applicationRoutes(state))
  routes.route('/', deletedItemsRoutes(state))
  routes.route('/', servicePrincipalRoutes(state))
  routes.route('/', permissionGrantRoutes(state))
  routes.route('/', organizationRoutes(state))
  routes.route('/', authorizationPolicyRoutes(state))
  routes.route('/', userFlowRoutes(state))
  routes.route('/', emailMethodRoutes(state))
  return routes
}
