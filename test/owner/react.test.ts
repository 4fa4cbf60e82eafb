// examples/react, started as its README says, and used in a real browser.
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findChromium, launchChromium } from '../../tools/browser/chromium.ts'
import { navigate, visitor } from '../support/built-worker.ts'
import { type Running, run } from '../support/npm-start.ts'
import { twoFreePorts } from '../support/port.ts'
import { type Copy, ownersCopy, TERMINAL } from './copy.ts'
import { quoted, snippet } from './documents.ts'

const README = 'examples/react/README.md'
let copy: Copy
let browser: Browser
let appUrl = ''
const started: Running[] = []
/** In a terminal of its own. */
function start(command: string, ...args: string[]): Running {
  const running = run(
    'npm',
    [...command.replace(/^npm /, '').split(' '), '--', ...args],
    copy.folder,
    TERMINAL,
  )
  started.push(running)
  return running
}

beforeAll(async () => {
  copy = ownersCopy()
  const [app, entra] = await twoFreePorts()
  appUrl = `http://localhost:${app}`
  const entraCommand = snippet(README, 'sh', 'npm run entra').trim()
  const [install = '', startCommand = ''] = snippet(README, 'sh', 'npm install').trim().split('\n')
  const settings = snippet(README, 'ini').replaceAll(':8788', `:${entra}`).replaceAll(':8787', `:${app}`)
  copy.write('examples/react/.dev.vars', settings)
  await start(entraCommand, '--port', String(entra)).prints('Ctrl-C stops it')
  await copy.shell(`${install} --no-audit --no-fund --prefer-offline`)
  await start(startCommand, '--port', String(app), '--inspector-port', '0').prints('Ready on')
  browser = await launchChromium(await findChromium())
})
afterAll(async () => {
  await browser?.close()
  for (const { child, exitCode } of started) {
    if (child.pid && child.exitCode === null) process.kill(-child.pid, 'SIGINT')
    await exitCode
  }
  copy?.remove()
})

test('the types of the front end and of the Worker, and then npm run check', async () => {
  const example = join(copy.folder, 'examples/react')
  await copy.shell(`cd ${example} && npx tsc -p tsconfig.json && ${quoted(README, 'npx wrangler types')}`)
  const options = '--strict --noEmit --module esnext --moduleResolution bundler --target es2024 --lib es2024'
  const own =
    '--types "" --allowImportingTsExtensions --skipLibCheck worker/index.ts worker-configuration.d.ts'
  await copy.shell(`cd ${example} && npx tsc --ignoreConfig ${options} ${own}`)
  await copy.npm('run', 'check')
})

test('npm run doctor finds nothing wrong', async () => {
  const files = ['--env-file', 'examples/react/.dev.vars', '--config', 'examples/react/wrangler.toml']
  const report = await copy.npm('run', 'doctor', '--', ...files)
  expect(report).toMatch(/^ {2}pass {2}wrangler\.toml/m)
  expect(report).not.toMatch(/^ {2}FAIL|^\s+at /m)
})

const press = async (page: Page, name: string) => {
  const loaded = page.waitForEvent('load')
  await page.getByRole('button', { name }).click()
  await loaded
}

test('in a browser, a user signs in, comes back to the page, sees what the API answers, and signs out', async () => {
  const page = await browser.newPage()
  const complaints: string[] = []
  // 401 is what the API answers before sign-in; Chromium calls it an error.
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('401')) complaints.push(message.text())
  })
  page.on('pageerror', (error) => void complaints.push(String(error)))
  await page.goto(`${appUrl}/orders/7?tab=2`)
  await press(page, 'Sign in')
  await press(page, 'Adele Vance')
  if (!page.url().startsWith(appUrl)) await press(page, 'Accept')
  expect(page.url()).toBe(`${appUrl}/orders/7?tab=2`)
  await page.getByRole('heading', { name: 'Welcome, Adele Vance' }).waitFor()
  expect(await page.getByRole('paragraph').textContent()).toBe('Job title: Retail Manager')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL(`${appUrl}/?signed-out`)
  await page.getByRole('button', { name: 'Sign in' }).waitFor()
  expect(complaints).toEqual([])
  await page.close()
})

test('every file keeps to the policy of _headers', async () => {
  const response = await visitor(undefined, appUrl)('/orders/7')
  const page = await response.text()
  expect(response.headers.get('content-security-policy')).toContain("script-src 'self'")
  expect(page).toContain('<main id="root">')
  expect(page).not.toMatch(/<script(?![^>]*src="\/)|<style|\sstyle=|\son\w+=/)
})

test.each(['/api/me', '/api/report', '/api/nothing'])(
  '%s tells a script nothing before sign-in',
  async (path) => {
    const headers = { accept: 'application/json', 'sec-fetch-mode': 'cors' }
    const response = await navigate(appUrl + path, { headers })
    const { sign_in_url } = (await response.json()) as { sign_in_url: string }
    expect([response.status, new URL(sign_in_url, appUrl).pathname]).toEqual([401, '/login'])
  },
)
