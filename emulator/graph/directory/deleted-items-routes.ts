// /v1.0/directory/deletedItems: deleted apps, which Entra keeps for 30 days.
import { Hono } from 'hono'
import type { AppRegistration } from '../../directory/app-registration.ts'
import type { State } from '../../state/state.ts'
import type { GraphEnv } from '../caller.ts'
import { collection } from '../odata/collection.ts'
import { applicationType } from '../odata/metadata.ts'
import { applicationOf } from './application.ts'
import { asOperator, type Operator, rights, runsAllApps } from './operator.ts'

const LIST = 'microsoft.graph.application'

/** Operators who manage all apps see all; others see their own. */
const isShown = (operator: Operator, { tenantId, owners }: AppRegistration) =>
  tenantId === operator.tenant.id && (runsAllApps(operator) || owners.includes(operator.ownerId))

export function deletedItemsRoutes(state: State): Hono<GraphEnv> {
  const routes = new Hono<GraphEnv>()
  routes.get(`/v1.0/directory/deletedItems/${LIST}`, (c) =>
    asOperator(c, state, rights.readDirectory, (operator) => {
      const shown = state.deletedApps.filter((app) => isShown(operator, app))
      const items = shown.map((app) => applicationOf(app, state.appOrigin) as Record<string, unknown>)
      return collection(c, applicationType, `directory/deletedItems/${LIST}`, items)
    }),
  )
  return routes
}
