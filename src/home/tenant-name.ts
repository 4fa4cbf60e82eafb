// What a tenant calls itself, for the home page: known from one call to Microsoft Graph, then cached by this isolate.
import { evictOldest, fetchApi, parseJson, type Session, throwUnlessOk } from '../entryway/index.ts'

const SCOPES = ['User.Read']
/** The page can do without. */
const DEADLINE_SECONDS = 1
const TTL_MS = 12 * 60 * 60 * 1000
const RETRY_MS = 5 * 60 * 1000
const MAX_ENTRIES = 1000

/** By tenant id. */
export type TenantNames = Map<string, { name: string | null; until: number }>

/** null = not known. Never asks Entra for a token, nor the user for consent. @throws {EntrywayError} at most every five minutes */
export async function tenantName(cache: TenantNames, session: Session): Promise<string | null> {
  const { tenantId } = session.identity
  const now = Date.now()
  const cached = cache.get(tenantId)
  if (cached && now < cached.until) return cached.name
  const token = session.cachedAccessToken(SCOPES)
  if (token === null) return null
  cache.set(tenantId, { name: null, until: now + RETRY_MS })
  evictOldest(cache, MAX_ENTRIES)
  const name = await askGraph(session.graphUrl('/organization?$select=id,displayName'), token, tenantId)
  if (name !== null) cache.set(tenantId, { name, until: now + TTL_MS })
  return name
}

/** With User.Read it gives the name, and little else (test/recorded/graph.json, organization-with-user-read). */
async function askGraph(url: string, token: string, tenantId: string): Promise<string | null> {
  const answer = await fetchApi(url, token, { deadlineSeconds: DEADLINE_SECONDS })
  throwUnlessOk(answer, 'Microsoft Graph')
  const json = parseJson(answer.text) as { value?: unknown } | null | undefined
  const tenants = Array.isArray(json?.value) ? (json.value as unknown[]) : []
  for (const tenant of tenants) {
    const { id, displayName } = Object(tenant) as Record<string, unknown>
    if (id === tenantId && typeof displayName === 'string' && displayName.trim() !== '') return displayName
  }
  return null
}
