// The two records of a session, and whether they are still good. No I/O.
import * as v from 'valibot'
import { type Authority, namesDomain } from '../entra/authority.ts'
import { isTenantAllowed } from '../entra/id-token.ts'
import { once } from '../once.ts'
import type { Settings } from '../settings/settings.ts'
import { RECORD_VERSION } from './seal.ts'

const seconds = () => v.custom<number>(Number.isFinite)
const textOrNull = () => v.nullable(v.string())

/** Who: written once at sign-in, deleted at sign-out. Times are seconds since 1970. */
export const SessionRecord = once(() =>
  v.object({
    kind: v.literal('session'),
    version: v.literal(RECORD_VERSION),
    identity: v.object({
      issuer: v.string(),
      subject: v.string(),
      tenantId: v.string(),
      objectId: textOrNull(),
      name: textOrNull(),
      username: textOrNull(),
      roles: v.array(v.string()),
      sid: textOrNull(),
      loginHint: textOrNull(),
    }),
    startedAt: seconds(),
    /** The authority that let the person in. */
    authority: v.string(),
    /** The registration whose roles and tokens these are. */
    clientId: v.string(),
    /** Base of Microsoft Graph in that authority's metadata, so that a page needs no metadata. */
    graphOrigin: v.string(),
    /** When Entra saw the user's credentials, if it says so; and the authentication contexts that were satisfied. */
    authenticatedAt: v.nullable(seconds()),
    contexts: v.array(v.string()),
  }),
)
export type SessionRecord = v.InferOutput<ReturnType<typeof SessionRecord>>

/** What they are doing: rewritten when tokens change and every few minutes of use. Opens nothing alone. */
export const UseRecord = once(() =>
  v.object({
    kind: v.literal('use'),
    version: v.literal(RECORD_VERSION),
    lastUsedAt: seconds(),
    /** When Entra last gave tokens: the account was good then. */
    vouchedAt: seconds(),
    /** What the page of the person's sessions shows. */
    browser: v.string(),
    country: v.string(),
    refreshToken: textOrNull(),
    accessTokens: v.array(
      v.object({
        resource: v.string(),
        scopes: v.array(v.string()),
        token: v.string(),
        renewAt: seconds(),
        expiresAt: seconds(),
      }),
    ),
  }),
)
export type UseRecord = v.InferOutput<ReturnType<typeof UseRecord>>
export type AccessToken = UseRecord['accessTokens'][number]

/** When the session ends at the latest, and when it ends if it is not used, in seconds since 1970. */
export function sessionEnds(
  { record: session, use }: { record: SessionRecord; use: UseRecord },
  settings: Settings,
) {
  return {
    atLatest: session.startedAt + settings.sessionMaxHours * 3600,
    ifUnused: use.lastUsedAt + settings.sessionIdleMinutes * 60,
  }
}

/**
 * Whether a session survives a change of AUTHORITY. Its tokens are sent to no other host than the one that issued them, and an
 * authority named by a domain accepts none, because only the metadata says which tenant that is.
 */
function survivesAuthorityChange(authority: Authority, former: string): boolean {
  return !namesDomain(authority) && former.startsWith(`${authority.origin}/`)
}

/** Checked at every request, so that stricter settings also apply to existing sessions. */
export function isLive(
  session: SessionRecord,
  use: UseRecord,
  settings: Settings,
  nowSeconds: number,
): boolean {
  const { atLatest, ifUnused } = sessionEnds({ record: session, use }, settings)
  if (nowSeconds >= atLatest || nowSeconds >= ifUnused) return false
  const { allowedTenants, authority, clientId } = settings
  if (session.clientId !== clientId) return false
  if (session.authority !== authority.url && !survivesAuthorityChange(authority, session.authority))
    return false
  return isTenantAllowed(session.identity.tenantId, { authorityTenant: authority.tenant, allowedTenants })
}
