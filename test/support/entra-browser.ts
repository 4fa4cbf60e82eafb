// A browser for tests, as small as can be: cookies, redirects inside Entra, and the forms a person would fill in.
import type { Emulator } from '../../emulator/index.ts'

type Form = { action: URL; hidden: URLSearchParams; page: string }

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
  return { action: new URL(action, base), hidden, page }
}

export class EntraBrowser {
  readonly #emulator: Pick<Emulator, 'fetch'>
  /** By origin and name. */
  readonly #cookies = new Map<string, string>()

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

  /** Follows picker and consent; gives the redirect back to the app, with code and state. */
  signIn(authorizeUrl: string, username: string): Promise<URL> {
    return this.#answer(authorizeUrl, ({ page }) => {
      if (page.includes('name="username"')) return ['username', username]
      return ['action', 'accept']
    })
  }

  /** Presses Cancel on the first page that asks; gives the redirect back to the app, with error and state. */
  cancel(authorizeUrl: string): Promise<URL> {
    return this.#answer(authorizeUrl, ({ page }) =>
      page.includes('name="cancel"') ? ['cancel', 'cancel'] : ['action', 'cancel'],
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

  async #answer(authorizeUrl: string, press: (form: Form) => [name: string, value: string]): Promise<URL> {
    let { response, url } = await this.#request(authorizeUrl)
    // Picker, consent, and the page that posts the answer: no sign-in has more forms than that.
    for (let forms = 0; forms < 4; forms++) {
      const location = response.headers.get('Location')
      if (location !== null) return new URL(location, url)
      const form = readForm(await response.text(), url)
      if (form.action.origin !== new URL(url).origin) return new URL(`?${form.hidden}`, form.action)
      form.hidden.append(...press(form))
      ;({ response, url } = await this.#request(form.action.href, form.hidden))
    }
    throw new Error('the sign-in does not come to an end')
  }

  async #request(url: string, body?: URLSearchParams): Promise<{ response: Response; url: string }> {
    const { origin } = new URL(url)
    const cookies = [...this.#cookies].filter(([key]) => key.startsWith(`${origin} `))
    const headers = new Headers({ Accept: 'text/html' })
    const cookie = cookies.map(([key, value]) => `${key.slice(origin.length + 1)}=${value}`).join('; ')
    if (cookie !== '') headers.set('Cookie', cookie)
    const init = body ? { method: 'POST', headers, body } : { headers }
    const response = await this.#emulator.fetch(new Request(url, init))
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (/;\s*max-age=0/i.test(line)) this.#cookies.delete(`${origin} ${name}`)
      else this.#cookies.set(`${origin} ${name}`, value)
    }
    const location = response.headers.get('Location')
    const next = location === null ? null : new URL(location, url)
    if (next === null || next.origin !== origin) return { response, url }
    return this.#request(next.href)
  }
}
