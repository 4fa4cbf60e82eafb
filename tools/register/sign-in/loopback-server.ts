// Loopback redirect URI (RFC 8252 section 7.3): a server on this computer that receives one response.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { SignInError } from './sign-in-refusals.ts'
import { aadstsIn } from './token-answer.ts'

type LoopbackAnswer = { code: string } | SignInError

type Loopback = {
  /** Entra ignores the port of http://localhost, but not of other loopback addresses. */
  redirectUri: string
  answer: Promise<LoopbackAnswer>
  close(): void
}

const PAGE_HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  Connection: 'close',
}

const page = (title: string, text: string) => `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:4rem auto;padding:0 1rem}</style>
<h1>${title}</h1><p>${text}</p></html>`

/**
 * @param state responses without it are rejected, in case others find the port
 * @throws {Error} if no port is available
 */
export async function openLoopback(state: string): Promise<Loopback> {
  let settle: (answer: LoopbackAnswer) => void = () => {}
  const answer = new Promise<LoopbackAnswer>((resolve) => {
    settle = resolve
  })
  let port = 0
  let isAnswered = false
  const handle = (request: IncomingMessage, response: ServerResponse) => {
    const refuse = (status: number, text: string) =>
      response.writeHead(status, PAGE_HEADERS).end(page('Not a sign-in', text))
    // A web page using DNS rebinding sends a different Host.
    if (request.headers.host !== `localhost:${port}`) return refuse(421, 'This is not the right URL.')
    const url = new URL(request.url ?? '/', `http://localhost:${port}`)
    if (request.method !== 'GET' || url.pathname !== '/') return refuse(404, 'Nothing is here.')
    const read = readAnswer(url.searchParams, state)
    if (read === null) return refuse(400, 'This is not the response that the terminal is waiting for.')
    if (isAnswered) return refuse(400, 'The terminal already has a response.')
    isAnswered = true
    response
      .writeHead(200, PAGE_HEADERS)
      .end(
        'code' in read
          ? page('Signed in', 'You can close this window and return to the terminal.')
          : page('Not signed in', 'The terminal shows why. You can close this window.'),
      )
    settle(read)
  }
  const servers = [createServer(handle)]
  port = await listen(servers[0] as Server, '127.0.0.1', 0)
  // A browser may resolve localhost to either address.
  const other = createServer(handle)
  await listen(other, '::1', port).then(
    () => servers.push(other),
    () => {},
  )
  return {
    redirectUri: `http://localhost:${port}`,
    answer,
    close() {
      for (const server of servers) {
        server.close()
        server.closeAllConnections()
      }
    },
  }
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
  })
}

/** null = not a response to this sign-in: state is missing, wrong, or repeated. */
function readAnswer(query: URLSearchParams, state: string): LoopbackAnswer | null {
  const one = (name: string) => {
    const values = query.getAll(name)
    return values.length === 1 ? (values[0] ?? null) : null
  }
  if (one('state') !== state) return null
  const [code, error] = [one('code'), one('error')]
  if (code && !query.has('error')) return { code }
  if (!error || query.has('code')) return null
  const description = one('error_description') ?? ''
  return { error: /^\w{1,60}$/.test(error) ? error : '', aadsts: aadstsIn(description), description }
}
