// @hono/oidc-auth, as its README has it.
import {
  getAuth,
  initOidcAuthMiddleware,
  oidcAuthMiddleware,
  processOAuthCallback,
  revokeSession,
} from '@hono/oidc-auth'
import { Hono } from 'hono'
import { expect, onTestFinished, test, vi } from 'vitest'
import { countGrants, ISSUER, visitor } from './entra.ts'
import { web } from './seed.ts'

const APP = 'http://localhost:3000'

const settings = {
  OIDC_AUTH_SECRET: 'a secret of at least thirty-two characters',
  OIDC_ISSUER: ISSUER,
  OIDC_CLIENT_ID: web.clientId,
  OIDC_CLIENT_SECRET: web.secret,
  OIDC_REDIRECT_URI: `${APP}/callback`,
  OIDC_SCOPES: 'openid profile email offline_access',
}

test('signs in, renews after a quarter of an hour, and signs out again', async () => {
  const app = new Hono()
  app.use(initOidcAuthMiddleware(settings))
  app.get('/callback', processOAuthCallback)
  app.get('/out', async (c) => {
    await revokeSession(c)
    return c.text('signed out')
  })
  app.use(oidcAuthMiddleware())
  app.get('/', async (c) => c.json(await getAuth(c)))

  const { visit, follow } = visitor((request) => app.fetch(request))
  const page = await follow(await visit(`${APP}/`), APP)
  expect(await page.json()).toMatchObject({ email: 'kim@wingtip.example' })
  expect((await visit(`${APP}/`)).status).toBe(200)
  const before = await countGrants('refresh_token')
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 16 * 60_000 })
  onTestFinished(() => void vi.useRealTimers())
  expect((await visit(`${APP}/`)).status).toBe(200)
  expect(await countGrants('refresh_token')).toBe(before + 1)
  await visit(`${APP}/out`)
  expect((await visit(`${APP}/`)).status).toBe(302)
})
