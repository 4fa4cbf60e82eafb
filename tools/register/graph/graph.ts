// Microsoft Graph client: reads and calls, with retries.

import { isGuid } from '../../../src/entryway/protocol.ts'
import type { RightArea } from '../change/access-right.ts'
import type { Call, Json } from '../change/graph-call.ts'
import { type RefusalKind, RegisterRefusal } from '../command-line/refusal.ts'
import type { Surroundings } from '../command-line/surroundings.ts'
import type { CallContext, FixableBy } from './explanation.ts'
import {
  type GraphError,
  graphError,
  inGraphsWords,
  isGone,
  isNotYetKnown,
  isPassing,
} from './graph-error.ts'
import { explainGraphError } from './graph-refusal.ts'
import { type Answer, exchange, type HttpRequest, requestOf, Unreachable } from './json-request.ts'
import { askedSeconds, asksLonger, retryAfterSeconds } from './retry-after.ts'
import { claimsInToken, isAppOnly, permissionsIn } from './token-claims.ts'

/** Called before each wait for replication, with the seconds waited so far. */
export type OnWait = (waitedSeconds: number) => void

export type Graph = {
  url: string
  /** Paths read so far. */
  reads: string[]
  /** For error messages: sets whether the tenant is for customers, once known. */
  tenantIs(forCustomers: boolean | null): void
  /** null = not found. */
  read(path: string, area: RightArea): Promise<unknown>
  /** For what must exist: retries for as long as replication may take, until `pick` finds it. null = not found. */
  readNew<T = unknown>(
    path: string,
    area: RightArea,
    options?: { pick?: (json: unknown) => T | null; onWait?: OnWait | undefined; seconds?: number },
  ): Promise<T | null>
  /** `fresh`: it concerns an object so new that it may not have replicated yet. */
  send(call: Call, fresh: boolean, onWait?: OnWait): Promise<unknown>
}

/** Graph refused this call, or did not respond. */
export class GraphRefusal extends RegisterRefusal {
  /** null = no response. */
  readonly error: GraphError | null
  readonly fixableBy: FixableBy
  /** Whether the call may have succeeded anyway. */
  get isUncertain(): boolean {
    return this.error === null || BROKEN.includes(this.error.status)
  }
  constructor(
    kind: RefusalKind,
    message: string,
    next: string,
    error: GraphError | null,
    fixableBy: FixableBy,
  ) {
    super(kind, message, next)
    this.error = error
    this.fixableBy = fixableBy
  }
}

const MAX_TRIES = 6
/** Replication takes seconds, sometimes minutes. Wait times: 1, 2, 3 ... 10, 10 ... */
export const MAX_REPLICATION_SECONDS = 300
const MAX_REPLICATION_WAIT_SECONDS = 10

/** After a gateway timeout, the call may have succeeded; repeating a POST would be worse than failing. */
const BROKEN = [500, 502, 504]

const isWorthAnother = (answer: Answer, method: string) =>
  isPassing(answer) || (BROKEN.includes(answer.status) && method !== 'POST')

