// Sends a request and parses its JSON response, or explains to the user why there is none.
import { fetchText, type Answer as Heard, OutboundError } from '../../../src/entryway/protocol.ts'
import { brokenConnection, type Words } from '../../terminal/connection-error.ts'

import type { Json } from '../change/graph-call.ts'

export type Answer = Heard & { json: unknown }

/** No response, or not JSON: the network is down, or a proxy requires a sign-in. */
export class Unreachable extends Error {
  readonly whatToDo: string
  constructor(url: string, [problem, whatToDo]: Words) {
    super(`${new URL(url).host} could not be reached: ${problem}`)
    this.name = 'Unreachable'
    this.whatToDo = whatToDo
  }
}

const SOMETHING_ELSE =
  'Check the spelling of the host. Something else, such as a proxy with its own sign-in page, may respond in its place.'

/** Graph's writes are slow. */
const DEADLINE_SECONDS = 30

/** @throws {Unreachable} */
export async function exchange(url: string, init: RequestInit): Promise<Answer> {
  const answer = await fetchText(url, init, DEADLINE_SECONDS).catch((error: unknown) => {
    throw error instanceof OutboundError ? new Unreachable(url, wordsOf(error)) : error
  })
  if (answer.status >= 300 && answer.status < 400)
    throw new Unreachable(url, ['it redirects', SOMETHING_ELSE])
  return { ...answer, json: readJson(answer, url) }
}

function readJson({ status, text }: Heard, url: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text)
  } catch {
    // A gateway's HTML page adds nothing to its status.
    if (status >= 400) return null
    throw new Unreachable(url, ['the response was not JSON', SOMETHING_ELSE])
  }
}

function wordsOf({ fault, cause }: OutboundError): Words {
  if (fault === 'timeout') return [`no response within ${DEADLINE_SECONDS} seconds`, 'Check the network.']
  return fault === 'too_large' ? ['its response was too large', SOMETHING_ELSE] : brokenConnection(cause)
}

export type HttpRequest = { method: string } & RequestInit

export function requestOf(method: string, accessToken: string, body: Json | undefined): HttpRequest {
  const headers = { Authorization: `Bearer ${accessToken}`, Accept: 'application/json' }
  if (body === undefined) return { method, headers }
  return { method, headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify(body) }
}
