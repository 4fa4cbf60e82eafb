// The fixtures for Playwright, run by Playwright itself against an app that signs in with @hono/oidc-auth.
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { getRequestListener } from '@hono/node-server'
import { getAuth, initOidcAuthMiddleware, oidcAuthMiddleware, processOAuthCallback } from '@hono/oidc-auth'
import { Hono } from 'hono'
import { expect, onTestFinished, test } from 'vitest'
import { findChromium, launchOptions } from '../../tools/browser/chromium.ts'
import { ENTRA, ISSUER } from './entra.ts'
import { web } from './seed.ts'

function createApp(url: string): Hono {
  const app = new Hono()
  app.use(
    initOidcAuthMiddleware({
      OIDC_AUTH_SECRET: 'a secret of at least thirty-two characters',
      OIDC_ISSUER: ISSUER,
      OIDC_CLIENT_ID: web.clientId,
      OIDC_CLIENT_SECRET: web.secret,
      OIDC_REDIRECT_URI: `${url}/callback`,
      OIDC_SCOPES: 'openid profile email',
    }),
  )
  app.get('/callback', processOAuthCallback)
  app.use(oidcAuthMiddleware())
  app.get('/', async (c) => c.html(`<title>Wingtip</title><p>${(await getAuth(c))?.email}</p>`))
  app.onError((_, c) => c.text('Not signed in', 500))
  return app
}

async function serveApp(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://localhost:${(server.address() as AddressInfo).port}`
  server.on('request', getRequestListener(createApp(url).fetch, { overrideGlobalObjects: false }))
  onTestFinished(() => void server.close())
  return url
}

test('signInAs, withFault and entraRequests', async () => {
  const results = mkdtempSync(join(tmpdir(), 'local-entra-playwright-'))
  onTestFinished(() => rmSync(results, { recursive: true }))
  const env = {
    ...process.env,
    ENTRA_URL: ENTRA,
    APP_URL: await serveApp(),
    RESULTS_FOLDER: results,
    LAUNCH_OPTIONS: JSON.stringify(launchOptions(await findChromium())),
  }
  const cli = join(import.meta.dirname, 'node_modules/@playwright/test/cli.js')
  const config = join(import.meta.dirname, 'playwright/playwright.config.ts')
  const { stdout } = await promisify(execFile)(process.execPath, [cli, 'test', '--config', config], {
    env,
  }).catch((error) => {
    throw new Error(error.stdout)
  })
  expect(stdout).toContain('4 passed')
})
