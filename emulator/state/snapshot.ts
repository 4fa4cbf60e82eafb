// What an emulator keeps between starts, as JSON: the directory and what was consented to. Nobody stays signed in.
import { microsoftServices } from '../directory/tenants.ts'
import type { State } from './state.ts'

const lists = ['apps', 'servicePrincipals', 'userFlows', 'people', 'groups'] as const
const sets = ['consents', 'adminConsents'] as const
const maps = ['emailMethods', 'applicationPermissions', 'pats'] as const

export const SNAPSHOT_VERSION = 1

/** Tenants are not in it: those are the seed's. */
export type Snapshot = { version: typeof SNAPSHOT_VERSION } & Record<
  (typeof lists)[number] | (typeof sets)[number] | (typeof maps)[number],
  unknown[]
>

/** An app and a person name their tenant by id; the roles of an app name their groups so. */
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

/** Whether `value` has the form of a snapshot; what is in the lists is taken on trust, as this wrote it. */
export const isSnapshot = (value: unknown): value is Snapshot =>
  typeof value === 'object' &&
  value !== null &&
  (value as Snapshot).version === SNAPSHOT_VERSION &&
  [...lists, ...sets, ...maps].every((name) => Array.isArray((value as Snapshot)[name]))

/** Objects of tenants that are there no more are left out. */
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
