// A browser for tests, as small as can be: cookies, redirects inside Entra, and the forms a person would fill in.
import type { Emulator } from '../../emulator/index.ts'
import { type Cookies, cookieHeader, keepCookies } from './cookies.ts'

type Form = { action: URL; hidden: URLSearchParams; page: string; at: string }

type Press = (form: Form) => Record<string, string>

/** What every customer of these tests chooses. */
export const customerPassword = 'Coffee-and-4-cakes'

export type SignedOut = {
  /** The last page, empty when Entra redirected at once. */
  page: string
  /** The front-channel logout URLs of the page's frames. */
  frontChannel: URL[]
  /** Where the page goes on to; null when it stays. */
  continueTo: URL | null
}

const unescaped = (text: string) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')

function attribute(tag: string, name: string): string | null {
  const match = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)
  return match ? unescaped(match[1] ?? '') : null
}

function readForm(page: string, base: string): Form {
  const [tag = ''] = /<form\s[^>]*>/.exec(page) ?? []
  const action = attribute(tag, 'action')
  if (action === null) throw new Error(`a form was expected at ${base}, not:\n${page}`)
  const hidden = new URLSearchParams()
  for (const [input] of page.matchAll(/<input type="hidden"[^>]*>/g)) {
    hidden.append(attribute(input, 'name') ?? '', attribute(input, 'value') ?? '')
  }
  return { action: new URL(action, base), hidden, page, at: base }
}

