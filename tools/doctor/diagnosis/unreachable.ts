// Describes why a server could not be reached.
import { OutboundError, type OutboundFault } from '../../../src/entryway/protocol.ts'
import { brokenConnection, type Words } from '../../terminal/connection-error.ts'
import { fail, type Outcome } from './outcome.ts'

const TRY_AGAIN = 'Run this again in a minute.'

const ANSWER: Partial<Record<OutboundFault, Words>> = {
  timeout: ['it did not respond in time', 'Check the network, and run this again.'],
  not_json: [
    'the response was not JSON',
    'Something else, such as a proxy with its own sign-in page, responds in its place. Open the URL in a browser.',
  ],
  too_large: [
    'its response was too large',
    'Something else responds in its place. Open the URL in a browser.',
  ],
  status_429: ['it returned 429 (too many requests)', TRY_AGAIN],
}

function wordsOf({ fault, cause }: OutboundError): Words {
  if (fault === 'network') return brokenConnection(cause)
  return ANSWER[fault] ?? [`it returned ${fault.replace('status_', '')}`, TRY_AGAIN]
}

/** @throws anything but an OutboundError */
export function unreachable(error: unknown, what: string, url: string): Outcome {
  if (!(error instanceof OutboundError)) throw error
  const [problem, whatToDo] = wordsOf(error)
  return fail(`${what} could not be reached at ${new URL(url).host}: ${problem}.`, whatToDo)
}
