// better-auth, with Microsoft as a social provider.
import { betterAuth } from 'better-auth'
import { expect, test } from 'vitest'
import { countGrants, ENTRA, visitor } from './entra.ts'
import { TENANT_ID, web } from './seed.ts'

const APP = 'http://localhost:3000'

test('signs in, renews its token, and signs out again', async () => {
  const auth = betterAuth({
    baseURL: APP,
    secret: 'a secret of at least thirty-two characters',
    socialProviders: {
      microsoft: {
        clientId: web.clientId,
        clientSecret: web.secret,
        tenantId: TENANT_ID,
        authority: ENTRA,
        disableProfilePhoto: true,
      },
    },
    telemetry: { enabled: false },
  })
  const { visit, follow } = visitor((request) => auth.handler(request))
  const json = (body: unknown) => ({
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: APP },
    body: JSON.stringify(body),
  })
  const started = await visit(
    `${APP}/api/auth/sign-in/social`,
    json({ provider: 'microsoft', callbackURL: '/api/auth/get-session' }),
  )
  const { url } = (await started.json()) as { url: string }
  const page = await follow(new Response(null, { status: 302, headers: { Location: url } }), APP)
  expect(await page.json()).toMatchObject({ user: { name: 'Kim Akers', email: 'kim@wingtip.example' } })
  const before = await countGrants('refresh_token')
  const renewed = await visit(`${APP}/api/auth/refresh-token`, json({ useAccountCookie: true }))
  expect(await renewed.json()).toMatchObject({ accessToken: expect.any(String) })
  expect(await countGrants('refresh_token')).toBe(before + 1)
  await visit(`${APP}/api/auth/sign-out`, json({}))
  expect(await (await visit(`${APP}/api/auth/get-session`)).json()).toBe(null)
})
