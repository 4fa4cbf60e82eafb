// Personal access tokens: Azure DevOps' PAT Lifecycle Management API, what it is asked and how its answers are read.
// Source: Azure DevOps REST API 7.2, "Tokens > PATs".
import * as v from 'valibot'
import { isGuid } from '../entryway/entra/authority.ts'
import { Refusal } from '../entryway/errors/errors.ts'
import { type Asked, callApi, refuseTooLarge } from '../entryway/http/api.ts'
import { parseJson } from '../entryway/http/json.ts'
import type { Answer } from '../entryway/http/outbound.ts'
import type { AppContext } from '../entryway/http/request.ts'
import type { Session } from '../entryway/session/session.ts'
import { withPatAccess } from './access.ts'
import { changing, inWords, refuseFault } from './api-error.ts'
import type { ListView } from './list-view.ts'
import { PatRefusal } from './pat-error.ts'
import { patsAddress } from './pats-url.ts'

/** The most that the service takes for `$top`. */
export const MOST_A_PAGE = 100

/** `2020-11-02T22:56:52.1033333Z` -> milliseconds. */
const Moment = v.pipe(v.string(), v.transform(Date.parse), v.finite())
const PatToken = v.object({
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
  validFrom: Moment,
  validTo: Moment,
  /** The value; only ever in the answer to a creation. */
  token: v.nullish(v.string(), null),
})
const PatTokens = v.object({
  continuationToken: v.nullish(v.string(), ''),
  patTokens: v.array(PatToken),
})
const PatResult = v.object({ patToken: v.nullish(PatToken, null), patTokenError: v.unknown() })

export type Pat = Omit<v.InferOutput<typeof PatToken>, 'scope' | 'token'> & { scopes: string[] }
export type PatPage = { pats: Pat[]; continuationToken: string }
/** @property value null when the service made a token and kept its value to itself */
export type NewPat = { pat: Pat; value: string | null }
/** What a token is made of. @property validTo milliseconds */
export type PatSettings = { displayName: string; scope: string; validTo: number; allOrgs: boolean }

/** One page of the person's tokens. @throws {Refusal} as every function here, and as `withPatAccess` */
export async function listPats(
  c: AppContext,
  session: Session,
  view: ListView,
  top: number,
  deadlineSeconds?: number,
): Promise<PatPage> {
  return readPage(await ask(c, session, { query: pageQuery(view, top), deadlineSeconds }))
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
  const { patTokens, continuationToken } = read(PatTokens, answer)
  return { pats: patTokens.map(withoutValue), continuationToken }
}

/** One token, and all that the service tells about it but its value. */
export async function getPat(
  c: AppContext,
  session: Session,
  id: string,
): Promise<{ pat: Pat; json: unknown }> {
  const answer = await ask(c, session, { query: { authorizationId: id } })
  const { pat } = readResult(answer, 'tokenNotFound')
  refuseTooLarge(answer.text, parseJson(answer.text))
  const json = JSON.parse(answer.text, (name, value) => (name.toLowerCase() === 'token' ? undefined : value))
  return { pat, json }
}

export async function createPat(c: AppContext, session: Session, settings: PatSettings): Promise<NewPat> {
  return changing(async () => readResult(await ask(c, session, { method: 'POST', body: asSent(settings) })))
}

/** Sends only what changes: the rest may be what a policy would not allow any more. */
export async function updatePat(
  c: AppContext,
  session: Session,
  id: string,
  change: Partial<PatSettings>,
): Promise<Pat> {
  const body = { authorizationId: id, ...asSent(change) }
  return changing(async () => readResult(await ask(c, session, { method: 'PUT', body })).pat)
}

/** Done is 200 or 204, with nothing or with a result without an error in it, and nothing else is. */
export async function revokePat(c: AppContext, session: Session, id: string): Promise<void> {
  await changing(async () => {
    const answer = await ask(c, session, { method: 'DELETE', query: { authorizationId: id } })
    if ([200, 204].includes(answer.status) && answer.text.trim() === '') return
    const { patTokenError } = read(PatResult, answer)
    if ((patTokenError ?? 'none') !== 'none') throw new PatRefusal(patTokenError)
  }, ' Whether it revoked the token could not be read; the token may still work.')
}

export function patsUrl(c: AppContext, query: Record<string, string> = {}): string {
  return patsAddress(c.get('settings').azureDevOpsUrl ?? '', query)
}

async function ask(
  c: AppContext,
  session: Session,
  { query, ...asked }: Asked & { query?: Record<string, string> },
): Promise<Answer> {
  try {
    return await withPatAccess(c, session, async (accessToken) => {
      const answer = await callApi(patsUrl(c, query), accessToken, asked)
      refuseFault(answer, asked.method !== undefined)
      return answer
    })
  } catch (error) {
    const isOfToken = query?.authorizationId !== undefined || asked.method === 'PUT'
    const isNotFound = error instanceof Refusal && error.code === 'api_not_found'
    throw isOfToken && isNotFound && error.context.reason !== 'no_organization'
      ? new PatRefusal('tokenNotFound')
      : inWords(error)
  }
}

/** @param denied what it means that the service gives no access to it; to somebody else's token it is as if there were none */
function readResult(answer: Answer, denied = 'accessDenied'): NewPat {
  const { patToken, patTokenError } = read(PatResult, answer)
  if (patToken) return { pat: withoutValue(patToken), value: patToken.token }
  if (patTokenError === undefined || patTokenError === null || patTokenError === 'none') {
    throw inWords(new Refusal('api_failed', { reason: 'no_token' }))
  }
  throw new PatRefusal(patTokenError === 'accessDenied' ? denied : patTokenError)
}

/** @throws {Refusal} `api_not_json`, `api_failed` */
function read<Schema extends v.GenericSchema>(schema: Schema, answer: Answer): v.InferOutput<Schema> {
  const json = parseJson(answer.text)
  if (json === undefined) throw inWords(new Refusal('api_not_json', { reason: `status_${answer.status}` }))
  const result = v.safeParse(schema, json)
  if (result.success) return result.output
  throw inWords(new Refusal('api_failed', { reason: `field_${v.getDotPath(result.issues[0]) ?? 'all'}` }))
}

function withoutValue({ token: _, scope: scopes, ...pat }: v.InferOutput<typeof PatToken>): Pat {
  return { ...pat, scopes }
}

function asSent({ validTo, ...settings }: Partial<PatSettings>): object {
  return { ...settings, ...(validTo !== undefined && { validTo: new Date(validTo).toISOString() }) }
}
