// Microsoft Graph: reading, and making calls with the patience that its answers ask for.

import { lackingRight, type RightArea } from '../change/access-right.ts'
import type { Call, Json } from '../change/graph-call.ts'
import type { Surroundings } from '../command-line/io.ts'
import { type RefusalKind, RegisterRefusal } from '../command-line/refusal.ts'
import { type Answer, exchange, Unreachable } from './json-request.ts'

export type Graph = {
  url: string
  /** The paths that were read. */
  reads: string[]
  /** null = there is none. */
  read(path: string, area: RightArea): Promise<unknown>
  /** `fresh`: it is about something so new that not all of Graph may know it yet. */
  send(call: Call, fresh: boolean): Promise<unknown>
}

/** Graph said no, or nothing, to this call. */
export class GraphRefusal extends RegisterRefusal {
  /** null = there was no answer. */
  readonly status: number | null
  /** Whether the call may have been made all the same. */
  get isUncertain(): boolean {
    return this.status === null || BROKEN.includes(this.status)
  }
  constructor(kind: RefusalKind, message: string, next: string, status: number | null) {
    super(kind, message, next)
    this.status = status
  }
}

const MOST_TRIES = 6
/** Replication takes seconds, seldom a minute: 1, 2, 3, 4, 5, 5 ... */
const MOST_FRESH_TRIES = 15
const LONGEST_FRESH_WAIT_SECONDS = 5
const LONGEST_WAIT_SECONDS = 120

const BUSY = [429, 503]

/** A gateway that gave up waiting does not say whether the call was made; a POST twice would be worse than not at all. */
const BROKEN = [500, 502, 504]

const isWorthAnother = ({ status }: Answer, method: string) =>
  BUSY.includes(status) || (BROKEN.includes(status) && method !== 'POST')

export function openGraph(
  url: string,
  accessToken: string,
  { wait, now, environment }: Pick<Surroundings, 'wait' | 'now' | 'environment'>,
): Graph {
  const isGiven = environment.GRAPH_TOKEN !== undefined
  const reads: string[] = []
  const reach = (method: string, path: string, body: Json | undefined, fresh: boolean) =>
    patiently({ url: `${url}/v1.0${path}`, init: requestOf(method, accessToken, body), fresh }, { wait, now })
  return {
    url,
    reads,
    async read(path, area) {
      reads.push(path)
      const answer = await reach('GET', path, undefined, false)
      if (answer.status === 404) return null
      if (answer.status === 200) return answer.json
      throw refusalOf(answer, area, isGiven)
    },
    async send({ method, path, body, area }, fresh) {
      const answer = await reach(method, path, body, fresh)
      if (answer.status >= 200 && answer.status < 300) return answer.json
      // Somebody, or an answer that was lost, has removed it before.
      if (method === 'DELETE' && answer.status === 404) return null
      throw refusalOf(answer, area, isGiven)
    },
  }
}

type HttpRequest = { method: string } & RequestInit

function requestOf(method: string, accessToken: string, body: Json | undefined): HttpRequest {
  const headers = { Authorization: `Bearer ${accessToken}`, Accept: 'application/json' }
  if (body === undefined) return { method, headers }
  return { method, headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify(body) }
}

/** Asks again while that may help, and waits as long as Graph wishes. @throws {GraphRefusal} */
async function patiently(
  { url, init, fresh }: { url: string; init: HttpRequest; fresh: boolean },
  { wait, now }: Pick<Surroundings, 'wait' | 'now'>,
): Promise<Answer> {
  for (let tries = 1, freshTries = 1; ; ) {
    const answer = await exchange(url, init).catch((error: unknown) => {
      if (!(error instanceof Unreachable)) throw error
      // The same goes for an answer that was lost.
      if (init.method === 'POST' || tries >= MOST_TRIES) throw unreached(error)
      return null
    })
    if (answer && fresh && isNotYetKnown(answer) && freshTries < MOST_FRESH_TRIES) {
      await wait(Math.min(freshTries, LONGEST_FRESH_WAIT_SECONDS))
      freshTries += 1
    } else if (answer && (!isWorthAnother(answer, init.method) || tries >= MOST_TRIES)) {
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
    `${whatToDo} Then run this again: it goes on from where it stopped.`,
    null,
  )

function isNotYetKnown({ status, json }: Answer): boolean {
  return status === 404 || (status === 400 && /does not (?:exist|reference)/i.test(errorOf(json).message))
}

/** Seconds or a date (RFC 9110 section 10.2.3). */
function retryAfterSeconds(answer: Answer | null, now: number): number | null {
  const header = answer?.headers.get('Retry-After') ?? ''
  const seconds = /^\d+$/.test(header) ? Number(header) : Math.ceil((Date.parse(header) - now) / 1000)
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 1), LONGEST_WAIT_SECONDS) : null
}

const SHOWN = 300

function errorOf(json: unknown): { code: string; message: string } {
  const error = (json as { error?: { code?: unknown; message?: unknown } } | null)?.error
  const text = (value: unknown) =>
    typeof value === 'string' ? value.replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ').slice(0, SHOWN) : ''
  return { code: text(error?.code), message: text(error?.message) }
}

/** `isGiven`: the token is that of GRAPH_TOKEN. */
function refusalOf(answer: Answer, area: RightArea, isGiven: boolean): GraphRefusal {
  const { code, message } = errorOf(answer.json)
  if (answer.status === 403) return new GraphRefusal('right', ...lackingRight(area), answer.status)
  if (answer.status === 401) {
    return new GraphRefusal(
      'sign_in',
      isGiven ? 'Graph does not take the token of GRAPH_TOKEN.' : 'Graph does not take the sign-in any more.',
      isGiven ? 'Give it a new one, or unset it to sign in.' : 'Run this again and sign in again.',
      answer.status,
    )
  }
  if (answer.status >= 500 || BUSY.includes(answer.status)) {
    const next = 'Run this again later: it goes on from where it stopped.'
    const often = BUSY.includes(answer.status) ? ', however often it is asked' : ''
    return new GraphRefusal('graph', `Graph answers ${answer.status}${often}.`, next, answer.status)
  }
  const said = [code, message].filter(Boolean).join(': ')
  return new GraphRefusal(
    'graph',
    `Graph answers ${answer.status}${said && `, ${said}`}`,
    'Mend that, and run this again: it goes on from where it stopped.',
    answer.status,
  )
}
