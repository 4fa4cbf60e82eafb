// A person at a terminal with a browser: npm run register opens it, and its page says how the sign-in ended.
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nestor } from '../../emulator/seed.ts'
import { findChromium, launchChromium } from '../../tools/browser/chromium.ts'
import { contosoRun, newFolder, registered } from './register-run.ts'
import { openTerminal } from './terminal.ts'

let browser: Awaited<ReturnType<typeof launchChromium>>
beforeAll(async () => {
  browser = await launchChromium(await findChromium())
})
afterAll(() => browser.close())

/** A run whose browser is a program that notes the URL; the page is there, and the person is chosen. */
async function atEntra(press: (page: Page) => Promise<void>) {
  const { entra, file, args } = await contosoRun()
  const folder = newFolder()
  const [program, note] = [join(folder, 'browser'), join(folder, 'url')]
  writeFileSync(program, `#!/bin/sh\nprintf %s "$1" > '${note}'\n`)
  chmodSync(program, 0o700)
  const terminal = openTerminal('tools/register.ts', args, { BROWSER: program })
  await terminal.shows('Waiting for you to sign in')
  const context = await browser.newContext()
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  await page.goto(readFileSync(note, 'utf8'))
  await page.getByRole('button', { name: nestor.profile.displayName }).click()
  await press(page)
  const heading = await page.getByRole('heading', { name: /igned in/ }).textContent()
  expect([new URL(page.url()).hostname, problems]).toEqual(['localhost', []])
  expect(await page.textContent('p')).toContain('close this window')
  await context.close()
  return { entra, file, terminal, heading }
}

test('a user signs in through the browser, and the page says that it can be closed', async () => {
  const { entra, file, terminal, heading } = await atEntra((page) =>
    page.getByRole('button', { name: 'Accept' }).click(),
  )
  expect(heading).toBe('Signed in')
  await terminal.shows('Entra accepts the new credential')
  expect([await terminal.exitCode, registered(entra).length, existsSync(file)]).toEqual([0, 1, true])
  // The code came by a URL that nobody else sees.
  expect(terminal.screen()).not.toContain('code=')
})

test('a user who cancels in the browser is told what to do', async () => {
  const { entra, terminal, heading } = await atEntra((page) =>
    page.getByRole('button', { name: 'Cancel' }).click(),
  )
  expect([heading, await terminal.exitCode]).toEqual(['Not signed in', 3])
  expect(terminal.screen()).toContain('The sign-in was declined.')
  expect(registered(entra)).toEqual([])
})

test('with a browser that does not start, a code is shown', async () => {
  const { args } = await contosoRun()
  const terminal = openTerminal('tools/register.ts', args, { BROWSER: '/nonexistent/browser' })
  expect(await terminal.shows('Waiting for you to enter the code')).toMatch(/Enter\s+[A-Z]{9}\s/)
})
