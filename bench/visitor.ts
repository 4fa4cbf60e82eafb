// One browser against one running contender: its cookies, and the time it waits for the Worker.
import { Agent, request as httpRequest } from 'node:http'
import { type Cookies, cookieHeader, keepCookies } from '../test/support/cookies.ts'

/** What every contender is told its address is. */
export const ORIGIN = 'https://bench.example'
const ANSWER_WITHIN_SECONDS = 30

export type Answer = { status: number; location: string | null; body: string }

export class Visitor {
  /** Milliseconds spent waiting for the Worker, Entra's own pages not counted. */
  waited = 0
  readonly #port: number
  readonly #cookies: Cookies = new Map()
  readonly #agent = new Agent({ keepAlive: true })

  constructor(port: number) {
    this.#port = port
  }

  get cookie(): string {
    return cookieHeader(this.#cookies)
  }

  get(path: string): Promise<Answer> {
    return this.#send('GET', path, {}, null)
  }

  post(path: string, body: URLSearchParams | object): Promise<Answer> {
    const isForm = body instanceof URLSearchParams
    const type = isForm ? 'application/x-www-form-urlencoded' : 'application/json'
    const text = isForm ? body.toString() : JSON.stringify(body)
    return this.#send('POST', path, { 'content-type': type, origin: ORIGIN }, text)
  }

  async #send(
    method: string,
    target: string,
    headers: Record<string, string>,
    body: string | null,
  ): Promise<Answer> {
    const { href } = new URL(target, ORIGIN)
    const began = performance.now()
    const answer = await new Promise<Answer>((resolve, reject) => {
      const request = httpRequest(
        {
          host: '127.0.0.1',
          port: this.#port,
          agent: this.#agent,
          method,
          path: href,
          headers: { ...headersOf(this.cookie), ...headers },
          signal: AbortSignal.timeout(ANSWER_WITHIN_SECONDS * 1000),
        },
        (response) => {
          keepCookies(this.#cookies, response.headers['set-cookie'] ?? [])
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('error', reject)
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              location: response.headers.location ?? null,
              body: Buffer.concat(chunks).toString(),
            }),
          )
        },
      )
      request.on('error', reject)
      request.end(body ?? undefined)
    })
    this.waited += performance.now() - began
    return answer
  }
}

/** What a browser sends that a contender may look at; TLS ends before the Worker. */
export function headersOf(cookie: string): Record<string, string> {
  return {
    host: new URL(ORIGIN).host,
    accept: 'text/html',
    'x-forwarded-proto': 'https',
    ...(cookie && { cookie }),
  }
}
