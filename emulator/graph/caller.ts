// Who calls Microsoft Graph: a user through an app, or an app itself.
import type { Context } from 'hono'
import type { JWTPayload } from 'jose'
import { GraphRefusal, requestDenied } from '../directory/graph-refusal.ts'
import { findPerson } from '../directory/lookup.ts'
import { graph } from '../directory/microsoft-apis.ts'
import type { Person } from '../directory/person.ts'
import type { Tenant } from '../directory/tenants.ts'
import type { State } from '../state/state.ts'
import { verifySignature } from '../token/access-token.ts'
import { type BearerRefusal, readToken } from '../token/bearer.ts'

export type Caller = {
  tenant: Tenant
  /** Null: the app itself. */
  person: Person | null
  /** The object ID of the user, or of the app's service principal. */
  oid: string
  /** The `sub` of this user's tokens for this app. */
  subject: string
  clientId: string
  /** Scopes in a user's token, app roles in an app's. */
  permissions: string[]
}

export type GraphEnv = { Variables: { caller: Caller; requestId: string } }

/** Graph's message for an expired token of a personal account, which isn't a JWT. */
const EXPIRED_PERSONAL = 'CompactToken validation failed with reason code: 80049228.'

const isPersonal = (c: Context, { keys }: State) =>
  keys.opaque.has(c.req.header('Authorization')?.split(' ')[1] ?? '')

/** Why the token is rejected; Graph's default message, unless another is given. */
export type TokenRefusal = {
  refusal: BearerRefusal | 'outdated'
  message: string | null
  /** Milliseconds: a new token must be no older. */
  notBefore?: number
}

/** When this user's sessions were revoked, if after the token was issued; only for clients that declare support. */
function revocationAfter({ xms_cc, iat = 0 }: JWTPayload, person: Person | null): number | null {
  const ended = person?.others?.signInSessionsValidFromDateTime
  if (typeof ended !== 'string' || ![xms_cc].flat().includes('cp1')) return null
  const endedAt = Date.parse(ended)
  return iat < Math.floor(endedAt / 1000) ? endedAt : null
}

/** `null` for the message: the default one. */
export async function readCaller(c: Context, state: State): Promise<Caller | TokenRefusal> {
  const url = new URL(c.req.url)
  const claims = await readToken(c, (token) => verifySignature(state.keys, token, graph, url, state.now()))
  if (typeof claims === 'string') {
    const expired = claims === 'expired' && isPersonal(c, state)
    return { refusal: claims, message: expired ? EXPIRED_PERSONAL : null }
  }
  const tenant = state.tenants.find(({ id }) => id === claims.tid)
  const isApp = claims.idtyp === 'app'
  if (!tenant || (!isApp && typeof claims.scp !== 'string')) return { refusal: 'malformed', message: null }
  const person = isApp ? null : findPerson(state.people, String(claims.oid))
  const notBefore = revocationAfter(claims, person)
  if (notBefore !== null) return { refusal: 'outdated', message: null, notBefore }
  return {
    tenant,
    person,
    oid: String(claims.oid),
    subject: String(claims.sub),
    clientId: String(claims.appid),
    permissions: isApp ? [claims.roles ?? []].flat().map(String) : String(claims.scp).split(' '),
  }
}

export const callerOf = (c: Context): Caller => (c as Context<GraphEnv>).get('caller')

export const mayDo = ({ permissions }: Caller, wanted: readonly string[]) =>
  permissions.some((permission) => wanted.includes(permission))

/** Throws GraphRefusal unless the token has one of these permissions. */
export function checkPermission(caller: Caller, wanted: readonly string[]): void {
  if (!mayDo(caller, wanted)) throw requestDenied()
}

/** The token's user, for `/me`. Throws GraphRefusal. */
export function personOf(caller: Caller): Person {
  if (caller.person) return caller.person
  const isApp = caller.oid === caller.subject
  // The wording is from microsoftgraph/msgraph-sdk-php#1163.
  if (isApp) {
    throw new GraphRefusal(400, 'BadRequest', '/me request is only valid with delegated authentication flow.')
  }
  throw requestDenied()
}
