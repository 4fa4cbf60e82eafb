// The custom domain of docs/deploy.md in wrangler.toml: the app still works at localhost.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { secret } from '../../emulator/seed.ts'
import { ANY_PORTS, ROOT, run, urlsOf } from '../support/npm-start.ts'
import { freePort } from '../support/port.ts'
import { projectCopy } from '../support/project-copy.ts'
import { startForTest } from './start-for-test.ts'

/** The block of docs/deploy.md, above the first table as it says there. */
function withCustomDomain(): string {
  const folder = projectCopy()
  const [block = ''] = /^routes = .*\nworkers_dev = false\n/m.exec(
    readFileSync(join(ROOT, 'docs', 'deploy.md'), 'utf8'),
  ) ?? ['']
  expect(block).toContain('custom_domain = true')
  const file = join(folder, 'wrangler.toml')
  // The project's own may have followed the page already.
  const own = readFileSync(file, 'utf8').replaceAll(/^(?:routes|workers_dev) = .*\n/gm, '')
  writeFileSync(file, own.replace(/^\[/m, `${block}\n[`))
  return folder
}

/** The sign-out button, as a browser sends it. */
async function expectPostsAccepted(appUrl: string): Promise<void> {
  const post = (origin: string) =>
    fetch(`${appUrl}/logout`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
      body: '',
    })
  expect((await post(appUrl)).status).toBeLessThan(400)
  expect((await post('https://attacker.example')).status).toBe(403)
}

test('npm start takes POST requests', async () => {
  const { appUrl } = await urlsOf(startForTest(ANY_PORTS, withCustomDomain()))
  await expectPostsAccepted(appUrl)
})

test('npm run dev takes POST requests', async () => {
  const folder = withCustomDomain()
  const port = await freePort()
  const appUrl = `http://localhost:${port}`
  const settings = {
    AUTHORITY: 'https://login.microsoftonline.com/c0c0c0c0-0000-4000-8000-000000000001',
    CLIENT_ID: 'e0e0e0e0-0000-4000-8000-00000000000a',
    CLIENT_SECRET: secret,
    REDIRECT_URI: `${appUrl}/getAToken`,
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`)
  writeFileSync(join(folder, '.dev.vars'), lines.join(''))
  const dev = run('npm', ['run', 'dev', '--', '--port', String(port), '--inspector-port', '0'], folder)
  onTestFinished(async () => {
    process.kill(-(dev.child.pid ?? 0), 'SIGTERM')
    await dev.exitCode
  })
  await dev.prints('Ready on')
  await expectPostsAccepted(appUrl)
})
