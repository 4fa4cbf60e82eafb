// passport-azure-ad, Microsoft's own (and retired) strategies for Express.

import { X509Certificate } from 'node:crypto'
import express from 'express'
import session from 'express-session'
import passport from 'passport'
import { BearerStrategy, OIDCStrategy } from 'passport-azure-ad'
import { expect, test } from 'vitest'
import { appCertificate, appKey, ISSUER, mint, visitor } from './entra.ts'
import { serveExpress } from './express.ts'
import { web } from './seed.ts'

const identityMetadata = `${ISSUER}/.well-known/openid-configuration`

type Profile = { displayName: string; oid: string }
type Done = (error: Error | null, user?: unknown, info?: unknown) => void

/** It names the certificate by SHA-1, in base64url. */
const certificate = () => ({
  thumbprint: Buffer.from(
    new X509Certificate(appCertificate()).fingerprint.replaceAll(':', ''),
    'hex',
  ).toString('base64url'),
  privatePEMKey: appKey(),
})

test.each([
  ['code', { clientSecret: web.secret }],
  ['code id_token', { clientSecret: web.secret }],
  ['id_token', {}],
  ['code', certificate()],
])('OIDCStrategy signs in with %s, by secret or certificate', async (responseType, credential) => {
  const strategy = (redirectUrl: string) =>
    new OIDCStrategy(
      {
        identityMetadata,
        clientID: web.clientId,
        ...credential,
        responseType,
        responseMode: 'form_post',
        redirectUrl,
        allowHttpForRedirectUrl: true,
        passReqToCallback: false,
        scope: ['profile', 'User.Read'],
        loggingLevel: 'error',
      },
      (_iss: string, _sub: string, profile: Profile, _access: string, _refresh: string, done: Done) =>
        done(null, profile),
    )
  const url = await serveExpress((app, base) => {
    const login = new passport.Passport()
    login.use(strategy(`${base}/signed-in`))
    login.serializeUser((user, done) => done(null, user))
    login.deserializeUser((user: Express.User, done) => done(null, user))
    app.use(
      session({
        secret: 'a secret of at least thirty-two characters',
        resave: false,
        saveUninitialized: false,
      }),
    )
    app.use(express.urlencoded({ extended: true }))
    app.use(login.initialize())
    app.use(login.session())
    app.get('/login', login.authenticate('azuread-openidconnect'))
    app.post('/signed-in', login.authenticate('azuread-openidconnect'), (_, response) =>
      response.redirect('/'),
    )
    app.get('/', (request, response) => void response.json(request.user ?? null))
  })
  const { visit, follow } = visitor((request) => fetch(request))
  const page = await follow(await visit(`${url}/login`), url)
  expect(await page.json()).toMatchObject({ displayName: 'Kim Akers' })
})

test('BearerStrategy takes an ID token for its own API, and no other', async () => {
  const url = await serveExpress((app) => {
    const bearer = new passport.Passport()
    bearer.use(
      new BearerStrategy(
        { identityMetadata, clientID: web.clientId, audience: web.clientId, loggingLevel: 'error' },
        (token: unknown, done: Done) => done(null, {}, token),
      ),
    )
    app.use(bearer.initialize())
    app.get(
      '/api',
      bearer.authenticate('oauth-bearer', { session: false }),
      (request, response) => void response.json(request.authInfo ?? null),
    )
  })
  const minted = (change: object) => mint({ app: web.clientId, person: 'kim', kind: 'id', ...change })
  const call = async (token: string) => fetch(`${url}/api`, { headers: { Authorization: `Bearer ${token}` } })
  expect((await call(await minted({}))).status).toBe(200)
  expect((await call(await minted({ expiresIn: -600 }))).status).toBe(401)
  expect((await call(await minted({ claims: { aud: 'another' } }))).status).toBe(401)
})