/** The form as the button sends it that leads to another step. */
function pressing(form: Form, step: string): Form {
  const buttons = [...form.page.matchAll(/<button[^>]*\sformaction="[^>]*>/g)].map(([button]) => button)
  const button = buttons.find((each) => attribute(each, 'formaction')?.endsWith(`/${step}`))
  if (button === undefined) throw new Error(`no way to ${step} at ${form.at}`)
  form.hidden.append(attribute(button, 'name') ?? '', attribute(button, 'value') ?? '')
  return { ...form, action: new URL(attribute(button, 'formaction') ?? '', form.at) }
}

/** What a person enters on a page of the sign-in, so that it goes on. */
const fillIn =
  (username: string): Press =>
  ({ page }): Record<string, string> => {
    const passcode = /id="sent-passcode">(\d+)</.exec(page)?.[1]
    if (passcode !== undefined) return { passcode }
    if (page.includes('name="username"')) return { username }
    if (page.includes('name="password"')) return { password: customerPassword }
    if (page.includes('name="new_password"')) return { new_password: customerPassword }
    return { action: 'accept' }
  }

/** Signing up is the longest way: e-mail page, address, passcode, password, details, and the page that posts the answer. */
const MOST_FORMS = 8

export class EntraBrowser {
  readonly #emulator: Pick<Emulator, 'fetch'>
  /** By origin. */
  readonly #cookies = new Map<string, Cookies>()

  constructor(emulator: Pick<Emulator, 'fetch'>) {
    this.#emulator = emulator
  }

  /** One request with this browser's cookies; a redirect is followed only as long as it stays on its origin. */
  async get(url: string): Promise<Response> {
    return (await this.#request(url)).response
  }

  /** Sends a form with this browser's cookies, and follows redirects as `get` does. */
  async post(url: string, fields: Record<string, string> = {}): Promise<Response> {
    return (await this.#request(url, new URLSearchParams(fields))).response
  }

  /**
   * Follows picker or e-mail page, another factor and consent; gives the redirect back to the app, with code and state.
   * A customer has no password, or the one of these tests.
   */
  signIn(authorizeUrl: string, username: string): Promise<URL> {
    return this.#answer(authorizeUrl, fillIn(username))
  }

  /** Makes a customer's account from the sign-in page, or from the page that `prompt=create` opens. */
  signUp(authorizeUrl: string, { email, name }: { email: string; name: string }): Promise<URL> {
    const fill = fillIn(email)
    return this.#answer(
      authorizeUrl,
      (form) => (form.page.includes('name="displayName"') ? { displayName: name } : fill(form)),
      (form) => (form.action.pathname.endsWith('/login') ? pressing(form, 'sign-up') : form),
    )
  }

  /** Forgets the password, and chooses the one of these tests. */
  resetPassword(authorizeUrl: string, email: string): Promise<URL> {
    return this.#answer(authorizeUrl, fillIn(email), (form) =>
      form.action.pathname.endsWith('/password') ? pressing(form, 'forgot-password') : form,
    )
  }

  /** Accepts for the whole tenant, of several for the first unless one is named; gives the redirect back to the app. */
  adminConsent(url: string, tenantId?: string): Promise<URL> {
    const tenant = tenantId === undefined ? {} : { tenant_id: tenantId }
    return this.#answer(url, () => ({ action: 'accept', ...tenant }))
  }

  /** Presses Cancel on the first page that asks, be it for consent or for an administrator's; gives the redirect back to the app, with error and state. */
  cancel(authorizeUrl: string): Promise<URL> {
    return this.#answer(authorizeUrl, ({ page }) =>
      page.includes('name="cancel"') ? { cancel: 'cancel' } : { action: 'cancel' },
    )
  }

  /** Signs out, picking `username` (else the first account) where Entra asks whose session to end. */
  async logout(url: string, username?: string): Promise<SignedOut> {
    let { response, url: at } = await this.#request(url)
    let page = response.status === 200 ? await response.text() : ''
    if (page.includes('name="logout_hint"')) {
      const { action, hidden } = readForm(page, at)
      const buttons = [...page.matchAll(/<button name="logout_hint"[\s\S]*?<\/button>/g)].map(
        ([button]) => button,
      )
      const button = buttons.find((each) => username === undefined || each.includes(username))
      if (button === undefined) throw new Error(`nobody called ${username} is signed in`)
      hidden.append('logout_hint', attribute(button, 'value') ?? '')
      ;({ response, url: at } = await this.#request(action.href, hidden))
      page = response.status === 200 ? await response.text() : ''
    }
    const location = response.headers.get('Location')
    const next = attribute(/<a id="next"[^>]*>/.exec(page)?.[0] ?? '', 'href') ?? location
    const frames = [...page.matchAll(/<iframe[^>]*>/g)].map(([tag]) => attribute(tag, 'data-src'))
    const frontChannel = frames.flatMap((source) => (source === null ? [] : [new URL(source, at)]))
    return { page, frontChannel, continueTo: next === null ? null : new URL(next, at) }
  }

  async #answer(startUrl: string, press: Press, turn = (form: Form) => form): Promise<URL> {
    let { response, url } = await this.#request(startUrl)
    for (let forms = 0; forms < MOST_FORMS; forms++) {
      const location = response.headers.get('Location')
      if (location !== null) return new URL(location, url)
      const form = turn(readForm(await response.text(), url))
      if (form.action.origin !== new URL(url).origin) return new URL(`?${form.hidden}`, form.action)
      for (const [name, value] of Object.entries(press(form))) form.hidden.append(name, value)
      ;({ response, url } = await this.#request(form.action.href, form.hidden))
    }
    throw new Error('the sign-in does not come to an end')
  }

  async #request(url: string, body?: URLSearchParams): Promise<{ response: Response; url: string }> {
    const { origin } = new URL(url)
    const cookies = this.#cookies.get(origin) ?? new Map()
    this.#cookies.set(origin, cookies)
    const headers = new Headers({ Accept: 'text/html' })
    const cookie = cookieHeader(cookies)
    if (cookie !== '') headers.set('Cookie', cookie)
    const init = body ? { method: 'POST', headers, body } : { headers }
    const response = await this.#emulator.fetch(new Request(url, init))
    keepCookies(cookies, response.headers.getSetCookie())
    const location = response.headers.get('Location')
    const next = location === null ? null : new URL(location, url)
    if (next === null || next.origin !== origin) return { response, url }
    return this.#request(next.href)
  }
}
