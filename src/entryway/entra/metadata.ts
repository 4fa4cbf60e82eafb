// The authority's OpenID metadata: fetched, validated and cached; the last valid document serves while Entra cannot be reached.
import * as v from 'valibot'
import { EntrywayError, type ErrorContext } from '../errors/entryway-error.ts'
import { parseJson } from '../http/json.ts'
import {
  type Answer,
  CACHED_NEARBY,
  DEADLINE_SECONDS,
  fetchText,
  OutboundError,
  retryAfter,
} from '../http/outbound.ts'
import { once } from '../once.ts'
import { type Authority, mayNameIssuer, ownsEndpoint } from './authority.ts'
import { cloudOf, GRAPH_HOSTS, otherCloud } from './clouds.ts'
import { aadstsNumber, explain } from './errors.ts'

export type Metadata = {
  issuer: string
  /** Whether every answer at the redirect URI names the issuer (RFC 9207 section 3). */
  sendsIssuer: boolean
  authorizationEndpoint: string
  tokenEndpoint: string
  /** null = sign-out is local. */
  endSessionEndpoint: string | null
  keysUri: string
  /** `microsoftonline.com`; null where the document has none, as at External ID. */
  cloudInstanceName: string | null
  /** Base of Microsoft Graph in this cloud, without a version: `https://graph.microsoft.com`. */
  graphOrigin: string
}

/** Entra lets clients keep the document for a day (`Cache-Control: max-age=86400`). */
const FRESH_HOURS = 24
/** While Entra is down the last good document serves; asking again at every request would slow every sign-in. */
export const RETRY_SECONDS = 10

/** The authority's metadata is not what an Entra authority answers: settings or a man in the middle, not a passing fault. */
export class MetadataError extends EntrywayError {
  /** The tenant's actual cloud, if its document says so. */
  readonly belongsTo: { cloud: string; url: string } | null
  /**
   * @param reason fixed words for the log, never a text of the document
   * @param details what Entra said instead of sending a document
   */
  constructor(reason: string, belongsTo: MetadataError['belongsTo'] = null, details: ErrorContext = {}) {
    const operator = belongsTo ? `the tenant is in Microsoft’s ${belongsTo.cloud} cloud` : reason
    const fix = belongsTo ? `set AUTHORITY to ${belongsTo.url}` : 'check AUTHORITY'
    super('sign_in_unavailable', { reason, operator, fix, ...details, fixableBy: 'operator' })
    this.belongsTo = belongsTo
  }
}

/** One authority's document; begins as `{ entry: null }`. */
export type MetadataCache = { entry: { metadata: Metadata; staleAt: number } | null }

/**
 * The checked metadata of an authority.
 * @param now milliseconds
 * @param onServedStale called with the reason if a refresh failed and the last valid document stays in use
 * @param waitUntil keeps the Worker alive for a refresh in the background; without it, the caller waits
 * @throws {OutboundError} it cannot be reached and never was
 * @throws {MetadataError} it names another issuer, or endpoints that are not the authority's
 */
export async function loadMetadata(
  authority: Authority,
  clientId: string,
  cache: MetadataCache,
  now: number,
  onServedStale?: (why: unknown) => void,
  waitUntil?: (work: Promise<unknown>) => void,
): Promise<Metadata> {
  const known = cache.entry
  if (known && now < known.staleAt) return known.metadata
  const refresh = refreshMetadata(authority, clientId, cache, now, onServedStale)
  if (!known || !waitUntil) return refresh
  waitUntil(refresh)
  return known.metadata
}

async function refreshMetadata(
  authority: Authority,
  clientId: string,
  cache: MetadataCache,
  now: number,
  onServedStale?: (why: unknown) => void,
): Promise<Metadata> {
  const known = cache.entry
  // While a newer one is requested, the last valid one is used; the time counts from when that fails.
  if (known) known.staleAt = now + (DEADLINE_SECONDS + RETRY_SECONDS) * 1000
  try {
    const metadata = await fetchMetadata(authority, clientId)
    cache.entry = { metadata, staleAt: now + FRESH_HOURS * 3_600_000 }
    return metadata
  } catch (error) {
    if (!known) throw error
    onServedStale?.(error)
    const hung = error instanceof OutboundError && error.fault === 'timeout'
    if (!hung) known.staleAt = now + RETRY_SECONDS * 1000
    return known.metadata
  }
}

