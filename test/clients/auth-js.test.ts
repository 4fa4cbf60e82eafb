// Auth.js, with its provider for Microsoft Entra ID.
import { Auth, type AuthConfig } from '@auth/core'
import MicrosoftEntraId from '@auth/core/providers/microsoft-entra-id'
import { expect, test } from 'vitest'
import { ISSUER, visitor } from './entra.ts'
import { web } from './seed.ts'

const APP = 'http://localhost:3000'

const config: AuthConfig = {
  basePath: '/auth',
  secret: 'a secret of at least thirty-two characters',
  trustHost: true,
  providers: [
    MicrosoftEntraId({
      clientId: web.clientId,
      clientSecret: web.secret,
      issuer: ISSUER,
      // Its own profile() asks graph.microsoft.com for the photo, whatever the issuer; --real-names is the other way.
      profile: ({ sub, name, email }) => ({ id: sub, name, email }),
    }),
  ],
}

test('signs in, and out again', async () => {
  const { visit, follow } = visitor((request) => Auth(request, config))
  const post = async (path: string) => {
    const { csrfToken } = (await (await visit(`${APP}/auth/csrf`)).json()) as { csrfToken: string }
    return visit(`${APP}${path}`, {
      method: 'POST',
      body: new URLSearchParams({ csrfToken, callbackUrl: `${APP}/auth/session` }),
    })
  }
  const page = await follow(await post('/auth/signin/microsoft-entra-id'), APP)
  expect(await page.json()).toMatchObject({ user: { name: 'Kim Akers', email: 'kim@wingtip.example' } })
  const after = await follow(await post('/auth/signout'), APP)
  expect(await after.json()).toBe(null)
})
