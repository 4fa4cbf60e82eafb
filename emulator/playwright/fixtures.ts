// Fixtures for Playwright: somebody signs in at the pages of a local Entra that serves, and things go wrong on demand.

/** What is used of Playwright's Page. */
type Locator = {
  first(): Locator
  click(): Promise<void>
  fill(text: string): Promise<void>
  count(): Promise<number>
  textContent(): Promise<string | null>
}
type Page = {
  goto(url: string): Promise<unknown>
  title(): Promise<string>
  url(): string
  locator(selector: string): Locator
  waitForEvent(event: 'load'): Promise<unknown>
}

type FaultOptions = { times?: number; minutes?: number; aadsts?: number; days?: number }

/** A request as `requests` of the local Entra has it. */
export type SeenRequest = {
  id: number
  method: string
  url: string
  status: number | null
  body: string | null
}

export type LocalEntraFixtures = {
  /**
   * Opens a page of the app that leads to Entra (default: `/`), signs the person in there, approves another factor and
   * consents where that is asked for, and ends on the page of the app. Who is named by user name, its first part, given
   * name or object id. Throws Error when Entra shows a page that has no way on.
   */
  signInAs(person: string, path?: string): Promise<void>
  /** Until it is used up, or the test ends. Names are those of the start page, or of `faults.known()`. */
  withFault(name: string, options?: FaultOptions): Promise<void>
  /** The requests that the local Entra saw since the test began, oldest first. */
  entraRequests(): Promise<SeenRequest[]>
}

export type LocalEntraSettings = {
  /** Where the local Entra serves. Default: http://localhost:8788. */
  url?: string
}

type Use<T> = (value: T) => Promise<void>
type Fixtures = {
  [Name in keyof LocalEntraFixtures]: (
    given: { page: Page },
    use: Use<LocalEntraFixtures[Name]>,
  ) => Promise<void>
}

const MAX_PAGES = 10
const isEntra = async (page: Page) => (await page.title()).endsWith(' - Local Entra emulator')

/** For an attribute selector. */
const quoted = (text: string) => text.replace(/["\\]/g, '\\$&')

type Person = { username: string; password: string | null }

/** What the person does on the page that is open: a button to press, after a field to fill in where there is one. */
async function act(page: Page, { username, password }: Person): Promise<Locator> {
  const has = async (selector: string) => (await page.locator(selector).count()) > 0
  const submit = page.locator('main form button.strong, main form button').first()
  const choice = `button[name="username"][value="${quoted(username)}"]`
  if (await has(choice)) return page.locator(choice).first()
  if (await has('button[name="action"][value="accept"]')) {
    return page.locator('button[name="action"][value="accept"]').first()
  }
  if (await has('#sent-passcode')) {
    await page
      .locator('input[name="passcode"]')
      .fill((await page.locator('#sent-passcode').textContent()) ?? '')
    return submit
  }
  for (const [name, text] of [
    ['username', username],
    ['password', password ?? ''],
  ] as const) {
    if (!(await has(`input[name="${name}"]:not([type="hidden"])`))) continue
    await page.locator(`input[name="${name}"]`).fill(text)
    return submit
  }
  throw new Error(`${page.url()} has no way on: ${await page.locator('main').textContent()}`)
}

async function walk(page: Page, person: Person): Promise<void> {
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    if (!(await isEntra(page))) return
    const button = await act(page, person)
    const loaded = page.waitForEvent('load')
    await button.click()
    await loaded
  }
  throw new Error('the sign-in does not come to an end')
}

/** For `test.extend<LocalEntraFixtures>(localEntraFixtures())`; a test that sets a fault wants a local Entra of its own. */
export function localEntraFixtures({ url = 'http://localhost:8788' }: LocalEntraSettings = {}): Fixtures {
  async function control(method: string, path: string, body?: unknown): Promise<unknown> {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) }
    const response = await fetch(`${url}/.local-entra${path}`, init)
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${text}`)
    return text === '' ? null : JSON.parse(text)
  }
  const requests = async (after: number) =>
    ((await control('GET', `/requests?after=${after}`)) as { requests: SeenRequest[] }).requests

  return {
    async signInAs({ page }, use) {
      await use(async (name, path = '/') => {
        const person = (await control('GET', `/people/${encodeURIComponent(name)}`)) as Person
        await page.goto(path)
        await walk(page, person)
      })
    },
    // Playwright reads which fixtures are wanted from this parameter, so it has to be a pattern.
    async withFault({ page: _ }, use) {
      await use(async (name, options = {}) => void (await control('POST', '/faults', { name, ...options })))
      await control('DELETE', '/faults')
    },
    async entraRequests({ page: _ }, use) {
      const before = (await requests(0)).at(-1)?.id ?? 0
      await use(() => requests(before))
    },
  }
}
