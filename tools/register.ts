// npm run register: registers the app in a Microsoft Entra tenant, and writes .dev.vars.
import { join } from 'node:path'
import { register } from './register/register.ts'
import { browserCommand, openBrowser } from './terminal/browser.ts'
import { tameKeys } from './terminal/keys.ts'

const WRANGLER = join(import.meta.dirname, '..', 'node_modules', 'wrangler', 'bin', 'wrangler.js')

// Whoever reads the output may leave early (`| head`); a secret that was made is still to be written down.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

tameKeys(process.stdin)

const browser = browserCommand(process.env, process.platform)

process.exitCode = await register(process.argv.slice(2), {
  input: process.stdin,
  output: process.stdout,
  errors: process.stderr,
  environment: process.env,
  now: Date.now,
  wait: (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000)),
  openBrowser: typeof browser === 'string' ? browser : (url) => openBrowser(browser, url),
  wrangler: [process.execPath, WRANGLER],
  wranglerFile: join(import.meta.dirname, '..', 'wrangler.toml'),
})
