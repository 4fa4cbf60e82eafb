// The part of Microsoft Graph that registers apps: what an administrator clicks through in the admin center.
import { Hono } from 'hono'
import { GraphRefusal } from '../../directory/graph-refusal.ts'
import type { State } from '../../state/state.ts'
import { graphError } from '../error.ts'
import { applicationRoutes } from './application-routes.ts'
import { emailMethodRoutes } from './email-method-routes.ts'
import { organizationRoutes } from './organization.ts'
import { ownApplicationRoutes } from './own-application.ts'
import { permissionGrantRoutes } from './permission-grant-routes.ts'
import { servicePrincipalRoutes } from './service-principal-routes.ts'
import { userFlowRoutes } from './user-flow-routes.ts'

export function registrationRoutes(state: State): Hono {
  const routes = new Hono()
  routes.onError((error, c) => {
    if (!(error instanceof GraphRefusal)) throw error
    return graphError(c, error.status, error.code, error.message, error.headers)
  })
  routes.route('/', ownApplicationRoutes(state))
  routes.route('/', applicationRoutes(state))
  routes.route('/', servicePrincipalRoutes(state))
  routes.route('/', permissionGrantRoutes(state))
  routes.route('/', organizationRoutes(state))
  routes.route('/', userFlowRoutes(state))
  routes.route('/', emailMethodRoutes(state))
  return routes
}
