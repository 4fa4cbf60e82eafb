// The app under test, in workerd, with real KV and the local Entra behind its `fetch`.
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env as bindings } from 'cloudflare:workers'
import { onTestFinished, vi } from 'vitest'
import { contoso, entryway, secret } from '../../emulator/seed.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { Browser } from './browser.ts'
import { RecordedKv } from './kv.ts'
import smallApp from './small-app.tsx'

export const ORIGIN = 'https://entryway.example'
export const CALLBACK = `${ORIGIN}/callback`

/** Fetch, HTTP-redirect fetch. */
const MAX_REDIRECTS = 20

export const contosoSettings = {
  AUTHORITY: `https://login.microsoftonline.com/${contoso.id}`,
  CLIENT_ID: entryway.clientId,
  CLIENT_SECRET: secret,
  REDIRECT_URI: CALLBACK,
}

/** Stands in for one of the app's outbound requests; null lets it through to the emulator. */
export type Interceptor = (request: Request) => Response | null | Promise<Response | null>

export type LogLine = { event: string; code?: string; reason?: string } & Record<string, unknown>

/** Anything else is printed: a developer wants to see it. */
const isLogLine = (what: unknown): what is string => typeof what === 'string' && /^\{"[a-z]/.test(what)

type App = { fetch(request: Request, env: never, context: ExecutionContext): Response | Promise<Response> }

export class TestApp {
  readonly emulator: Emulator
  readonly kv: RecordedKv
  /** The app's outbound requests, as `METHOD url`. */
  readonly outbound: string[] = []
  /** The app's log, one object a line. */
  readonly logs: LogLine[] = []
  intercept: Interceptor = () => null
  /** Whether `fetch` waits for the work that goes on after the answer. */
  waitsForWork = true
  #app: App
  #env: Record<string, unknown>

  constructor(emulator: Emulator, settings: Record<string, unknown>, app: App) {
    this.#app = app
    this.emulator = emulator
    this.kv = new RecordedKv(bindings.SESSIONS)
    this.#env = { ...settings, SESSIONS: this.kv.namespace }
  }

  /**
   * A new isolate: the same store and settings, nothing remembered. `change` alters settings, as a new deployment would.
   * @param app a new one, where a feature remembers something beside the core
   */
  restart(change: Record<string, unknown> = {}, app: App = this.#app): void {
    this.#env = { ...this.#env, ...change }
    this.#app = app
  }

  get settings(): Record<string, unknown> {
    return this.#env
  }

  /** One request as a client would send it. */
  async fetch(pathOrUrl: string, init: RequestInit = {}): Promise<Response> {
    return this.fetchIn(this.#env, pathOrUrl, init)
  }

  /** The same in another environment: its own store, its own isolate. */
  async fetchIn(env: Record<string, unknown>, pathOrUrl: string, init: RequestInit = {}): Promise<Response> {
    const context = createExecutionContext()
    const base = URL.parse(String(env.REDIRECT_URI)) ?? ORIGIN
    const request = new Request(new URL(pathOrUrl, base), { redirect: 'manual', ...init })
    const response = await this.#app.fetch(request, env as never, context)
    if (this.waitsForWork) await waitOnExecutionContext(context)
    return response
  }

  browser(): Browser {
    return new Browser(this)
  }

  /** The last line of the log with this event. */
  lastLog(event: string): LogLine | undefined {
    return this.logs.findLast((line) => line.event === event)
  }

  /** As `fetch` does it: a redirect is followed, body and all, unless the request says otherwise. */
  async send(request: Request, redirects = 0): Promise<Response> {
    this.outbound.push(`${request.method} ${request.url}`)
    const again = request.redirect === 'follow' ? request.clone() : null
    const response = (await this.intercept(request)) ?? (await this.emulator.fetch(request))
    const location = response.status >= 300 && response.status < 400 && response.headers.get('location')
    if (!location || !again) return response
    if (redirects === MAX_REDIRECTS) throw new TypeError('too many redirects')
    return this.send(new Request(new URL(location, request.url), again), redirects + 1)
  }
}

/** Starts an app with an Entra of its own. Settings with the value undefined are missing. */
export async function startApp(
  settings: Record<string, unknown> = {},
  app: App = smallApp,
): Promise<TestApp> {
  const emulator = await startEmulator({ now: () => Date.now(), appOrigin: ORIGIN })
  const test = new TestApp(emulator, { ...contosoSettings, ...settings }, app)
  vi.stubGlobal('fetch', (input: RequestInfo, init?: RequestInit) => test.send(new Request(input, init)))
  const print = console.log
  vi.spyOn(console, 'log').mockImplementation((...what: unknown[]) => {
    if (isLogLine(what[0])) test.logs.push(JSON.parse(what[0]))
    else print(...what)
  })
  onTestFinished(() => test.kv.empty(), 60_000)
  return test
}

/** A visitor of a new app. */
export async function visit(
  settings: Record<string, unknown> = {},
): Promise<{ app: TestApp; browser: Browser }> {
  const app = await startApp(settings)
  return { app, browser: app.browser() }
}

/** A visitor whom Entra has sent back to a new app: to `callback`, which is not opened yet. */
export async function atCallback(
  settings: Record<string, unknown> = {},
  ...asked: Parameters<Browser['reachCallback']>
): Promise<{ app: TestApp; browser: Browser; callback: URL }> {
  const { app, browser } = await visit(settings)
  return { app, browser, callback: await browser.reachCallback(...asked) }
}

/** A visitor who has signed in at a new app: Adele, unless somebody else is named. */
export async function signedIn(
  settings: Record<string, unknown> = {},
  username?: string,
): Promise<{ app: TestApp; browser: Browser }> {
  const app = await startApp(settings)
  return { app, browser: await app.browser().signedIn(username) }
}
