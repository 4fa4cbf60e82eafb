// Personal access tokens: Azure DevOps' PAT Lifecycle Management API, what it is asked and how its answers are read.
// Source: Azure DevOps REST API 7.2, "Tokens > PATs".

import * as v from 'valibot'
import {
  type Answer,
  type ApiRequest,
  callApi,
  EntrywayError,
  isGuid,
  once,
  parseJson,
  type Session,
} from '../entryway/index.ts'
import { isShowable } from '../ui/showable.ts'
import { withPatAccess } from './access.ts'
import { API, throwUnlessDone, withOperatorHint, withUnknownOutcome } from './api-error.ts'
import type { TokensContext } from './context.ts'
import type { ListView } from './list-view.ts'
import { PatError } from './pat-error.ts'
import { patsUrl } from './pats-url.ts'

/** The most that the service takes for `$top`. */
export const MAX_PER_PAGE = 100

/** `2020-11-02T22:56:52.1033333Z` -> milliseconds. */
const Moment = () => v.pipe(v.string(), v.transform(Date.parse), v.finite())
const PatToken = once(() =>
  v.object({
    authorizationId: v.pipe(
      v.string(),
      v.toLowerCase(),
      v.check((id: string) => isGuid(id)),
    ),
    displayName: v.nullish(v.string(), ''),
    scope: v.pipe(
      v.nullish(v.string(), ''),
      v.transform((scope) => scope.split(' ').filter(Boolean)),
    ),
    /** Organizations' ids; null = every one that the person can reach. */
    targetAccounts: v.nullish(v.array(v.string()), null),
    validFrom: Moment(),
    validTo: Moment(),
    /** The value; only ever in the answer to a creation. */
    token: v.nullish(v.string(), null),
  }),
)
const PatTokens = once(() =>
  v.object({
    continuationToken: v.nullish(v.string(), ''),
    patTokens: v.array(v.unknown()),
  }),
)
const PatResult = once(() => v.object({ patToken: v.nullish(PatToken(), null), patTokenError: v.unknown() }))

export type Pat = Omit<v.InferOutput<ReturnType<typeof PatToken>>, 'scope' | 'token'> & { scopes: string[] }
/** @property unreadable how many of the page could not be read, and are not among `pats` */
type PatPage = { pats: Pat[]; unreadable: number; continuationToken: string }
/** @property value null when the service made a token and kept its value to itself */
export type NewPat = { pat: Pat; value: string | null }
/** What a token is made of. @property validTo milliseconds */
export type PatSettings = { displayName: string; scope: string; validTo: number }

/** One page of the person's tokens. @throws {EntrywayError} as every function here, and as `withPatAccess` */
export async function listPats(
  c: TokensContext,
  session: Session,
  view: ListView,
  top: number,
): Promise<PatPage> {
  return readPage(await ask(c, session, { query: pageQuery(view, top) }))
}

export function pageQuery(view: ListView, top: number): Record<string, string> {
  return {
    displayFilterOption: view.filter,
    sortByOption: view.sort,
    isSortAscending: String(view.ascending),
    $top: String(top),
    ...(view.continuation !== '' && { continuationToken: view.continuation }),
  }
}

export function readPage(answer: Answer): PatPage {
  const { patTokens, continuationToken } = read(PatTokens(), answer)
  // One that cannot be read does not take the others with it.
  const rows = patTokens.map((row) => v.safeParse(PatToken(), row))
  const pats = rows.flatMap((row) => (row.success ? [withoutValue(row.output)] : []))
  return { pats, unreadable: rows.length - pats.length, continuationToken }
}

/** One token, and all that the service tells about it but its value. */
export async function getPat(
  c: TokensContext,
  session: Session,
  id: string,
): Promise<{ pat: Pat; json: unknown }> {
  const answer = await ask(c, session, { query: { authorizationId: id } })
  const { pat } = readResult(answer, 'tokenNotFound')
  return { pat, json: withoutValues(parseJson(answer.text)) }
}

