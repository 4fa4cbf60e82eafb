// A server that could not be heard, in words.
import { OutboundError, type OutboundFault } from '../../../src/entryway/protocol.ts'
import { brokenConnection, type Words } from '../../terminal/connection-error.ts'
import { fail, type Outcome } from './outcome.ts'

const TRY_AGAIN = 'Run this again in a minute.'

const ANSWER: Partial<Record<OutboundFault, Words>> = {
  timeout: ['it did not answer in time', 'Check the network, and run this again.'],
  not_json: [
    'it answered with something else than JSON',
    'Something on the way, such as a proxy with a sign-in page of its own, answers in its place. Open the address in a browser.',
  ],
  too_large: ['its answer has no end', 'Something else answers in its place. Open the address in a browser.'],
  status_429: ['it answered 429: too many requests', TRY_AGAIN],
}

function wordsOf({ fault, cause }: OutboundError): Words {
  if (fault === 'network') return brokenConnection(cause)
  return ANSWER[fault] ?? [`it answered ${fault.replace('status_', '')}`, TRY_AGAIN]
}

/** @throws what is no OutboundError */
export function unreachable(error: unknown, what: string, url: string): Outcome {
  if (!(error instanceof OutboundError)) throw error
  const [problem, whatToDo] = wordsOf(error)
  return fail(`${what} could not be asked at ${new URL(url).host}: ${problem}.`, whatToDo)
}
