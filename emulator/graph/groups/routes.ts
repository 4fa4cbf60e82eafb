// /v1.0/groups: read only.
import { type Context, Hono } from 'hono'
import { notFound, requestDenied } from '../../directory/graph-refusal.ts'
import { type Group, groupsOf, transitiveGroupsOf } from '../../directory/groups.ts'
import type { State } from '../../state/state.ts'
import { type Caller, callerOf, checkPermission, type GraphEnv } from '../caller.ts'
import { collection, countOf, entity } from '../odata/collection.ts'
import { directoryObjectType, groupType, userType } from '../odata/metadata.ts'
import { selected } from '../odata/select.ts'
import { memberOfType } from '../users/membership.ts'
import { userOf } from '../users/user.ts'
import { groupOf } from './group.ts'

type Json = Record<string, unknown>

export const readsGroups = [
  'GroupMember.Read.All',
  'Group.Read.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
]

/** Throws GraphRefusal. Guests see only their own groups, and those through `memberOf`. */
function checkMayRead(caller: Caller): void {
  checkPermission(caller, readsGroups)
  if (caller.person?.home) throw requestDenied()
}

const ownGroups = (state: State, { tenant }: Caller) =>
  state.groups.filter(({ tenantId }) => tenantId === tenant.id)

/** The users and groups in it, directly or through groups; each once, in directory order. */
function membersOf(state: State, group: Group, transitive: boolean): Json[] {
  const within = transitive
    ? [group, ...state.groups.filter(({ id }) => transitiveGroupsOf(state.groups, id).includes(group))]
    : [group]
  const isMember = (id: string) => within.some(({ memberIds }) => memberIds.includes(id))
  const people = state.people.filter(({ profile }) => isMember(profile.id))
  const groups = state.groups.filter(({ id }) => isMember(id))
  return [
    ...people.map((person) => memberOfType('user', userOf(person))),
    ...groups.map((each) => memberOfType('group', groupOf(each))),
  ]
}

/** Each type's default properties. */
function shownMember(object: Json, names: string[] | null): Json {
  const type = object['@odata.type'] === '#microsoft.graph.user' ? userType : groupType
  return { '@odata.type': object['@odata.type'], ...selected(type, object, { names, context: '' }) }
}

const members = (c: Context, objects: Json[]) =>
  collection(c, directoryObjectType, 'directoryObjects', objects, (object, { names }) =>
    shownMember(object, names),
  )

export function groupRoutes(state: State): Hono<GraphEnv> {
  const routes = new Hono<GraphEnv>()
  const all = (c: Context): Json[] => {
    const caller = callerOf(c)
    checkMayRead(caller)
    return ownGroups(state, caller).map(groupOf)
  }
  routes.get('/v1.0/groups', (c) => collection(c, groupType, 'groups', all(c)))
  routes.get('/v1.0/groups/$count', (c) => countOf(c, groupType, all(c)))

  const onGroup = (path: string, act: (c: Context, group: Group) => Response) =>
    routes.get(`/v1.0/groups/:group${path}`, (c) => {
      const caller = callerOf(c)
      checkMayRead(caller)
      const id = c.req.param('group') ?? ''
      const group = ownGroups(state, caller).find((each) => each.id === id.toLowerCase())
      if (!group) throw notFound(id)
      return act(c, group)
    })
  onGroup('', (c, group) => c.json(entity(c, groupType, 'groups', groupOf(group))))
  onGroup('/members', (c, group) => members(c, membersOf(state, group, false)))
  onGroup('/transitiveMembers', (c, group) => members(c, membersOf(state, group, true)))
  onGroup('/memberOf', (c, group) =>
    members(
      c,
      groupsOf(state.groups, group.id).map((each) => memberOfType('group', groupOf(each))),
    ),
  )
  onGroup('/transitiveMemberOf', (c, group) =>
    members(
      c,
      transitiveGroupsOf(state.groups, group.id).map((each) => memberOfType('group', groupOf(each))),
    ),
  )
  return routes
}
