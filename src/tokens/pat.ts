// Personal access tokens: Azure DevOps' PAT Lifecycle Management API, what it is asked and how its answers are read.
// Source: Azure DevOps REST API 7.2, "Tokens > PATs".

import * as v from 'valibot'
import {
  type Answer,
  type ApiRequest,
  EntrywayError,
  type ErrorCode,
  fetchApi,
  isGuid,
  once,
  parseJson,
  type Session,
} from '../entryway/index.ts'
import { withPatAccess } from './access.ts'
import { API, NO_ORGANIZATION_REASON, throwUnlessDone } from './api-error.ts'
import type { TokensContext } from './context.ts'
import type { ListView } from './list-view.ts'
import { PatError } from './pat-error.ts'

const API_VERSION = '7.2-preview.1'
/** The most that the service takes for `$top`. */
export const MAX_PER_PAGE = 100

/** `2020-11-02T22:56:52.1033333Z` -> milliseconds. */
const Moment = () => v.pipe(v.string(), v.transform(Date.parse), v.finite())
/** Without the value, which only the answer to a creation has. */
const PatToken = once(() =>
  v.pipe(
    v.object({
      authorizationId: v.pipe(
        v.string(),
        v.toLowerCase(),
        v.check((id: string) => isGuid(id)),
      ),
      displayName: v.nullish(v.string(), ''),
      scope: v.nullish(v.string(), ''),
      /** Organizations' ids; null = every one that the person can reach. */
      targetAccounts: v.nullish(v.array(v.string()), null),
      validFrom: Moment(),
      validTo: Moment(),
    }),
    v.transform(({ scope, ...pat }) => ({ ...pat, scopes: scope.split(' ').filter(Boolean) })),
  ),
)
const Value = once(() => v.object({ patToken: v.object({ token: v.string() }) }))
const PatTokens = once(() =>
  v.object({
    continuationToken: v.nullish(v.string(), ''),
    patTokens: v.array(v.unknown()),
  }),
)
const PatResult = once(() => v.object({ patToken: v.nullish(PatToken(), null), patTokenError: v.unknown() }))

export type Pat = v.InferOutput<ReturnType<typeof PatToken>>
/** @property unreadable how many of the page could not be read, and are not among `pats` */
type PatPage = { pats: Pat[]; unreadable: number; continuationToken: string }
/** @property value null when the service made a token and kept its value to itself */
export type NewPat = { pat: Pat; value: string | null }
/** What a token is made of. @property validTo milliseconds */
export type PatSettings = { displayName: string; scope: string; validTo: number }

/** A change that may have been made, although there was no usable response. */
export class OutcomeUnknownError extends EntrywayError {}
const UNKNOWN_OUTCOME: ErrorCode[] = ['api_failed', 'api_not_json', 'api_timed_out']

/** One page of the person's tokens. @throws {EntrywayError} as every function here, and as `withPatAccess` */
export async function listPats(
  c: TokensContext,
  session: Session,
  view: ListView,
  top: number,
): Promise<PatPage> {
  return readPage(await ask(c, session, pageQuery(view, top)))
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
  const pats = rows.flatMap((row) => (row.success ? [row.output] : []))
  return { pats, unreadable: rows.length - pats.length, continuationToken }
}

export async function getPat(c: TokensContext, session: Session, id: string): Promise<Pat> {
  return readPat(await ask(c, session, { authorizationId: id }), 'tokenNotFound')
}

export function createPat(c: TokensContext, session: Session, settings: PatSettings): Promise<NewPat> {
  // Azure DevOps creates no more tokens for all organizations.
  const json = { ...asSent(settings), allOrgs: false }
  return change(c, session, {}, { method: 'POST', json }, (answer) => {
    const value = v.safeParse(Value(), parseJson(answer.text))
    return { pat: readPat(answer), value: value.success ? value.output.patToken.token : null }
  })
}

/** Sends only what changes: the rest may be what a policy would not allow any more. */
export function updatePat(
  c: TokensContext,
  session: Session,
  id: string,
  settings: Partial<PatSettings>,
): Promise<Pat> {
  const json = { authorizationId: id, ...asSent(settings) }
  return change(c, session, {}, { method: 'PUT', json }, (answer) => readPat(answer))
}

/** Done is 200 or 204, with nothing or with a result without an error in it, and nothing else is. */
export function revokePat(c: TokensContext, session: Session, id: string): Promise<void> {
  return change(c, session, { authorizationId: id }, { method: 'DELETE' }, (answer) => {
    if ([200, 204].includes(answer.status) && answer.text.trim() === '') return
    const { patTokenError } = read(PatResult(), answer)
    if ((patTokenError ?? 'none') !== 'none') throw new PatError(patTokenError)
  })
}

async function change<T>(
  c: TokensContext,
  session: Session,
  query: Record<string, string>,
  request: ApiRequest,
  readAnswer: (answer: Answer) => T,
): Promise<T> {
  try {
    return readAnswer(await ask(c, session, query, request))
  } catch (error) {
    if (!(error instanceof EntrywayError) || !UNKNOWN_OUTCOME.includes(error.code)) throw error
    const { title, text } = error.userMessage
    const message = { ...error.context.message, title, text: `${text} It may have been done anyway.` }
    throw new OutcomeUnknownError(error.code, { ...error.context, message, cause: error })
  }
}

async function ask(
  c: TokensContext,
  session: Session,
  query: Record<string, string>,
  request: ApiRequest = {},
): Promise<Answer> {
  try {
    return await withPatAccess(session, async (accessToken) => {
      const answer = await fetchApi(patsUrl(c.var.tokens.url, query), accessToken, { api: API, ...request })
      throwUnlessDone(answer, request.method !== undefined, session.identity.tenantId)
      return answer
    })
  } catch (error) {
    const isOfToken = query.authorizationId !== undefined || request.method === 'PUT'
    const isNotFound = error instanceof EntrywayError && error.code === 'api_not_found'
    throw isOfToken && isNotFound && error.context.reason !== NO_ORGANIZATION_REASON
      ? new PatError('tokenNotFound')
      : error
  }
}

/** @param organizationUrl `https://vssps.dev.azure.com/{organization}` */
export function patsUrl(organizationUrl: string, query: Record<string, string>): string {
  return `${organizationUrl}/_apis/tokens/pats?${new URLSearchParams({ 'api-version': API_VERSION, ...query })}`
}

/** @param denied what it means that the service gives no access to it; to somebody else's token it is as if there were none */
function readPat(answer: Answer, denied = 'accessDenied'): Pat {
  const { patToken, patTokenError } = read(PatResult(), answer)
  if (patToken) return patToken
  if ((patTokenError ?? 'none') === 'none') {
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

function asSent({ validTo, ...settings }: Partial<PatSettings>): object {
  return { ...settings, ...(validTo !== undefined && { validTo: new Date(validTo).toISOString() }) }
}