async function fetchMetadata(authority: Authority, clientId: string): Promise<Metadata> {
  const init = { headers: { accept: 'application/json' }, ...CACHED_NEARBY }
  return readMetadataAnswer(authority, await fetchText(metadataUrl(authority, clientId), init))
}

/**
 * With `appid`, Entra names a key set that has the app's own key too, with which it signs for an app that maps claims.
 * Source: Microsoft identity platform, "Customize claims issued in tokens", validating the signing key.
 */
export const metadataUrl = ({ url }: Authority, clientId?: string): string =>
  `${url}/v2.0/.well-known/openid-configuration${clientId === undefined ? '' : `?appid=${clientId}`}`

/**
 * Validates what an authority answers for its metadata; no I/O.
 * @throws {OutboundError} a passing fault
 * @throws {MetadataError} it is no such authority, or its document is not one's
 */
export function readMetadataAnswer(authority: Authority, { status, text, headers }: Answer): Metadata {
  if (status === 429 || status >= 500) {
    throw new OutboundError(`status_${status}`, undefined, { retryAfterSeconds: retryAfter(headers) })
  }
  if (status !== 200) throw new MetadataError(`metadata answered ${status}`, null, refusalIn(text))
  const json = parseJson(text)
  if (json === undefined) throw new OutboundError('not_json')
  return readMetadata(authority, json)
}

/** Entra says which tenant it does not know; a proxy's page says nothing. */
function refusalIn(text: string): ErrorContext {
  const aadsts = aadstsNumber(text)
  if (aadsts !== null) {
    const { operator, fix } = explain({ error: '', suberror: null, aadsts })
    return { aadsts, operator, fix }
  }
  return { operator: 'a proxy or firewall responds in Entra’s place, or AUTHORITY is wrong', fix: undefined }
}

/** Empty is as good as absent. */
const textOrNull = () =>
  v.pipe(
    v.nullish(v.string(), null),
    v.transform((text) => text || null),
  )

const Document = once(() =>
  v.object({
    issuer: v.string(),
    authorization_response_iss_parameter_supported: v.fallback(v.optional(v.boolean(), false), false),
    authorization_endpoint: v.string(),
    token_endpoint: v.string(),
    end_session_endpoint: textOrNull(),
    jwks_uri: v.string(),
    cloud_instance_name: textOrNull(),
    tenant_region_sub_scope: v.fallback(v.nullish(v.string(), null), null),
    msgraph_host: textOrNull(),
  }),
)

/** Validates a metadata document; no I/O. */
function readMetadata(authority: Authority, json: unknown): Metadata {
  const parsed = v.safeParse(Document(), json)
  if (!parsed.success) throw new MetadataError('metadata lacks a field')
  const document = parsed.output
  const { host } = new URL(authority.origin)
  const other = otherCloud(host, {
    issuer: document.issuer,
    cloudInstanceName: document.cloud_instance_name,
    regionSubScope: document.tenant_region_sub_scope,
  })
  if (other) {
    const url = `https://${other.hosts[0]}/${authority.tenant}`
    throw new MetadataError('metadata is of another cloud', { cloud: other.name, url })
  }
  if (!mayNameIssuer(authority, document.issuer)) throw new MetadataError('metadata names a foreign issuer')
  const endpoints = ['authorization_endpoint', 'token_endpoint', 'end_session_endpoint', 'jwks_uri'] as const
  for (const name of endpoints) {
    const endpoint = document[name]
    if (endpoint !== null && !ownsEndpoint(authority, endpoint)) {
      throw new MetadataError(`metadata has a foreign ${name}`)
    }
  }
  const graphHost = document.msgraph_host ?? cloudOf(host)?.graphHosts[0] ?? 'graph.microsoft.com'
  if (!GRAPH_HOSTS.includes(graphHost) && !authority.hosts.includes(graphHost)) {
    throw new MetadataError('metadata has a foreign msgraph_host')
  }
  return {
    issuer: document.issuer,
    sendsIssuer: document.authorization_response_iss_parameter_supported,
    authorizationEndpoint: document.authorization_endpoint,
    tokenEndpoint: document.token_endpoint,
    endSessionEndpoint: document.end_session_endpoint,
    keysUri: document.jwks_uri,
    cloudInstanceName: document.cloud_instance_name,
    graphOrigin: `${new URL(authority.origin).protocol}//${graphHost}`,
  }
}
