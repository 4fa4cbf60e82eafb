// /v1.0/users, and what `/me` and `/users/{id}` share: the profile, its changes, memberships, the manager, sessions.
import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import { notFound, requestDenied } from '../../directory/graph-refusal.ts'
import { findPerson } from '../../directory/lookup.ts'
import { revokeRefreshTokensOf } from '../../state/refresh-token.ts'
import type { State } from '../../state/state.ts'
import { callerOf, checkPermission, type GraphEnv, mayDo } from '../caller.ts'
import { readsGroups } from '../groups/routes.ts'
import { collection, contextOf, countOf, entity } from '../odata/collection.ts'
import { notHere } from '../odata/entity-type.ts'
import { directoryObjectType, directoryRoleType, groupType, userType } from '../odata/metadata.ts'
import { selected } from '../odata/select.ts'
import { changeProfile } from '../profile/profile-change.ts'
import { readBody } from '../request-body.ts'
import { limitedMembership, memberObjectIds, membershipsOf, shownMembership } from './membership.ts'
import { onUser, type Target } from './target.ts'
import { userOf, userTypeOf } from './user.ts'

const readsAll = ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All']
const reads = { self: ['User.Read', 'User.ReadWrite', 'User.ReadBasic.All'], others: readsAll }
const changes = { self: ['User.ReadWrite'], others: ['User.ReadWrite.All', 'Directory.ReadWrite.All'] }
const revokes = {
  self: [],
  others: ['User.RevokeSessions.All', 'User.ReadWrite.All', 'Directory.ReadWrite.All'],
}

// "User.ReadBasic.All": the properties it allows reading of other users.
const basicNames = ['displayName', 'givenName', 'mail', 'surname', 'userPrincipalName', 'id']

const memberBody = v.object({ securityEnabledOnly: v.boolean() })
const groupIdsBody = v.object({ groupIds: v.pipe(v.array(v.string()), v.maxLength(20)) })

function memberships(c: Context, state: State, { person, caller }: Target, transitive: boolean) {
  const { tenantId, profile, roles = [] } = person
  const cast = c.req.param('cast')
  const found = membershipsOf(state.groups, profile.id, roles, tenantId, transitive)
  const types = new Map([
    ['microsoft.graph.group', groupType],
    ['microsoft.graph.directoryRole', directoryRoleType],
  ])
  const type = cast === undefined ? directoryObjectType : types.get(cast)
  if (!type) throw notHere(`memberOf/${cast}`)
  const wanted = cast === undefined ? found : found.filter((each) => each['@odata.type'] === `#${cast}`)
  const context = cast === undefined ? 'directoryObjects' : `${type.name}s`
  // Anyone can read their own roles, but not their groups.
  const show = mayDo(caller, readsGroups) || type === directoryRoleType ? shownMembership : limitedMembership
  return collection(c, type, context, wanted, show)
}

function manager(c: Context, state: State, { person }: Target) {
  const found = findPerson(state.people, person.managerId ?? '')
  if (!found) throw notFound('manager')
  const object = entity(c, userType, 'directoryObjects', userOf(found))
  const { '@odata.context': context, ...others } = object
  return c.json({ '@odata.context': context, '@odata.type': '#microsoft.graph.user', ...others })
}

function listUsers(c: Context, state: State): Record<string, unknown>[] {
  const caller = callerOf(c)
  checkPermission(caller, [...readsAll, 'User.ReadBasic.All'])
  if (caller.person?.home || caller.tenant.kind === 'personal') throw requestDenied()
  const basicOnly = !mayDo(caller, readsAll)
  return state.people
    .filter(({ tenantId }) => tenantId === caller.tenant.id)
    .map(userOf)
    .map((user) => (basicOnly ? Object.fromEntries(basicNames.map((name) => [name, user[name]])) : user))
}

export function userRoutes(state: State): Hono<GraphEnv> {
  const routes = new Hono<GraphEnv>()
  routes.get('/v1.0/users', (c) => collection(c, userType, 'users', listUsers(c, state)))
  routes.get('/v1.0/users/$count', (c) => countOf(c, userType, listUsers(c, state)))
  const basics = { ...reads, others: [...readsAll, 'User.ReadBasic.All'] }
  onUser(routes, state, 'GET', '', basics, (c, { person, caller, isSelf }) => {
    const user = userOf(person)
    if (isSelf || mayDo(caller, readsAll)) return c.json(entity(c, userTypeOf(person), 'users', user))
    const basic = selected(userType, user, { names: basicNames, context: '' })
    return c.json(entity(c, userType, 'users', basic))
  })
  onUser(routes, state, 'PATCH', '', changes, async (c, target) => {
    await changeProfile(c, state, target)
    return c.body(null, 204)
  })
  for (const cast of ['', '/:cast']) {
    onUser(routes, state, 'GET', `/memberOf${cast}`, reads, (c, target) =>
      memberships(c, state, target, false),
    )
    onUser(routes, state, 'GET', `/transitiveMemberOf${cast}`, reads, (c, target) =>
      memberships(c, state, target, true),
    )
  }
  onUser(routes, state, 'GET', '/manager', { self: readsAll, others: readsAll }, (c, target) =>
    manager(c, state, target),
  )
  onUser(routes, state, 'GET', '/directReports', { self: readsAll, others: readsAll }, (c, { person }) =>
    collection(
      c,
      userType,
      'directoryObjects',
      state.people.filter(({ managerId }) => managerId === person.profile.id).map(userOf),
      (object, selection) => ({
        '@odata.type': '#microsoft.graph.user',
        ...selected(userType, object, selection),
      }),
    ),
  )
  const ids = (c: Context, { person }: Target, securityOnly: boolean, withRoles: boolean) =>
    c.json({
      '@odata.context': contextOf(c, 'Collection(Edm.String)'),
      value: memberObjectIds(state.groups, person, person.tenantId, { securityOnly, withRoles }),
    })
  onUser(routes, state, 'POST', '/getMemberObjects', reads, async (c, target) =>
    ids(c, target, (await readBody(c, memberBody, 'DirectoryObject')).securityEnabledOnly, true),
  )
  onUser(routes, state, 'POST', '/getMemberGroups', reads, async (c, target) =>
    ids(c, target, (await readBody(c, memberBody, 'DirectoryObject')).securityEnabledOnly, false),
  )
  onUser(routes, state, 'POST', '/checkMemberGroups', reads, async (c, { person }) => {
    const { groupIds } = await readBody(c, groupIdsBody, 'DirectoryObject')
    const all = memberObjectIds(state.groups, person, person.tenantId, {
      securityOnly: false,
      withRoles: false,
    })
    const value = groupIds.filter((id) => all.includes(id.toLowerCase()))
    return c.json({ '@odata.context': contextOf(c, 'Collection(Edm.String)'), value })
  })
  onUser(routes, state, 'POST', '/revokeSignInSessions', revokes, (c, { person }) => {
    revokeRefreshTokensOf(state.refreshTokens, person)
    person.others = { ...person.others, signInSessionsValidFromDateTime: new Date(state.now()).toISOString() }
    return c.json({ '@odata.context': contextOf(c, 'Edm.Boolean'), value: true })
  })
  return routes
}
