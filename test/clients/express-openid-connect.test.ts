// express-openid-connect, in its default (ID token by form_post) and with the code flow.
import { auth } from 'express-openid-connect'
import { expect, test } from 'vitest'
import { ENTRA, ISSUER, visitor } from './entra.ts'
import { serveExpress } from './express.ts'
import { web } from './seed.ts'

const settings = (baseURL: string) => ({
  issuerBaseURL: ISSUER,
  baseURL,
  clientID: web.clientId,
  secret: 'a secret of at least thirty-two characters',
})

test('signs in with an ID token by form_post, its default', async () => {
  const url = await serveExpress((app, baseURL) => {
    app.use(auth({ ...settings(baseURL), authorizationParams: { scope: 'openid profile email' } }))
    app.get('/', (request, response) => void response.json(request.oidc.user))
  })
  const { visit, follow } = visitor((request) => fetch(request))
  const page = await follow(await visit(`${url}/`), url)
  expect(await page.json()).toMatchObject({ name: 'Kim Akers' })
})

test('signs in with a code, renews its token, asks userinfo, and signs out at Entra', async () => {
  const url = await serveExpress((app, baseURL) => {
    app.use(
      auth({
        ...settings(baseURL),
        clientSecret: web.secret,
        authorizationParams: {
          response_type: 'code',
          scope: 'openid profile email offline_access User.Read',
        },
        idpLogout: true,
        routes: { postLogoutRedirect: '/signed-out' },
      }),
    )
    app.get('/', (request, response) => void response.json(request.oidc.user))
    app.get('/userinfo', async (request, response) => void response.json(await request.oidc.fetchUserInfo()))
    app.get('/renewed', async (request, response) => {
      const before = request.oidc.accessToken?.access_token
      const after = await request.oidc.accessToken?.refresh()
      response.json({ isNew: after !== undefined && after.access_token !== before })
    })
  })
  const { visit, follow, signOutAtEntra } = visitor((request) => fetch(request))
  const page = await follow(await visit(`${url}/`), url)
  expect(await page.json()).toMatchObject({ name: 'Kim Akers', email: 'kim@wingtip.example' })
  expect(await (await visit(`${url}/userinfo`)).json()).toMatchObject({ name: 'Kim Akers' })
  expect(await (await visit(`${url}/renewed`)).json()).toEqual({ isNew: true })
  const out = await visit(`${url}/logout`)
  const location = new URL(out.headers.get('Location') ?? '')
  expect(location.origin).toBe(new URL(ENTRA).origin)
  expect(location.searchParams.get('post_logout_redirect_uri')).toBe(`${url}/signed-out`)
  expect(await signOutAtEntra(location)).toBe(`${url}/signed-out`)
  expect((await visit(`${url}/`)).status).toBe(302)
})
