// One request and its JSON answer: with a deadline, and no redirect followed, so that no token goes astray.

export type Answer = { status: number; headers: Headers; json: unknown }

/** No answer at all, or none that is JSON: a network that is gone, a proxy that wants a sign-in. */
export class Unreachable extends Error {
  constructor(url: string, reason: string) {
    super(`${new URL(url).host} could not be reached: ${reason}`)
    this.name = 'Unreachable'
  }
}

const DEADLINE_SECONDS = 30

/** @throws {Unreachable} */
export async function exchange(url: string, init: RequestInit): Promise<Answer> {
  const signal = AbortSignal.timeout(DEADLINE_SECONDS * 1000)
  try {
    const response = await fetch(url, { ...init, redirect: 'manual', signal })
    if (response.status >= 300 && response.status < 400) throw new Unreachable(url, 'it redirects')
    const text = await response.text()
    return { status: response.status, headers: response.headers, json: readJson(text, response.status, url) }
  } catch (error) {
    throw error instanceof Unreachable ? error : new Unreachable(url, reasonOf(error))
  }
}

function readJson(text: string, status: number, url: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text)
  } catch {
    // A gateway's page beside its status says no more than the status.
    if (status >= 400) return null
    throw new Unreachable(url, 'it answers with something else than JSON')
  }
}

/** By the code that Node gives a broken connection. */
const CONNECTION: [codes: RegExp, words: string][] = [
  [/^(ENOTFOUND|EAI_)/, 'its name is not known here; check the network and the spelling'],
  [/^ECONNREFUSED$/, 'nothing listens there'],
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, 'the connection was lost'],
  [/^(ETIMEDOUT|UND_ERR_.*_TIMEOUT)$/, 'it does not answer'],
  [
    /CERT|SIGNATURE|SELF_SIGNED|ALTNAME/,
    'its TLS certificate is not trusted; a company proxy’s goes in NODE_EXTRA_CA_CERTS',
  ],
]

function reasonOf(error: unknown): string {
  if (error instanceof DOMException && error.name === 'TimeoutError')
    return `no answer within ${DEADLINE_SECONDS} seconds`
  const cause = error instanceof Error ? error.cause : null
  const code = (cause as NodeJS.ErrnoException | null)?.code ?? ''
  return CONNECTION.find(([codes]) => codes.test(code))?.[1] ?? `the connection failed${code && ` (${code})`}`
}
