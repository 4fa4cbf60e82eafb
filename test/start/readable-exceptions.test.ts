// A bug in an owner's page, as `npm run dev` shows it: with its message, and the line of the file that the owner wrote.
import { spawn } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { contoso, entryway, secret } from '../../emulator/seed.ts'
import { ROOT, withAppCopy } from '../support/app-copy.ts'
import { freePort } from '../support/port.ts'

const PAGE = `// GET /orders
import { Hono } from 'hono'
import type { Entryway } from '../entryway/index.ts'

export function orders(_auth: Entryway<Env>) {
  const routes = new Hono()
  routes.get('/orders', (c) => c.text(JSON.parse(c.req.query('lines') ?? '').map(String)))
  return { routes }
}
`
const LINE = PAGE.split('\n').findIndex((line) => line.includes('JSON.parse')) + 1

/** The words of the script in package.json, after `wrangler`. */
function devCommand(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  return scripts.dev.replace(/^wrangler /, '').split(' ')
}

test('npm run dev shows the message and the original line', async () => {
  const port = await freePort()
  await withAppCopy(async (folder) => {
    cpSync(join(ROOT, 'wrangler.toml'), join(folder, 'wrangler.toml'))
    cpSync(join(ROOT, 'tsconfig.json'), join(folder, 'tsconfig.json'))
    const index = join(folder, 'src', 'index.tsx')
    const source = readFileSync(index, 'utf8')
      .replace('import { home }', "import { orders } from './orders.ts'\nimport { home }")
      .replace('const features: Feature[] = [', 'const features: Feature[] = [\n  orders(auth),')
    writeFileSync(index, source)
    writeFileSync(join(folder, 'src', 'orders.ts'), PAGE.replace('../entryway', './entryway'))
    const variables = {
      AUTHORITY: `https://login.microsoftonline.com/${contoso.id}`,
      CLIENT_ID: entryway.clientId,
      CLIENT_SECRET: secret,
      REDIRECT_URI: `http://localhost:${port}/getAToken`,
    }
    const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`)
    writeFileSync(join(folder, 'vars'), lines.join(''))

    const wrangler = join(ROOT, 'node_modules', 'wrangler', 'bin', 'wrangler.js')
    const flags = ['--port', String(port), '--inspector-port', '0', '--env-file', 'vars']
    const child = spawn(
      process.execPath,
      [wrangler, ...devCommand(), ...flags, '--show-interactive-dev-session=false'],
      {
        cwd: folder,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, WRANGLER_SEND_METRICS: 'false', CLOUDFLARE_CF_FETCH_ENABLED: 'false' },
      },
    )
    onTestFinished(() => void child.kill('SIGINT'))
    let output = ''
    const waiting = new Set<() => void>()
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output += chunk
        for (const check of waiting) check()
      })
    }
    const shown = (pattern: RegExp) =>
      new Promise<RegExpExecArray>((resolve) => {
        const check = () => {
          const match = pattern.exec(output)
          if (!match) return
          waiting.delete(check)
          resolve(match)
        }
        waiting.add(check)
        check()
      })

    const [, url = ''] = await shown(/Ready on (http:\/\/localhost:\d+)/)
    const response = await fetch(`${url}/orders?lines={"total":7}`, { headers: { accept: 'text/html' } })
    expect([response.status, await response.text()]).toEqual([
      500,
      expect.stringContaining('is not a function'),
    ])
    await shown(/is not a function/)
    await shown(new RegExp(`src/orders\\.ts:${LINE}:`))
    child.kill('SIGINT')
    await new Promise((resolve) => child.once('exit', resolve))
  })
})