export function openGraph(
  url: string,
  accessToken: string,
  surroundings: Pick<Surroundings, 'wait' | 'now' | 'environment'>,
): Graph {
  const { oid } = claimsInToken(accessToken)
  const about = {
    isGiven: surroundings.environment.GRAPH_TOKEN !== undefined,
    isAppOnly: isAppOnly(accessToken),
    permissions: permissionsIn(accessToken),
    objectId: typeof oid === 'string' && isGuid(oid) ? oid : null,
    forCustomers: null as boolean | null,
  }
  const reads: string[] = []
  const reach = (method: string, path: string, body: Json | undefined, fresh: boolean, onWait?: OnWait) =>
    patiently(
      { url: `${url}/v1.0${path}`, init: requestOf(method, accessToken, body), fresh },
      { ...surroundings, onWait },
    )
  const read = async (path: string, area: RightArea) => {
    if (!reads.includes(path)) reads.push(path)
    const answer = await reach('GET', path, undefined, false)
    // The token's tenant exists, and a 404 from a busy directory doesn't mean that the object is absent.
    if (answer.status === 404 && area !== 'tenant' && !isPassing(answer)) return null
    if (answer.status === 200) return answer.json
    throw refusalOf(answer, { method: 'GET', path, area, fresh: false, ...about }, surroundings.now())
  }
  return {
    url,
    reads,
    tenantIs(forCustomers) {
      about.forCustomers = forCustomers
    },
    read,
    async readNew<T>(
      path: string,
      area: RightArea,
      {
        pick = (json) => json as T | null,
        onWait,
        seconds: most = MAX_REPLICATION_SECONDS,
      }: { pick?: (json: unknown) => T | null; onWait?: OnWait | undefined; seconds?: number } = {},
    ) {
      for (let waited = 0, tries = 1; ; tries++) {
        const json = await read(path, area)
        const found = json === null ? null : pick(json)
        if (found !== null || waited >= most) return found
        const seconds = Math.min(tries, MAX_REPLICATION_WAIT_SECONDS)
        onWait?.(waited)
        await surroundings.wait(seconds)
        waited += seconds
      }
    },
    async send({ method, path, body, area }, fresh, onWait) {
      const answer = await reach(method, path, body, fresh, onWait)
      if (answer.status >= 200 && answer.status < 300) return answer.json
      // Already removed, by someone else or by a call whose response was lost.
      if (isGone(answer, { method, path })) return null
      throw refusalOf(answer, { method, path, area, fresh, ...about }, surroundings.now())
    },
  }
}

/** Retries while that may help, honoring Retry-After. @throws {GraphRefusal} */
async function patiently(
  { url, init, fresh }: { url: string; init: HttpRequest; fresh: boolean },
  { wait, now, onWait }: Pick<Surroundings, 'wait' | 'now'> & { onWait: OnWait | undefined },
): Promise<Answer> {
  for (let tries = 1, freshTries = 1, waited = 0; ; ) {
    const answer = await exchange(url, init).catch((error: unknown) => {
      if (!(error instanceof Unreachable)) throw error
      // The response may have been lost, so a POST is not repeated.
      if (init.method === 'POST' || tries >= MAX_TRIES) throw unreached(error)
      return null
    })
    if (answer && fresh && isNotYetKnown(answer) && waited < MAX_REPLICATION_SECONDS) {
      const seconds = Math.min(freshTries, MAX_REPLICATION_WAIT_SECONDS)
      onWait?.(waited)
      await wait(seconds)
      waited += seconds
      freshTries += 1
    } else if (
      answer &&
      (!isWorthAnother(answer, init.method) || tries >= MAX_TRIES || asksLonger(answer, now()))
    ) {
      return answer
    } else {
      await wait(retryAfterSeconds(answer, now()) ?? 2 ** tries)
      tries += 1
    }
  }
}

const unreached = ({ message, whatToDo }: Unreachable) =>
  new GraphRefusal(
    'graph',
    `${message}.`,
    `${whatToDo} Then run this again, and it continues from there.`,
    null,
    'you',
  )

/** Graph's Retry-After, if too long to wait here. */
const inMinutes = (answer: Answer, now: number): string =>
  asksLonger(answer, now)
    ? ` Graph asks to wait ${Math.ceil((askedSeconds(answer, now) ?? 0) / 60)} minutes.`
    : ''

function refusalOf(answer: Answer, context: CallContext, now: number): GraphRefusal {
  const error = graphError(answer)
  const { kind, meaning, fixableBy, next } = explainGraphError(error, context)
  return new GraphRefusal(
    kind,
    `${meaning} ${inGraphsWords(error)}`,
    `${next}${inMinutes(answer, now)}`,
    error,
    fixableBy,
  )
}
