// /v1.0/servicePrincipals: the apps and APIs in a tenant, and what they have been granted there.
import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import type { AppRegistration } from '../../directory/app-registration.ts'
import { revokeConsents } from '../../directory/consent.ts'
import {
  badRequest,
  conflict,
  type GraphRefusal,
  notFound,
  requestDenied,
} from '../../directory/graph-refusal.ts'
import { findPerson } from '../../directory/lookup.ts'
import { isBarelyKnown, isNew, isNotReplicated } from '../../directory/replication.ts'
import {
  createServicePrincipal,
  findServicePrincipal,
  type ServicePrincipal,
} from '../../directory/service-principal.ts'
import { takeFault } from '../../state/faults.ts'
import type { State } from '../../state/state.ts'
import type { GraphEnv } from '../caller.ts'
import { keyOf } from '../object-key.ts'
import { collection, entity } from '../odata/collection.ts'
import { permissionGrantType, servicePrincipalType } from '../odata/metadata.ts'
import { readBody } from '../request-body.ts'
import { checkMayRegister } from './app-policy.ts'
import { checkCreationFaults } from './directory-fault.ts'
import { asOperator, checkMayChange, type Operator, type Right, rights, runsAllApps } from './operator.ts'
import { grantsOf, listedGrants, permissionGrantOf } from './permission-grant.ts'
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

function noBackingApp(appId: string): GraphRefusal {
  const message = `The appId '${appId}' of the service principal does not reference a valid application object.`
  return badRequest(message, {
    details: [{ code: 'NoBackingApplicationObject', message, target: 'appId' }],
  })
}

/** For an app that isn't known yet, or another owner's app without the right to it. */
const notLocal = () =>
  requestDenied(
    'When using this permission, the backing application of the service principal being created must in the local tenant',
  )

/** Throws GraphRefusal if the directory does not yet accept a new app as its tenant's own. */
function checkIsLocal({ faults, now }: State, app: AppRegistration): void {
  if (isBarelyKnown(faults, app, now())) throw notLocal()
  if (isNew(app, now()) && takeFault(faults, 'directory_replication_403')) throw notLocal()
}

/** The app that may get a service principal in this tenant: its own, or a multitenant one from elsewhere. */
function findBackingApp(state: State, { tenant }: Operator, appId: string): AppRegistration {
  const app = state.apps.find(({ clientId }) => clientId === appId)
  if (app) checkIsLocal(state, app)
  const isOwn = app?.tenantId === tenant.id
  const isOpen = app?.signInAudience.startsWith('AzureAD') && app.signInAudience !== 'AzureADMyOrg'
  if (
    !app ||
    !(isOwn || (isOpen && tenant.kind === 'work')) ||
    isNotReplicated(state.faults, app, state.now())
  ) {
    throw noBackingApp(appId)
  }
  return app
}

async function create(c: Context, state: State, operator: Operator) {
  const { appId, ...body } = await readBody(c, newServicePrincipal, 'ServicePrincipal')
  const app = findBackingApp(state, operator, appId.toLowerCase())
  if (app.tenantId !== operator.tenant.id && !runsAllApps(operator)) throw notLocal()
  checkMayChange(operator, app)
  checkMayRegister(state, operator)
  checkCreationFaults(state.faults)
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
  return c.json(
    entity(c, servicePrincipalType, 'servicePrincipals', servicePrincipalOf(state, principal)),
    201,
  )
}

function list(c: Context, state: State, { tenant }: Operator) {
  const own = state.servicePrincipals.filter(
    (each) => each.tenantId === tenant.id && !isNotReplicated(state.faults, each, state.now()),
  )
  return collection(
    c,
    servicePrincipalType,
    'servicePrincipals',
    own.map((each) => servicePrincipalOf(state, each)),
  )
}

export function servicePrincipalRoutes(state: State): Hono<GraphEnv> {
  const routes = new Hono<GraphEnv>()
  routes.post('/v1.0/servicePrincipals', (c) =>
    asOperator(c, state, rights.changeApp, (operator) => create(c, state, operator)),
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
    c.json(entity(c, servicePrincipalType, 'servicePrincipals', servicePrincipalOf(state, principal))),
  )
  onPrincipal('GET', '/oauth2PermissionGrants', rights.readGrants, (c, principal) =>
    collection(
      c,
      permissionGrantType,
      'oauth2PermissionGrants',
      listedGrants(state, grantsOf(state, principal)).map(permissionGrantOf),
    ),
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
