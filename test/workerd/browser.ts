// A visitor's browser: cookies of the app, and of Entra in a browser of its own kind.
import type { Emulator } from '../../emulator/index.ts'
import { adele } from '../../emulator/seed.ts'
import { parseSessionToken, type SessionToken } from '../../src/entryway/session/session-token.ts'
import { type Cookies, cookieHeader, keepCookies } from '../support/cookies.ts'
import { EntraBrowser } from '../support/entra-browser.ts'

export const SESSION_COOKIE = '__Host-entryway-session'
export const ATTEMPT_COOKIE = '__Host-entryway-attempt-'

/** The app that is visited, and the Entra behind it. */
type Visited = { emulator: Emulator; fetch(pathOrUrl: string, init: RequestInit): Promise<Response> }

/** Where the page that answers POST /logout goes by itself. */
export const leavesTo = (response: Response): string =>
  response.headers.get('refresh')?.replace(/^0; url=/, '') ?? ''

export class Browser {
  readonly cookies: Cookies = new Map()
  readonly entra: EntraBrowser
  readonly #app: Visited
  /** Who signed in last. */
  #username = adele.profile.userPrincipalName

  constructor(app: Visited) {
    this.#app = app
    this.entra = new EntraBrowser(app.emulator)
  }

  /** A page view: cookies are sent and kept, redirects are not followed. */
  async get(pathOrUrl: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.#request(pathOrUrl, { headers: { accept: 'text/html', ...headers } })
  }

  /** What a page says. */
  async text(path: string, headers: Record<string, string> = {}): Promise<string> {
    return (await this.get(path, headers)).text()
  }

  /** What the home page says, to the cookies of this browser unless there are others. */
  home(headers: Record<string, string> = {}): Promise<string> {
    return this.text('/', headers)
  }

  /** A form of the app's own page. */
  async post(
    path: string,
    form: Record<string, string> | URLSearchParams = {},
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return this.#request(path, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: {
        accept: 'text/html',
        origin: 'https://entryway.example',
        'sec-fetch-site': 'same-origin',
        ...headers,
      },
    })
  }

  /** GET /login; gives the authorization request. */
  async startSignIn(query = ''): Promise<URL> {
    const response = await this.get(`/login${query}`)
    return new URL(response.headers.get('location') ?? '')
  }

  /** Signs in at Entra; gives the callback's URL, not opened yet. */
  async reachCallback(username = adele.profile.userPrincipalName, query = ''): Promise<URL> {
    this.#username = username
    return this.entra.signIn((await this.startSignIn(query)).href, username)
  }

  /** A whole sign-in; gives the callback's answer. */
  async signIn(username?: string, query = ''): Promise<Response> {
    return this.get((await this.reachCallback(username, query)).href)
  }

  /** The same browser, in which somebody has signed in. */
  async signedIn(username?: string): Promise<this> {
    await this.signIn(username)
    return this
  }

  /**
   * Follows what a page answered to Entra, as for consent, as whoever signed in last. @returns the callback's answer, which
   * leads back to the page
   */
  async followToEntra(response: Response, username = this.#username): Promise<Response> {
    this.#username = username
    return this.get((await this.entra.signIn(response.headers.get('location') ?? '', username)).href)
  }

  get sessionToken(): string | undefined {
    return this.cookies.get(SESSION_COOKIE)
  }

  /** The token in the form that the core reads it in. */
  get parsedToken(): SessionToken {
    const token = parseSessionToken(this.sessionToken ?? '')
    if (!token) throw new Error('nobody is signed in')
    return token
  }

  get attempts(): string[] {
    return [...this.cookies.keys()].filter((name) => name.startsWith(ATTEMPT_COOKIE))
  }

  async #request(
    pathOrUrl: string,
    init: RequestInit & { headers: Record<string, string> },
  ): Promise<Response> {
    const cookie = cookieHeader(this.cookies)
    if (cookie !== '' && init.headers.cookie === undefined) init.headers.cookie = cookie
    const response = await this.#app.fetch(pathOrUrl, init)
    keepCookies(this.cookies, response.headers.getSetCookie())
    return response
  }
}
