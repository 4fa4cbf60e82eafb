// A person at Entra's pages, without a browser: cookies, redirects inside Entra, and the forms filled in.
import { type Person, usernameOf } from '../directory/person.ts'

type Fetch = (request: Request) => Promise<Response>
type Answer = Record<string, string>

export type LocalBrowser = {
  /** One request with this browser's cookies; redirects are the caller's. */
  fetch(request: Request): Promise<Response>
  /**
   * Opens an authorization request and signs the person in, proves another factor and consents where that is asked for.
   * @returns the request that the browser sends to the app's redirect URI: a GET, or with `form_post` a POST.
   * Throws Error when a page asks for something else, or shows an error.
   */
  signIn(authorizeUrl: string | URL, person: Person): Promise<Request>
}

const MAX_PAGES = 10

const unescaped = (text: string) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')

const attribute = (tag: string, name: string) => {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]
  return value === undefined ? null : unescaped(value)
}

const textOf = (page: string) =>
  unescaped(page.replace(/<(style|script)[\s\S]*?<\/\1>|<[^>]+>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim()

/** What the person enters on a page of the sign-in. */
function answerTo(page: string, person: Person): Answer {
  const passcode = /id="sent-passcode">(\d+)</.exec(page)?.[1]
  if (passcode !== undefined) return { passcode }
  if (page.includes('name="username"')) return { username: usernameOf(person) }
  if (page.includes('name="password"')) return { password: person.password ?? '' }
  return { action: page.includes('value="accept"') ? 'accept' : 'cancel' }
}

/** The cookies that this browser holds, by origin and name. */
function createCookies() {
  const jars = new Map<string, Map<string, string>>()
  return {
    header: (origin: string) => [...(jars.get(origin) ?? [])].map((pair) => pair.join('=')).join('; '),
    keep(origin: string, response: Response) {
      const jar = jars.get(origin) ?? new Map<string, string>()
      jars.set(origin, jar)
      for (const line of response.headers.getSetCookie()) {
        const [pair = '', ...attributes] = line.split(';')
        const [name = '', value = ''] = pair.split('=', 2)
        const gone = attributes.some((each) => each.trim().toLowerCase() === 'max-age=0')
        if (gone) jar.delete(name)
        else jar.set(name, value)
      }
    },
  }
}

export function createBrowser(entra: Fetch): LocalBrowser {
  const cookies = createCookies()

  async function send(request: Request): Promise<Response> {
    const { origin } = new URL(request.url)
    const headers = new Headers(request.headers)
    const cookie = cookies.header(origin)
    if (cookie !== '') headers.set('Cookie', cookie)
    const response = await entra(new Request(request, { headers, redirect: 'manual' }))
    cookies.keep(origin, response)
    return response
  }

  /** The form of a page as the person sends it; to another origin it goes as it is. */
  function submit(page: string, at: string, person: Person): Request {
    const tag = /<form\s[^>]*>/.exec(page)?.[0] ?? ''
    const action = attribute(tag, 'action')
    if (action === null) throw new Error(`${at} has no way on: ${textOf(page)}`)
    const target = new URL(action, at)
    const body = new URLSearchParams()
    for (const [input] of page.matchAll(/<input type="hidden"[^>]*>/g)) {
      body.append(attribute(input, 'name') ?? '', attribute(input, 'value') ?? '')
    }
    if (target.origin === new URL(at).origin) {
      for (const [name, value] of Object.entries(answerTo(page, person))) body.append(name, value)
    }
    return new Request(target, { method: 'POST', body })
  }

  return {
    fetch: send,
    async signIn(authorizeUrl, person) {
      const { origin } = new URL(authorizeUrl)
      let request = new Request(authorizeUrl, { headers: { Accept: 'text/html' } })
      for (let pages = 0; pages < MAX_PAGES; ) {
        const response = await send(request)
        const location = response.headers.get('Location')
        if (location === null) pages += 1
        const at = request.url
        request =
          location === null
            ? submit(await response.text(), at, person)
            : new Request(new URL(location, at), { headers: { Accept: 'text/html' } })
        if (new URL(request.url).origin !== origin) return request
      }
      throw new Error('the sign-in does not come to an end')
    },
  }
}
