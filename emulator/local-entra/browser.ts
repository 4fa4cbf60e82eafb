// A person at Entra's pages, without a browser: cookies, redirects inside Entra, and the forms filled in.
import { isAdministrator, type Person, usernameOf } from '../directory/person.ts'

type Fetch = (request: Request) => Promise<Response>
type Answer = Record<string, string>

type LocalBrowser = {
  /** One request with this browser's cookies; redirects are the caller's. */
  fetch(request: Request): Promise<Response>
  /**
   * Opens an authorization request and signs the person in, proves another factor and consents where that is asked for.
   * At an admin consent URL, an administrator accepts for their tenant, and anybody else goes back.
   * @returns the request that the browser sends to the app's redirect URI: a GET, or with `form_post` a POST.
   * Throws Error when a page asks for something else, or shows an error.
   */
  signIn(authorizeUrl: string | URL, person: Person): Promise<Request>
  /** Enters the code of a device on the device page, signs the person in and lets the device in. Throws as `signIn`. */
  approveDevice(verificationUri: string | URL, userCode: string, person: Person): Promise<void>
}

const MAX_PAGES = 10

const unescaped = (text: string) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&mdash;', '—')
    .replaceAll('&amp;', '&')

const attribute = (tag: string, name: string) => {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]
  return value === undefined ? null : unescaped(value)
}

/** Of what the page says, without the frame that all have. */
const textOf = (page: string) =>
  unescaped(page.replace(/^[\s\S]*<main[^>]*>/, '').replace(/<(style|script)[\s\S]*?<\/\1>|<[^>]+>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim()

/** On the page of admin consent: for the person's own tenant, by who may; anybody else goes back. */
function answerToAdminConsent(page: string, person: Person): Answer {
  const { tenantId } = person
  if (!page.includes(`value="${tenantId}"`) || !isAdministrator(person)) return { action: 'back' }
  return { action: 'accept', ...(page.includes('<select') ? { tenant_id: tenantId } : {}) }
}

/** What the person enters on a page of the sign-in. */
function answerTo(page: string, person: Person, userCode: string | null): Answer {
  if (userCode !== null && page.includes('name="user_code"')) return { user_code: userCode }
  const passcode = /id="sent-passcode">(\d+)</.exec(page)?.[1]
  if (passcode !== undefined) return { passcode }
  if (page.includes('name="username"')) return { username: usernameOf(person) }
  if (page.includes('name="password"')) return { password: person.password ?? '' }
  if (page.includes('name="tenant_id"')) return answerToAdminConsent(page, person)
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

  /** The form of a page as the person sends it; to another origin it goes as it is. null: the page has none. */
  function submit(page: string, at: string, person: Person, userCode: string | null): Request | null {
    const tag = /<form\s[^>]*>/.exec(page)?.[0] ?? ''
    const action = attribute(tag, 'action')
    if (action === null) return null
    const target = new URL(action, at)
    const body = new URLSearchParams()
    for (const [input] of page.matchAll(/<input type="hidden"[^>]*>/g)) {
      body.append(attribute(input, 'name') ?? '', attribute(input, 'value') ?? '')
    }
    if (target.origin === new URL(at).origin) {
      for (const [name, value] of Object.entries(answerTo(page, person, userCode))) body.append(name, value)
    }
    return new Request(target, { method: 'POST', body })
  }

  /** Goes from page to page of Entra: to the request that leaves it, or to a page that has no form. */
  async function walk(
    start: string | URL,
    person: Person,
    userCode: string | null,
  ): Promise<Request | string> {
    const { origin } = new URL(start)
    let request = new Request(start, { headers: { Accept: 'text/html' } })
    for (let pages = 0; pages < MAX_PAGES; ) {
      const response = await send(request)
      const at = request.url
      const location = response.headers.get('Location')
      if (location === null) {
        pages += 1
        const page = await response.text()
        const next = submit(page, at, person, userCode)
        if (!next || !response.ok) return textOf(page)
        request = next
      } else request = new Request(new URL(location, at), { headers: { Accept: 'text/html' } })
      if (new URL(request.url).origin !== origin) return request
    }
    throw new Error('the sign-in does not come to an end')
  }

  return {
    fetch: send,
    async signIn(authorizeUrl, person) {
      const end = await walk(authorizeUrl, person, null)
      if (typeof end === 'string') throw new Error(`Entra has no way on: ${end}`)
      return end
    },
    async approveDevice(verificationUri, userCode, person) {
      const end = await walk(verificationUri, person, userCode)
      if (typeof end !== 'string' || !end.includes('You signed in'))
        throw new Error(`the device is not let in: ${end}`)
    },
  }
}
