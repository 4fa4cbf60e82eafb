// A person at a real browser, with a profile of their own.
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { afterAll, inject, onTestFinished } from 'vitest'
import { launchChromium } from '../../tools/browser/chromium.ts'
import { npmStart, type Started, type Urls } from './npm-start.ts'

async function ownApp(): Promise<Urls> {
  const response = await fetch(`${inject('apps')}/${process.env.VITEST_POOL_ID}`)
  if (!response.ok) throw new Error(await response.text())
  return (await response.json()) as Urls
}

/** Shared with the files that this worker runs before and after. */
export const { appUrl, entraUrl } = await ownApp()

/** Ends with the worker. */
let browser: Promise<Browser> | null = null

/**
 * The app with another authority than Contoso, and an Entra of its own, until the test file is through. To be called at
 * the file's own level: vitest does not run an `afterAll` that is said inside of another hook.
 */
export async function startApp(
  authority: string,
  flags: string[] = [],
): Promise<Pick<Started, 'appUrl' | 'entraUrl'>> {
  const started = await npmStart(authority, flags)
  afterAll(started.end, 30_000)
  return started
}

/** A new profile: no cookies, no Entra session. What goes wrong in its pages is written to `complaints`. */
export async function newVisitor(
  options: BrowserContextOptions = {},
): Promise<{ page: Page; complaints: string[] }> {
  browser ??= launchChromium(inject('chromium'))
  const context = await (await browser).newContext(options)
  onTestFinished(() => context.close())
  const complaints: string[] = []
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  context.on('weberror', (error) => void complaints.push(String(error.error())))
  return { page: await context.newPage(), complaints }
}

/** Presses something that opens a page, and waits for that page. */
export async function press(page: Page, target: Locator): Promise<void> {
  const loaded = page.waitForEvent('load')
  await target.click()
  await loaded
}

/** Accepts on Entra's page of permissions, where Entra shows it: it asks once for each. */
export async function consent(page: Page): Promise<void> {
  const accept = page.getByRole('button', { name: 'Accept' })
  if ((await accept.count()) > 0) await press(page, accept)
}

/** Picks an account on Entra's picker, and consents if it asks; done when Entra has sent the person on. */
export async function passEntra(page: Page, person = 'Adele Vance'): Promise<void> {
  await press(page, page.getByRole('button', { name: person }))
  await consent(page)
}

/** Whatever Entra asks before it lets the user go on: to sign in again, to consent. */
export async function passPrompts(page: Page, person = 'Adele Vance'): Promise<void> {
  for (let prompts = 0; prompts < 5 && !page.url().startsWith(appUrl); prompts++) {
    const pick = page.getByRole('button', { name: person })
    if ((await pick.count()) > 0) await press(page, pick)
    else await consent(page)
  }
}

export async function signIn(page: Page, person?: string, at = appUrl): Promise<void> {
  await page.goto(at)
  await press(page, page.getByRole('link', { name: 'Sign in' }))
  await passEntra(page, person)
}

/** Turns a switch on the emulator's switchboard, and off again after the test. */
export async function setFault(
  fault: string,
  fields: Record<string, string> = {},
  at = entraUrl,
): Promise<void> {
  onTestFinished(async () => {
    await fetch(`${at}/faults/clear`, { method: 'POST' })
  })
  const response = await fetch(`${at}/faults`, {
    method: 'POST',
    body: new URLSearchParams({ fault, ...fields }),
  })
  if (!response.ok) throw new Error(`the emulator refused the fault ${fault}`)
}