export async function createPat(c: TokensContext, session: Session, settings: PatSettings): Promise<NewPat> {
  return withUnknownOutcome(async () =>
    // Azure DevOps creates no more tokens for all organizations.
    readResult(await ask(c, session, { method: 'POST', json: { ...asSent(settings), allOrgs: false } })),
  )
}

/** Sends only what changes: the rest may be what a policy would not allow any more. */
export async function updatePat(
  c: TokensContext,
  session: Session,
  id: string,
  change: Partial<PatSettings>,
): Promise<Pat> {
  const json = { authorizationId: id, ...asSent(change) }
  return withUnknownOutcome(async () => readResult(await ask(c, session, { method: 'PUT', json })).pat)
}

/** Done is 200 or 204, with nothing or with a result without an error in it, and nothing else is. */
export async function revokePat(c: TokensContext, session: Session, id: string): Promise<void> {
  await withUnknownOutcome(async () => {
    const answer = await ask(c, session, { method: 'DELETE', query: { authorizationId: id } })
    if ([200, 204].includes(answer.status) && answer.text.trim() === '') return
    const { patTokenError } = read(PatResult(), answer)
    if ((patTokenError ?? 'none') !== 'none') throw new PatError(patTokenError)
  }, ' The token may or may not have been revoked, so it may still work.')
}

async function ask(
  c: TokensContext,
  session: Session,
  { query, ...request }: ApiRequest & { query?: Record<string, string> },
): Promise<Answer> {
  try {
    return await withPatAccess(session, async (accessToken) => {
      const answer = await callApi(patsUrl(c.var.tokens.url, query), accessToken, { api: API, ...request })
      throwUnlessDone(answer, request.method !== undefined, session.identity.tenantId)
      return answer
    })
  } catch (error) {
    const isOfToken = query?.authorizationId !== undefined || request.method === 'PUT'
    const isNotFound = error instanceof EntrywayError && error.code === 'api_not_found'
    throw isOfToken && isNotFound && error.context.reason !== 'no_organization'
      ? new PatError('tokenNotFound')
      : withOperatorHint(error)
  }
}

/** @param denied what it means that the service gives no access to it; to somebody else's token it is as if there were none */
function readResult(answer: Answer, denied = 'accessDenied'): NewPat {
  const { patToken, patTokenError } = read(PatResult(), answer)
  if (patToken) return { pat: withoutValue(patToken), value: patToken.token }
  if (patTokenError === undefined || patTokenError === null || patTokenError === 'none') {
    throw new EntrywayError('api_failed', { reason: 'no_token', api: API })
  }
  throw new PatError(patTokenError === 'accessDenied' ? denied : patTokenError)
}

/** @throws {EntrywayError} `api_not_json`, `api_failed` */
function read<Schema extends v.GenericSchema>(schema: Schema, answer: Answer): v.InferOutput<Schema> {
  const json = parseJson(answer.text)
  if (json === undefined)
    throw new EntrywayError('api_not_json', { reason: `status_${answer.status}`, api: API })
  const result = v.safeParse(schema, json)
  if (result.success) return result.output
  const reason = `field_${v.getDotPath(result.issues[0]) ?? 'all'}`
  throw new EntrywayError('api_failed', { reason, api: API })
}

function withoutValue({ token: _, scope: scopes, ...pat }: v.InferOutput<ReturnType<typeof PatToken>>): Pat {
  return { ...pat, scopes }
}

/** For showing the service's answer as it is, but for any token's value. */
function withoutValues(json: unknown): unknown {
  if (!isShowable(json)) return null
  return JSON.parse(JSON.stringify(json), (name, value) =>
    name.toLowerCase() === 'token' ? undefined : value,
  )
}

function asSent({ validTo, ...settings }: Partial<PatSettings>): object {
  return { ...settings, ...(validTo !== undefined && { validTo: new Date(validTo).toISOString() }) }
}
