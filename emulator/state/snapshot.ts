// What an emulator keeps between starts, as JSON: the directory and consent. Nobody stays signed in.
import { microsoftServices } from '../directory/tenants.ts'
import { lists, maps, SNAPSHOT_VERSION, type Snapshot, sets } from './snapshot-form.ts'
import type { State } from './state.ts'

/** Apps and users reference their tenant by ID; app roles reference their groups the same way. */
const withoutReferences = (key: string, value: unknown) =>
  key === 'tenant' || key === 'assignedGroups' ? undefined : value

export function takeSnapshot(state: State): Snapshot {
  const plain = {
    version: SNAPSHOT_VERSION,
    ...Object.fromEntries(lists.map((name) => [name, state[name]])),
    ...Object.fromEntries([...sets, ...maps].map((name) => [name, [...state[name]]])),
  }
  return JSON.parse(JSON.stringify(plain, withoutReferences))
}

/** Objects of tenants that no longer exist are dropped. */
export function restoreSnapshot(state: State, snapshot: Snapshot): void {
  const copy = structuredClone(snapshot)
  for (const name of lists) Object.assign(state, { [name]: copy[name] })
  for (const name of sets) Object.assign(state, { [name]: new Set(copy[name]) })
  for (const name of maps) Object.assign(state, { [name]: new Map(copy[name] as [string, unknown][]) })

  const isKnown = ({ tenantId }: { tenantId: string }) => state.tenants.some(({ id }) => id === tenantId)
  state.people = state.people.filter(isKnown)
  state.groups = state.groups.filter(isKnown)
  state.apps = state.apps.filter((app) => isKnown(app) || app.tenantId === microsoftServices.id)
  for (const owned of [...state.people, ...state.apps]) {
    const tenant = state.tenants.find(({ id }) => id === owned.tenantId)
    if (tenant) owned.tenant = tenant
  }
  for (const { appRoles = [] } of state.apps) {
    for (const role of appRoles) {
      if (!role.assignedTo) continue
      role.assignedGroups = state.groups.filter(({ id }) => role.assignedTo?.includes(id))
    }
  }
}
