// A user at Entra's pages, without a real browser: keeps cookies, follows redirects, and submits forms.
import { isAdministrator, type Person, usernameOf } from '../directory/person.ts'

type Fetch = (request: Request) => Promise<Response>
type Answer = Record<string, string>

type LocalBrowser = {
  /** Sends one request with this browser's cookies, without following redirects. */
  fetch(request: Request): Promise<Response>
  /**
   * Opens an authorization URL, signs the person in, and approves MFA and consent if asked.
   * At an admin consent URL, an administrator consents for their own tenant, and anyone else goes back.
   * @returns the request that the browser sends to the app's redirect URI: a GET, or with `form_post` a POST.
   * Throws Error if Entra shows an error or an unknown page.
   */
  signIn(authorizeUrl: string | URL, person: Person): Promise<Request>
  /** Enters a device code, signs the person in, and approves the device. Throws as `signIn` does. */
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

/** The page's own text, without the common frame. */
const textOf = (page: string) =>
  unescaped(page.replace(/^[\s\S]*<main[^>]*>/, '').replace(/<(style|script)[\s\S]*?<\/\1>|<[^>]+>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim()

function answerToAdminConsent(page: string, person: Person): Answer {
  const { tenantId } = person
  if (!page.includes(`value="${tenantId}"`) || !isAdministrator(person)) return { action: 'back' }
  return { action: 'accept', ...(page.includes('<select') ? { tenant_id: tenantId } : {}) }
}

function answerTo(page: string, person: Person, userCode: string | null): Answer {
  if (userCode !== null && page.includes('name="user_code"')) return { user_code: userCode }
  const passcode = /id="sent-passcode">(\d+)</.exec(page)?.[1]
  if (passcode !== undefined) return { passcode }
  if (page.includes('name="username"')) return { username: usernameOf(person) }
  if (page.includes('name="password"')) return { password: person.password ?? '' }
  if (page.includes('name="tenant_id"')) return answerToAdminConsent(page, person)
  return { action: page.includes('value="accept"') ? 'accept' : 'cancel' }
}

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

  /** The page's form, filled in unless it goes to another origin. Null if the page has none. */
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

  /** Returns the request that leaves Entra, or the text of the page where it ends. */
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
    throw new Error(`The sign-in did not end after ${MAX_PAGES} pages`)
  }

  return {
    fetch: send,
    async signIn(authorizeUrl, person) {
      const end = await walk(authorizeUrl, person, null)
      if (typeof end === 'string') throw new Error(`The sign-in ended on a page of Entra: ${end}`)
      return end
    },
    async approveDevice(verificationUri, userCode, person) {
      const end = await walk(verificationUri, person, userCode)
      if (typeof end !== 'string' || !end.includes('You signed in'))
        throw new Error(`The device was not approved: ${end}`)
    },
  }
}
