// /v1.0/servicePrincipals: what apps and APIs are in a tenant, and what they were allowed there.
import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import type { AppRegistration } from '../../directory/app-registration.ts'
import { revokeConsents } from '../../directory/consent.ts'
import { badRequest, conflict, notFound, requestDenied } from '../../directory/graph-refusal.ts'
import { findPerson } from '../../directory/lookup.ts'
import {
  createServicePrincipal,
  findServicePrincipal,
  type ServicePrincipal,
} from '../../directory/service-principal.ts'
import type { State } from '../../state/state.ts'
import { collection, contextOf, entity } from '../collection.ts'
import { keyOf } from '../object-key.ts'
import { readBody } from '../request-body.ts'
import { isNotReplicated } from './directory-fault.ts'
import { asOperator, checkMayChange, type Operator, type Right, rights } from './operator.ts'
import { grantsOf, permissionGrantOf } from './permission-grant.ts'
import { appOf, servicePrincipalOf } from './service-principal-entity.ts'

const change = {
  accountEnabled: v.optional(v.boolean()),
  displayName: v.optional(v.string()),
  tags: v.optional(v.array(v.string())),
}

const newServicePrincipal = v.strictObject({ appId: v.string(), ...change })
const changedServicePrincipal = v.strictObject(change)

function set(principal: ServicePrincipal, body: v.InferOutput<typeof changedServicePrincipal>): void {
  principal.enabled = body.accountEnabled ?? principal.enabled
  principal.displayName = body.displayName ?? principal.displayName
  principal.tags = body.tags ?? principal.tags
}

function find(c: Context, state: State, { tenant }: Operator): ServicePrincipal {
  const { name, value } = keyOf(c)
  const principal = state.servicePrincipals.find(
    (each) => each.tenantId === tenant.id && each[name] === value,
  )
  if (!principal || isNotReplicated(state.faults, principal, state.now())) throw notFound(value)
  return principal
}

/** The app that may get a service principal in this tenant: an own one, or another's for any organization. */
function findBackingApp(state: State, { tenant }: Operator, appId: string): AppRegistration {
  const app = state.apps.find(({ clientId }) => clientId === appId)
  const isOwn = app?.tenantId === tenant.id
  const isOpen = app?.signInAudience.startsWith('AzureAD') && app.signInAudience !== 'AzureADMyOrg'
  if (
    !app ||
    !(isOwn || (isOpen && tenant.kind === 'work')) ||
    isNotReplicated(state.faults, app, state.now())
  ) {
    throw badRequest(
      `The appId '${appId}' of the service principal does not reference a valid application object.`,
    )
  }
  return app
}

async function create(c: Context, state: State, operator: Operator) {
  const { appId, ...body } = await readBody(c, newServicePrincipal, 'ServicePrincipal')
  const app = findBackingApp(state, operator, appId.toLowerCase())
  checkMayChange(operator, app)
  const { id: tenantId } = operator.tenant
  if (findServicePrincipal(state.servicePrincipals, tenantId, app.clientId)) {
    throw conflict(
      `The service principal cannot be created, updated, or restored because the service principal name ${app.clientId} is already in use.`,
    )
  }
  const named = { appId: app.clientId, displayName: app.displayName }
  const principal = createServicePrincipal(tenantId, named, state.now())
  set(principal, body)
  state.servicePrincipals.push(principal)
  return c.json(entity(c, 'servicePrincipals', servicePrincipalOf(state, principal)), 201)
}

function list(c: Context, state: State, { tenant }: Operator) {
  const own = state.servicePrincipals.filter(
    (each) => each.tenantId === tenant.id && !isNotReplicated(state.faults, each, state.now()),
  )
  return collection(
    c,
    'servicePrincipals',
    own.map((each) => servicePrincipalOf(state, each)),
    ['appId', 'displayName', 'id'],
  )
}

export function servicePrincipalRoutes(state: State): Hono {
  const routes = new Hono()
  routes.post('/v1.0/servicePrincipals', (c) =>
    asOperator(c, state, rights.createApp, (operator) => create(c, state, operator)),
  )
  routes.get('/v1.0/servicePrincipals', (c) =>
    asOperator(c, state, rights.readDirectory, (operator) => list(c, state, operator)),
  )

  type Act = (c: Context, principal: ServicePrincipal) => Response | Promise<Response>
  const onPrincipal = (method: string, action: string, right: Right, act: Act) => {
    for (const path of ['/v1.0/servicePrincipals/:id', '/v1.0/:object{servicePrincipals\\(.+\\)}']) {
      routes.on(method, `${path}${action}`, (c) =>
        asOperator(c, state, right, (operator) => {
          const principal = find(c, state, operator)
          const app = appOf(state, principal)
          if (right === rights.changeApp) {
            if (!app) throw requestDenied()
            checkMayChange(operator, app)
          }
          return act(c, principal)
        }),
      )
    }
  }

  onPrincipal('GET', '', rights.readDirectory, (c, principal) =>
    c.json(entity(c, 'servicePrincipals', servicePrincipalOf(state, principal))),
  )
  onPrincipal('GET', '/oauth2PermissionGrants', rights.readGrants, (c, principal) =>
    c.json({
      '@odata.context': contextOf(c, 'oauth2PermissionGrants'),
      value: grantsOf(state, principal).map(permissionGrantOf),
    }),
  )
  onPrincipal('PATCH', '', rights.changeApp, async (c, principal) => {
    set(principal, await readBody(c, changedServicePrincipal, 'ServicePrincipal'))
    return c.body(null, 204)
  })
  onPrincipal('DELETE', '', rights.changeApp, (c, principal) => {
    state.servicePrincipals = state.servicePrincipals.filter((each) => each !== principal)
    const { tenantId } = principal
    const isHere = (id: string) => id === tenantId || findPerson(state.people, id)?.tenantId === tenantId
    revokeConsents(state, principal.appId, isHere)
    return c.body(null, 204)
  })
  return routes
}
