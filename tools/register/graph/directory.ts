// Reads the directory: parses Graph's responses and follows collections to the last page.
import * as v from 'valibot'
import type { Tenant } from '../../app-registration/tenant.ts'
import type { RightArea } from '../change/access-right.ts'
import { RegisterRefusal } from '../command-line/refusal.ts'
import type { Graph, OnWait } from './graph.ts'
import {
  APPLICATION_FIELDS,
  Application,
  collectionOf,
  Organization,
  PermissionGrant,
  ServicePrincipal,
  UserFlow,
} from './graph-objects.ts'

/** At 100 items per page; no tenant has that many user flows, or apps with the same name. */
const MOST_PAGES = 20

function parsed<T extends v.GenericSchema>(schema: T, json: unknown, what: string): v.InferOutput<T> {
  const read = v.safeParse(schema, json)
  if (read.success) return read.output
  throw new RegisterRefusal(
    'graph',
    `Graph’s response about ${what} is not valid.`,
    'Check --graph-url and --authority.',
  )
}

export async function readAll<T extends v.GenericSchema>(
  graph: Graph,
  path: string,
  area: RightArea,
  item: T,
  what: string,
): Promise<v.InferOutput<T>[]> {
  const items: v.InferOutput<T>[] = []
  let next: string | null = path
  for (let pages = 0; next !== null && pages < MOST_PAGES; pages++) {
    const page = parsed(collectionOf(item), (await graph.read(next, area)) ?? { value: [] }, what)
    items.push(...(page.value as v.InferOutput<T>[]))
    // Only its path: the token is sent to no other host.
    const link: URL | null = URL.parse(page['@odata.nextLink'] ?? '')
    next = link && link.pathname.replace(/^\/v1\.0/, '') + link.search
  }
  return items
}

export async function readTenant(graph: Graph): Promise<Tenant> {
  const fields = 'id,displayName,tenantType,verifiedDomains'
  const [organization] = await readAll(
    graph,
    `/organization?$select=${fields}`,
    'tenant',
    Organization,
    'the tenant',
  )
  const { id, displayName, tenantType, verifiedDomains } = parsed(Organization, organization, 'the tenant')
  const initial = verifiedDomains.find(
    ({ isInitial, name }) => isInitial && name.endsWith('.onmicrosoft.com'),
  )
  return {
    id: id.toLowerCase(),
    displayName: displayName || id,
    domains: verifiedDomains.map(({ name }) => name.toLowerCase()),
    name: initial?.name.split('.')[0]?.toLowerCase() ?? null,
    forCustomers: tenantType === null ? null : tenantType === 'CIAM',
  }
}

export async function findApplication(graph: Graph, clientId: string): Promise<Application | null> {
  const json = await graph.read(
    `/applications(appId='${clientId}')?$select=${APPLICATION_FIELDS}`,
    'application',
  )
  return json === null ? null : parsed(Application, json, 'the application')
}

/** For an application known to exist: waits until it has replicated. */
export async function findNewApplication(
  graph: Graph,
  clientId: string,
  onWait?: OnWait,
): Promise<Application | null> {
  const path = `/applications(appId='${clientId}')?$select=${APPLICATION_FIELDS}`
  const json = await graph.readNew(path, 'application', { onWait })
  return json === null ? null : parsed(Application, json, 'the application')
}

const byName = (name: string) =>
  `/applications?$filter=${encodeURIComponent(`displayName eq '${name.replaceAll("'", "''")}'`)}&$select=appId,displayName,tags`

/** The application with this tag, which may be brand new. @returns its client ID */
export function findMarked(
  graph: Graph,
  { name, tag }: { name: string; tag: string },
  { seconds, onWait }: { seconds: number; onWait: OnWait },
): Promise<string | null> {
  const pick = (json: unknown) =>
    parsed(collectionOf(Named), json, 'applications').value.find(({ tags }) => tags?.includes(tag))?.appId ??
    null
  return graph.readNew(byName(name), 'application', { pick, onWait, seconds })
}

const Named = v.object({ appId: v.string(), tags: v.nullish(v.array(v.string()), []) })

/** All applications with this name: names are not unique. */
export function findByName(graph: Graph, name: string): Promise<v.InferOutput<typeof Named>[]> {
  return readAll(graph, byName(name), 'application', Named, 'applications')
}

/** Of an app or an API, in this tenant. */
export async function findServicePrincipal(graph: Graph, appId: string) {
  const path = `/servicePrincipals(appId='${appId}')?$select=id,appId,oauth2PermissionScopes`
  const json = await graph.read(path, 'application')
  return json === null ? null : parsed(ServicePrincipal, json, 'a service principal')
}

export function readGrants(graph: Graph, servicePrincipalId: string): Promise<PermissionGrant[]> {
  const path = `/servicePrincipals/${servicePrincipalId}/oauth2PermissionGrants`
  return readAll(graph, path, 'consent', PermissionGrant, 'consent')
}

export function readUserFlows(graph: Graph): Promise<UserFlow[]> {
  return readAll(graph, '/identity/authenticationEventsFlows', 'user_flow', UserFlow, 'user flows')
}
