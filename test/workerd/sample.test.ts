// What holds for every page of the sample app, whichever there are.
import { createExecutionContext, createScheduledController, waitOnExecutionContext } from 'cloudflare:test'
import { expect, test } from 'vitest'
import sample from '../../src/index.tsx'
import { cookieHeader } from '../support/cookies.ts'
import { ORIGIN } from './app.ts'
import { startSampleApp } from './sample-app.ts'

const ROUTES = sample.routes.filter(({ path, method }) => !path.includes('*') && method !== 'ALL')
const PATHS = [...new Set(ROUTES.map(({ path }) => path))]
const AZURE_DEVOPS_URL = 'https://vssps.dev.azure.com/contoso'

test.each(PATHS)('%s with a method that it does not take says which it takes', async (path) => {
  const app = await startSampleApp({ AZURE_DEVOPS_URL })
  const browser = app.browser()
  // Where a whole subtree is guarded, the guard answers first to a visitor who is not signed in.
  await browser.signIn()
  const cookie = cookieHeader(browser.cookies)
  const place = path.replace(':id', 'x')
  const response = await app.fetch(place, { method: 'DELETE', headers: { origin: ORIGIN, cookie } })
  const takes = ROUTES.filter((route) => route.path === path).map(({ method }) => method)
  const allowed = ['GET', 'HEAD', 'POST'].filter((method) => takes.includes(method.replace('HEAD', 'GET')))
  expect([response.status, response.headers.get('allow')]).toEqual([405, allowed.join(', ')])
})

test.each(PATHS)('%s does not tell a script in HTML that it needs a session', async (path) => {
  const app = await startSampleApp({ AZURE_DEVOPS_URL })
  const place = path.replace(':id', '9a70ade1-0000-4000-8000-000000000021')
  const methods = ROUTES.filter((route) => route.path === path).map(({ method }) => method)
  for (const method of new Set(methods)) {
    const body = method === 'POST' ? new URLSearchParams({ displayName: 'x' }) : null
    const headers = { accept: 'application/json', origin: ORIGIN }
    const response = await app.fetch(place, { method, headers, body })
    if (response.status === 401) expect(response.headers.get('content-type')).not.toContain('text/html')
  }
})

test('every page begins with the doctype, without which browsers lay it out in quirks mode', async () => {
  const browser = (await startSampleApp()).browser()
  await browser.signIn()
  for (const path of [...PATHS.filter((path) => !path.includes(':')), '/nowhere']) {
    const response = await browser.get(path)
    if (!response.headers.get('content-type')?.startsWith('text/html')) continue
    expect(await response.text(), path).toMatch(/^<!doctype html><html lang="en">/)
  }
})

test('anonymous front-channel sign-outs keep to the rate limit of wrangler.toml', async () => {
  const SIGN_OUT_LIMIT = { limit: async () => ({ success: false }) }
  const app = await startSampleApp({ SIGN_OUT_LIMIT })
  const response = await app.fetch('/logout/front-channel?sid=0d1f5bd8-0000-4000-8000-000000000001')
  expect(response.status).toBe(429)
})

test('the cron trigger of wrangler.toml warns of a secret that expires', async () => {
  const now = Date.now()
  const CLIENT_SECRET_EXPIRES = new Date(now + 7 * 86_400_000).toISOString()
  const app = await startSampleApp({ CLIENT_SECRET_EXPIRES })
  const context = createExecutionContext()
  const controller = createScheduledController({ scheduledTime: new Date(now), cron: '17 6 * * *' })
  await sample.scheduled(controller, app.settings as unknown as Env, context)
  await waitOnExecutionContext(context)
  expect(app.lastLog('credential_expires')).toMatchObject({ days: 7 })
})
