// Auth.js as the README of @hono/auth-js has it: sessions in an encrypted JWT, its default without a database.
import MicrosoftEntraID from '@auth/core/providers/microsoft-entra-id'
import { authHandler, initAuthConfig, verifyAuth } from '@hono/auth-js'
import { Hono } from 'hono'
import { greeting } from './page.ts'

type Bindings = { AUTH_SECRET: string; CLIENT_ID: string; CLIENT_SECRET: string; ISSUER: string }

const app = new Hono<{ Bindings: Bindings }>()

app.use(
  initAuthConfig(({ env }) => ({
    secret: env.AUTH_SECRET,
    providers: [
      MicrosoftEntraID({ clientId: env.CLIENT_ID, clientSecret: env.CLIENT_SECRET, issuer: env.ISSUER }),
    ],
  })),
)
app.use('/api/auth/*', authHandler())
app.use('/guarded', verifyAuth())
app.get('/guarded', (c) => c.html(greeting(c.get('authUser').session.user?.name ?? '')))

export default app
