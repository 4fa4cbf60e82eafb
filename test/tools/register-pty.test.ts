// A person at a terminal with a browser, and one without: npm run register signs both in.
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contoso, nestor } from '../../emulator/seed.ts'
import { findChromium, launchChromium } from '../../tools/browser/chromium.ts'
import { APP_NAME, type Entra, newFolder, registered, serveEntra, variablesIn } from './register-run.ts'
import { openTerminal } from './terminal.ts'

let browser: Awaited<ReturnType<typeof launchChromium>>
beforeAll(async () => {
  browser = await launchChromium(await findChromium())
})
afterAll(() => browser.close())

/** A program in place of the person's browser: it notes the URL that it was given. */
function notingBrowser(): { path: string; url: () => string } {
  const folder = newFolder()
  const [path, note] = [join(folder, 'browser'), join(folder, 'url')]
  writeFileSync(path, `#!/bin/sh\nprintf %s "$1" > '${note}'\n`)
  chmodSync(path, 0o700)
  return { path, url: () => readFileSync(note, 'utf8') }
}

async function start(entra: Entra, environment: Record<string, string>, more: string[] = []) {
  const file = join(newFolder(), '.dev.vars')
  const args = ['--yes', '--authority', `${entra.url}/${contoso.id}`, '--dev-vars', file, '--name', APP_NAME]
  return { terminal: openTerminal('tools/register.ts', [...args, ...more], environment), file }
}

/** Signs in as the operator on Entra's pages, as a person does. */
async function passEntra(page: Page): Promise<void> {
  await page.getByRole('button', { name: nestor.profile.displayName }).click()
  const accept = page.getByRole('button', { name: 'Accept' })
  const outcome = page.getByRole('heading', { name: 'Signed in' })
  await accept.or(outcome).first().waitFor()
  if (await accept.isVisible()) await accept.click()
}

test('a user signs in through the browser, and the page says that it can be closed', async () => {
  const entra = await serveEntra()
  const chosen = notingBrowser()
  const { terminal, file } = await start(entra, { BROWSER: chosen.path })
  await terminal.shows('Waiting for you to sign in')
  const context = await browser.newContext()
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  await page.goto(chosen.url())
  await passEntra(page)
  await page.getByRole('heading', { name: 'Signed in' }).waitFor()
  expect(new URL(page.url()).origin).toMatch(/^http:\/\/localhost:\d+$/)
  expect(await page.textContent('p')).toContain('close this window')
  await terminal.shows('Entra accepts the new credential')
  expect(await terminal.exitCode).toBe(0)
  await context.close()

  expect(problems).toEqual([])
  expect(registered(entra)).toHaveLength(1)
  expect(variablesIn(file).CLIENT_ID).toBe(registered(entra)[0]?.clientId)
  expect(entra.emulator.requests.some(({ url }) => url.endsWith('/devicecode'))).toBe(false)
  // The code came by a URL that nobody else sees.
  expect(terminal.screen()).not.toContain('code=')
})

test('a user who cancels in the browser is told what to do', async () => {
  const entra = await serveEntra()
  const chosen = notingBrowser()
  const { terminal } = await start(entra, { BROWSER: chosen.path })
  await terminal.shows('Waiting for you to sign in')
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(chosen.url())
  await page.getByRole('button', { name: nestor.profile.displayName }).click()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('heading', { name: 'Not signed in' }).waitFor()
  await context.close()
  expect(await terminal.exitCode).toBe(3)
  expect(terminal.screen()).toContain('The sign-in was declined.')
  expect(terminal.screen()).toContain('GRAPH_TOKEN')
  expect(registered(entra)).toEqual([])
})

test('without a browser, a user enters a code elsewhere', async () => {
  const entra = await serveEntra()
  const { terminal } = await start(entra, { BROWSER: 'none' })
  const shown = await terminal.shows('Waiting for you to enter the code')
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(/Open\s+(\S+)/.exec(shown)?.[1] ?? '')
  await page.getByRole('textbox').fill(/Enter\s+([\w-]+)/.exec(shown)?.[1] ?? '')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: nestor.profile.displayName }).click()
  await page.getByRole('button', { name: 'Accept' }).click()
  await terminal.shows('Signed in')
  await context.close()
  expect(await terminal.exitCode).toBe(0)
  expect(registered(entra)).toHaveLength(1)
})

test.each([
  ['over SSH', { BROWSER: '', SSH_CONNECTION: '192.0.2.1 1 192.0.2.2 22', DISPLAY: ':0' }, []],
  ['with a browser that does not start', { BROWSER: '/nonexistent/browser' }, []],
  ['with --device-code', { BROWSER: '/bin/true' }, ['--device-code']],
] as const)('%s, a code is shown', async (_, environment, flags) => {
  const { terminal } = await start(await serveEntra(), environment, [...flags])
  expect(await terminal.shows('Waiting for you to enter the code')).toMatch(/Enter\s+[A-Z]{9}\s/)
})
