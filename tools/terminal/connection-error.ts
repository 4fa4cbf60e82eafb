// Describes a connection error by Node's error code.

export type Words = [problem: string, whatToDo: string]

const BEHIND_PROXY = 'Behind a proxy, set HTTPS_PROXY, and NODE_USE_ENV_PROXY=1 so that Node uses it.'

const BY_CODE: [codes: RegExp, words: Words][] = [
  [
    /^(ENOTFOUND|EAI_)/,
    ['its host name was not found', `Check the network and the spelling of the host. ${BEHIND_PROXY}`],
  ],
  [
    /^ECONNREFUSED$/,
    [
      'nothing is listening there',
      'Check the host and port. For the local Entra, run npm start in another terminal first.',
    ],
  ],
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, ['the connection was lost', `Check the network. ${BEHIND_PROXY}`]],
  [/^(ETIMEDOUT|UND_ERR_.*_TIMEOUT)$/, ['it does not respond', `Check the network. ${BEHIND_PROXY}`]],
  [
    /CERT|SIGNATURE|SELF_SIGNED|ALTNAME/,
    [
      'its TLS certificate is not trusted',
      'A company proxy or similar presents its own certificate. Add its certificate authority to Node with NODE_EXTRA_CA_CERTS.',
    ],
  ],
]

function codeOf(error: unknown): string {
  for (let each = error; each instanceof Error; each = each.cause) {
    if ('code' in each && typeof each.code === 'string') return each.code
    // If a name has several IP addresses, each was tried.
    if (each instanceof AggregateError) return codeOf(each.errors[0])
  }
  return ''
}

export function brokenConnection(error: unknown): Words {
  const code = codeOf(error)
  const words = BY_CODE.find(([codes]) => codes.test(code))?.[1]
  return words ?? [`the connection failed${code && ` (${code})`}`, `Check the network. ${BEHIND_PROXY}`]
}
