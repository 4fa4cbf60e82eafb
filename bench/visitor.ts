// One browser against one running contender: its cookies, and the time it waits for the Worker.
import { Agent, request as httpRequest } from 'node:http'
import { EntraBrowser } from '../test/support/entra-browser.ts'
import { type Contender, ORIGIN } from './contender.ts'
import type { Entra } from './entra.ts'

export const PERSON = { username: 'adele@contoso.example', name: 'Adele Vance' }
const ANSWER_WITHIN_SECONDS = 30

export type Answer = { status: number; location: string | null; body: string }

export class Visitor {
  /** Milliseconds spent waiting for the Worker, Entra's own pages not counted. */
  waited = 0
  readonly #port: number
  readonly #cookies = new Map<string, string>()
  readonly #agent = new Agent({ keepAlive: true })

  constructor(port: number) {
    this.#port = port
  }

  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
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

  /** From the guarded page to Entra and back to it. @throws unless it ends by greeting the person */
  async signIn(contender: Contender, entra: Entra): Promise<void> {
    const authorizeUrl = await contender.begin(this)
    const callback = await new EntraBrowser(entra).signIn(authorizeUrl, PERSON.username)
    let answer = await this.get(callback.pathname + callback.search)
    for (let redirects = 0; answer.location !== null && redirects < 4; redirects++) {
      const { pathname, search } = new URL(answer.location, ORIGIN)
      answer = await this.get(pathname + search)
    }
    if (answer.status !== 200 || !answer.body.includes(PERSON.name)) {
      throw new Error(`${contender.name} does not greet ${PERSON.name}: ${answer.status} ${answer.body}`)
    }
  }

  async #send(
    method: string,
    target: string,
    headers: Record<string, string>,
    body: string | null,
  ): Promise<Answer> {
    const { pathname, search } = new URL(target, ORIGIN)
    const began = performance.now()
    const answer = await new Promise<Answer>((resolve, reject) => {
      const request = httpRequest(
        {
          host: '127.0.0.1',
          port: this.#port,
          agent: this.#agent,
          method,
          path: pathname + search,
          headers: { ...headersOf(this.cookie), ...headers },
          signal: AbortSignal.timeout(ANSWER_WITHIN_SECONDS * 1000),
        },
        (response) => {
          this.#keepCookies(response.headers['set-cookie'] ?? [])
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

  #keepCookies(lines: string[]): void {
    for (const line of lines) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '' || /;\s*max-age=0/i.test(line)) this.#cookies.delete(name)
      else this.#cookies.set(name, value)
    }
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
