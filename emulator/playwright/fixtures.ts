// Fixtures for Playwright.

/** The parts of Playwright's Page that are used. */
type Locator = {
  first(): Locator
  click(): Promise<void>
  fill(text: string): Promise<void>
  count(): Promise<number>
  selectOption(value: string): Promise<unknown>
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

/** A recorded request, as in `entra.requests`. */
export type SeenRequest = {
  id: number
  method: string
  url: string
  status: number | null
  body: string | null
}

export type LocalEntraFixtures = {
  /**
   * Opens a page of the app that leads to Entra (default: `/`), signs the user in there, approves MFA and consent if
   * asked, and ends on the app's page. At an admin consent URL, an administrator consents for their own tenant, and
   * anyone else goes back. `person` is a user name, its first part, a given name, or an object ID.
   * Throws Error if Entra shows an error.
   */
  signInAs(person: string, path?: string): Promise<void>
  /** Sets a fault until it is used up or the test ends. The start page and `faults.known()` list the names. */
  withFault(name: string, options?: FaultOptions): Promise<void>
  /** The requests to the local Entra since the test began, oldest first. */
  entraRequests(): Promise<SeenRequest[]>
}

export type LocalEntraSettings = {
  /** The local Entra's URL. Default: http://localhost:8788. */
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

type Person = { username: string; password: string | null; tenantId: string; isAdministrator: boolean }

/** Administrators consent for their own tenant. Anyone else goes back. */
async function answerAdminConsent(page: Page, { tenantId, isAdministrator }: Person): Promise<Locator> {
  const isOwnTenant = (await page.locator(`main [value="${quoted(tenantId)}"]`).count()) > 0
  const action = isAdministrator && isOwnTenant ? 'accept' : 'back'
  const choice = page.locator('select[name="tenant_id"]')
  if (action === 'accept' && (await choice.count()) > 0) await choice.selectOption(tenantId)
  return page.locator(`button[name="action"][value="${action}"]`).first()
}

/** Fills in the page, and returns the button to press. */
async function act(page: Page, person: Person): Promise<Locator> {
  const { username, password } = person
  const has = async (selector: string) => (await page.locator(selector).count()) > 0
  const submit = page.locator('main form button.strong, main form button').first()
  const choice = `button[name="username"][value="${quoted(username)}"]`
  if (await has(choice)) return page.locator(choice).first()
  if (await has('[name="tenant_id"]')) return answerAdminConsent(page, person)
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
  throw new Error(`The sign-in cannot continue at ${page.url()}: ${await page.locator('main').textContent()}`)
}

async function walk(page: Page, person: Person): Promise<void> {
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    if (!(await isEntra(page))) return
    const button = await act(page, person)
    const loaded = page.waitForEvent('load')
    await button.click()
    await loaded
  }
  throw new Error(`The sign-in did not end after ${MAX_PAGES} pages`)
}

/** For `test.extend<LocalEntraFixtures>(localEntraFixtures())`. Faults affect every page that uses the same local Entra. */
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
    // Playwright reads the names of the needed fixtures from this parameter, so it must be a destructuring pattern.
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
