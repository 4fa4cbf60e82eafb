// /v1.0/identity/authenticationEventsFlows: an External ID tenant's user flows, and their apps.
import { type Context, Hono } from 'hono'
import { badRequest, conflict, GraphRefusal, notFound } from '../../directory/graph-refusal.ts'
import { isNotReplicated } from '../../directory/replication.ts'
import { findServicePrincipal } from '../../directory/service-principal.ts'
import {
  changedFlow,
  emptyUserFlow,
  includedApplicationOf,
  type UserFlow,
  userFlowOf,
} from '../../directory/user-flow.ts'
import { changedUserFlow, includedApplication, newUserFlow } from '../../directory/user-flow-body.ts'
import type { State } from '../../state/state.ts'
import type { GraphEnv } from '../caller.ts'
import { collection, contextOf, entity } from '../odata/collection.ts'
import { userFlowType } from '../odata/metadata.ts'
import { readBody } from '../request-body.ts'
import { asOperator, type Operator, rights } from './operator.ts'

const OF = 'identity/authenticationEventsFlows'
const RESOURCE = 'AuthenticationEventsFlow'

function checkTenant({ tenant }: Operator): void {
  if (tenant.kind !== 'customers') throw badRequest('User flows of this type are for external tenants only.')
}

function find(c: Context, state: State, { tenant }: Operator): UserFlow {
  const id = c.req.param('id') ?? ''
  const flow = state.userFlows.find((each) => each.tenantId === tenant.id && each.id === id)
  if (!flow || isNotReplicated(state.faults, flow, state.now())) throw notFound(id)
  return flow
}

function checkName(state: State, { id, tenantId, displayName }: UserFlow): void {
  const same = state.userFlows.find(
    (each) => each.tenantId === tenantId && each.displayName.toLowerCase() === displayName.toLowerCase(),
  )
  if (same && same.id !== id) throw conflict('A user flow with the same displayName already exists.')
}

/** An app has at most one flow, and needs a service principal. Throws GraphRefusal. */
function checkApp(state: State, { tenantId }: UserFlow, appId: string): void {
  const principal = findServicePrincipal(state.servicePrincipals, tenantId, appId)
  if (!principal || isNotReplicated(state.faults, principal, state.now())) throw notFound(appId)
  if (state.userFlows.some(({ appIds }) => appIds.includes(appId))) {
    throw conflict(`The application '${appId}' is already associated with a user flow.`)
  }
}

async function create(c: Context, state: State, { tenant }: Operator) {
  const { conditions, ...body } = await readBody(c, newUserFlow, RESOURCE)
  const flow = changedFlow(emptyUserFlow(tenant.id, state.now()), body)
  checkName(state, flow)
  flow.appIds = (conditions?.applications.includeApplications ?? []).map(({ appId }) => appId.toLowerCase())
  for (const appId of flow.appIds) checkApp(state, flow, appId)
  state.userFlows.push(flow)
  return c.json(entity(c, userFlowType, OF, userFlowOf(flow)), 201)
}

function list(c: Context, state: State, { tenant }: Operator) {
  if (c.req.query('$select') !== undefined) {
    throw new GraphRefusal(400, 'BadRequest', "The query option '$select' is not supported.")
  }
  const own = state.userFlows.filter(
    (flow) => flow.tenantId === tenant.id && !isNotReplicated(state.faults, flow, state.now()),
  )
  return collection(c, userFlowType, OF, own.map(userFlowOf))
}

async function change(c: Context, state: State, operator: Operator) {
  const flow = find(c, state, operator)
  const { conditions, ...body } = await readBody(c, changedUserFlow, RESOURCE)
  if (conditions)
    throw badRequest('Applications are associated through conditions/applications/includeApplications.')
  const next = changedFlow(flow, body)
  checkName(state, next)
  Object.assign(flow, next)
  return c.body(null, 204)
}

async function include(c: Context, state: State, operator: Operator) {
  const flow = find(c, state, operator)
  const appId = (
    await readBody(c, includedApplication, 'AuthenticationConditionApplication')
  ).appId.toLowerCase()
  checkApp(state, flow, appId)
  flow.appIds.push(appId)
  const context = contextOf(c, `${OF}('${flow.id}')/conditions/applications/includeApplications/$entity`)
  return c.json({ '@odata.context': context, ...includedApplicationOf(appId) }, 201)
}

function exclude(c: Context, state: State, operator: Operator) {
  const flow = find(c, state, operator)
  const appId = c.req.param('appId')?.toLowerCase() ?? ''
  if (!flow.appIds.includes(appId)) throw notFound(appId)
  flow.appIds = flow.appIds.filter((each) => each !== appId)
  return c.body(null, 204)
}

export function userFlowRoutes(state: State): Hono<GraphEnv> {
  const routes = new Hono<GraphEnv>()
  type Act = (c: Context, state: State, operator: Operator) => Response | Promise<Response>
  const on = (method: string, path: string, act: Act) =>
    routes.on(method, `/v1.0/${OF}${path}`, (c) =>
      asOperator(c, state, rights.userFlows, (operator) => {
        checkTenant(operator)
        return act(c, state, operator)
      }),
    )
  const apps = '/:id/conditions/applications/includeApplications'
  on('POST', '', create)
  on('GET', '', list)
  on('GET', '/:id', (c, _, operator) =>
    c.json(entity(c, userFlowType, OF, userFlowOf(find(c, state, operator)))),
  )
  on('PATCH', '/:id', change)
  on('DELETE', '/:id', (c, _, operator) => {
    const flow = find(c, state, operator)
    state.userFlows = state.userFlows.filter((each) => each !== flow)
    return c.body(null, 204)
  })
  on('POST', apps, include)
  on('GET', apps, (c, _, operator) => {
    const { id, appIds } = find(c, state, operator)
    const context = contextOf(c, `${OF}('${id}')/conditions/applications/includeApplications`)
    return c.json({ '@odata.context': context, value: appIds.map(includedApplicationOf) })
  })
  on('DELETE', `${apps}/:appId`, exclude)
  return routes
}
