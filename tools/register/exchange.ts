// One request and its JSON answer: with a deadline, and no redirect followed, so that no token goes astray.

import { brokenConnection, type Words } from '../connection.ts'

export type Answer = { status: number; headers: Headers; json: unknown }

/** No answer at all, or none that is JSON: a network that is gone, a proxy that wants a sign-in. */
export class Unreachable extends Error {
  readonly whatToDo: string
  constructor(url: string, [problem, whatToDo]: Words) {
    super(`${new URL(url).host} could not be reached: ${problem}`)
    this.name = 'Unreachable'
    this.whatToDo = whatToDo
  }
}

const SOMETHING_ELSE =
  'Check the spelling of the host. Something on the way, such as a proxy with a sign-in page of its own, may answer in its place.'

const DEADLINE_SECONDS = 30

/** @throws {Unreachable} */
export async function exchange(url: string, init: RequestInit): Promise<Answer> {
  const signal = AbortSignal.timeout(DEADLINE_SECONDS * 1000)
  try {
    const response = await fetch(url, { ...init, redirect: 'manual', signal })
    if (response.status >= 300 && response.status < 400)
      throw new Unreachable(url, ['it redirects', SOMETHING_ELSE])
    const text = await response.text()
    return { status: response.status, headers: response.headers, json: readJson(text, response.status, url) }
  } catch (error) {
    throw error instanceof Unreachable ? error : new Unreachable(url, wordsOf(error))
  }
}

function readJson(text: string, status: number, url: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text)
  } catch {
    // A gateway's page beside its status says no more than the status.
    if (status >= 400) return null
    throw new Unreachable(url, ['it answers with something else than JSON', SOMETHING_ELSE])
  }
}

function wordsOf(error: unknown): Words {
  if (error instanceof DOMException && error.name === 'TimeoutError')
    return [`no answer within ${DEADLINE_SECONDS} seconds`, 'Check the network.']
  return brokenConnection(error)
}
