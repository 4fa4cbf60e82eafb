// A server that could not be heard, in words.
import { OutboundError, type OutboundFault } from '../../src/outbound.ts'
import { fail, type Outcome } from './outcome.ts'

const TRY_AGAIN = 'Run npm run doctor again in a minute.'

type Words = [problem: string, whatToDo: string]

/** By the code that Node gives a broken connection. */
const CONNECTION: [codes: RegExp, words: Words][] = [
  [
    /^(ENOTFOUND|EAI_)/,
    [
      'its name is not known here',
      'Check the network and the spelling of the host. Behind a proxy set HTTPS_PROXY, and NODE_USE_ENV_PROXY=1 for Node to use it.',
    ],
  ],
  [
    /^ECONNREFUSED$/,
    [
      'nothing listens there',
      'Check host and port. For the local Entra run npm start in another terminal first.',
    ],
  ],
  [
    /CERT|SIGNATURE|SELF_SIGNED|ALTNAME/,
    [
      'its TLS certificate is not trusted',
      'Something on the way, such as a company proxy, shows a certificate of its own: give it to Node with NODE_EXTRA_CA_CERTS.',
    ],
  ],
]

const NO_CONNECTION: Words = [
  'the connection broke',
  'Check the network. Behind a proxy set HTTPS_PROXY, and NODE_USE_ENV_PROXY=1 for Node to use it.',
]

const ANSWER: Partial<Record<OutboundFault, Words>> = {
  timeout: ['it did not answer in time', 'Check the network, and run npm run doctor again.'],
  not_json: [
    'it answered with something else than JSON',
    'Something on the way, such as a proxy with a sign-in page of its own, answers in its place. Open the address in a browser.',
  ],
  too_large: ['its answer has no end', 'Something else answers in its place. Open the address in a browser.'],
  status_429: ['it answered 429: too many requests', TRY_AGAIN],
}

function codeOf(error: unknown): string {
  for (let each = error; each instanceof Error; each = each.cause) {
    if ('code' in each && typeof each.code === 'string') return each.code
    // Where a name has several addresses, each of them was tried.
    if (each instanceof AggregateError) return codeOf(each.errors[0])
  }
  return ''
}

function wordsOf({ fault, cause }: OutboundError): Words {
  if (fault === 'network') {
    const code = codeOf(cause)
    return CONNECTION.find(([codes]) => codes.test(code))?.[1] ?? NO_CONNECTION
  }
  return ANSWER[fault] ?? [`it answered ${fault.replace('status_', '')}`, TRY_AGAIN]
}

/** @throws what is no OutboundError */
export function unreachable(error: unknown, what: string, url: string): Outcome {
  if (!(error instanceof OutboundError)) throw error
  const [problem, whatToDo] = wordsOf(error)
  return fail(`${what} could not be asked at ${new URL(url).host}: ${problem}.`, whatToDo)
}
