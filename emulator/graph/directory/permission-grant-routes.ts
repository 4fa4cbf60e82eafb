// /v1.0/oauth2PermissionGrants: consent that administrators create, update, and delete through Graph.
import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import { badRequest, conflict, invalidValue, notFound } from '../../directory/graph-refusal.ts'
import { isNotReplicated } from '../../directory/replication.ts'
import { resourceCalled } from '../../directory/resource.ts'
import type { ServicePrincipal } from '../../directory/service-principal.ts'
import type { State } from '../../state/state.ts'
import type { GraphEnv } from '../caller.ts'
import { collection, entity } from '../odata/collection.ts'
import { permissionGrantType } from '../odata/metadata.ts'
import { readBody } from '../request-body.ts'
import { asOperator, type Operator, type Right, rights } from './operator.ts'
import { permissionScopesOf } from './permission.ts'
import {
  allGrants,
  grantedNames,
  grantNames,
  grantsOf,
  listedGrants,
  type PermissionGrant,
  permissionGrantOf,
} from './permission-grant.ts'

const scope = v.pipe(
  v.string(),
  v.transform((text) => [...new Set(text.split(' ').filter(Boolean))]),
)

const newGrant = v.strictObject({
  clientId: v.string(),
  consentType: v.picklist(['AllPrincipals', 'Principal']),
  principalId: v.nullish(v.string()),
  resourceId: v.string(),
  scope,
  // Older clients send these; they no longer have any effect.
  startTime: v.optional(v.string()),
  expiryTime: v.optional(v.string()),
})

const changedGrant = v.strictObject({ scope })

function findPrincipal(state: State, { tenant }: Operator, id: string): ServicePrincipal {
  const principal = state.servicePrincipals.find((each) => each.tenantId === tenant.id && each.id === id)
  if (!principal || isNotReplicated(state.faults, principal, state.now())) throw notFound(id)
  return principal
}

/** Throws GraphRefusal unless the API has each of them. */
function checkNames({ apps }: State, api: ServicePrincipal, names: string[]): void {
  const resource = resourceCalled(api.appId, apps)
  const known = resource ? permissionScopesOf(resource).map(({ name }) => name) : []
  if (names.length === 0 || names.some((name) => !known.includes(name))) {
    throw invalidValue('scope', 'OAuth2PermissionGrant')
  }
}

function principalOf(
  state: State,
  { tenant }: Operator,
  body: v.InferOutput<typeof newGrant>,
): string | null {
  const { consentType, principalId = null } = body
  if (consentType === 'AllPrincipals') {
    if (principalId !== null) throw invalidValue('principalId', 'OAuth2PermissionGrant')
    return null
  }
  const person = state.people.find(
    ({ tenantId, profile }) => tenantId === tenant.id && profile.id === principalId,
  )
  if (!person)
    throw badRequest(`A value is required for property 'principalId' of resource 'OAuth2PermissionGrant'.`)
  return person.profile.id
}

async function create(c: Context, state: State, operator: Operator) {
  const body = await readBody(c, newGrant, 'OAuth2PermissionGrant')
  const client = findPrincipal(state, operator, body.clientId)
  const api = findPrincipal(state, operator, body.resourceId)
  const of = { client, api, principalId: principalOf(state, operator, body) }
  checkNames(state, api, body.scope)
  if (grantedNames(state, of).length > 0) throw conflict('Permission entry already exists.')
  grantNames(state, of, body.scope)
  const [made] = grantsOf(state, client).filter(
    (each) => each.api === api && each.principalId === of.principalId,
  )
  if (!made) throw notFound(body.clientId)
  return c.json(entity(c, permissionGrantType, 'oauth2PermissionGrants', permissionGrantOf(made)), 201)
}

function find(c: Context, state: State, { tenant }: Operator): PermissionGrant {
  const id = c.req.param('id') ?? ''
  const grant = allGrants(state, tenant.id).find((each) => each.id === id)
  if (!grant) throw notFound(id)
  return grant
}

export function permissionGrantRoutes(state: State): Hono<GraphEnv> {
  const routes = new Hono<GraphEnv>()
  const path = '/v1.0/oauth2PermissionGrants'
  const on = (
    method: string,
    at: string,
    right: Right,
    act: (c: Context, operator: Operator) => Response | Promise<Response>,
  ) => routes.on(method, at, (c) => asOperator(c, state, right, (operator) => act(c, operator)))

  on('POST', path, rights.writeGrants, (c, operator) => create(c, state, operator))
  on('GET', path, rights.readGrants, (c, { tenant }) =>
    collection(
      c,
      permissionGrantType,
      'oauth2PermissionGrants',
      listedGrants(state, allGrants(state, tenant.id)).map(permissionGrantOf),
    ),
  )
  on('GET', `${path}/:id`, rights.readGrants, (c, operator) =>
    c.json(
      entity(c, permissionGrantType, 'oauth2PermissionGrants', permissionGrantOf(find(c, state, operator))),
    ),
  )
  on('PATCH', `${path}/:id`, rights.writeGrants, async (c, operator) => {
    const grant = find(c, state, operator)
    const { scope: names } = await readBody(c, changedGrant, 'OAuth2PermissionGrant')
    checkNames(state, grant.api, names)
    grantNames(state, grant, names)
    return c.body(null, 204)
  })
  on('DELETE', `${path}/:id`, rights.writeGrants, (c, operator) => {
    grantNames(state, find(c, state, operator), [])
    return c.body(null, 204)
  })
  return routes
}
