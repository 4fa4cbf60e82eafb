// The pages for personal access tokens. docs/your-pages.md says how to do without them.
import { type Context, Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { type Entryway, EntrywayError, isGuid, type Session } from '../entryway/index.ts'
import { formOr401 } from '../ui/form.tsx'
import type { Tokens, TokensContext, TokensEnv } from './context.ts'
import { createToken, newToken } from './create.tsx'
import { countExpiring, TokensTile } from './expiring.tsx'
import { listTokens } from './list.tsx'
import { PatError } from './pat-error.ts'
import { confirmRevocation, revokeToken } from './revoke.tsx'
import { askRotation, rotateToken } from './rotate.tsx'
import { variables } from './settings.ts'
import { showToken } from './show.tsx'
import { CONFIRM_PATH, MAX_AGE_SECONDS, showConfirmed } from './step-up.tsx'
import { editToken, saveToken } from './update.tsx'

/** `/tokens` and all beneath it; without AZURE_DEVOPS_URL there is nothing there. */
export function tokens(auth: Entryway<Env>) {
  const settings = auth.variables(variables)
  const kept = { expiring: new Map(), submittedForms: new Set<string>() }
  const tokensOf = (c: Context, url: string): Tokens => ({
    url,
    ...kept,
    log: auth.log(c),
    orNull: (promise) => auth.orNull(c, promise),
  })
  const atAzureDevOps = createMiddleware<TokensEnv>(async (c, next) => {
    const url = settings(c).AZURE_DEVOPS_URL
    if (url === null) throw new EntrywayError('not_found')
    c.set('tokens', tokensOf(c, url))
    await next()
  })
  const signedIn = auth.requireSession()
  const freshlySignedIn = auth.requireSession({ maxAge: MAX_AGE_SECONDS })
  const session = auth.session()

  const routes = new Hono<TokensEnv>()
  routes.use('/tokens/*', atAzureDevOps)
  routes.get('/tokens', signedIn, withSession(listTokens))
  routes.get('/tokens/new', freshlySignedIn, withSession(newToken))
  routes.post('/tokens/new', session, formOr401, (c) => createToken(c, c.var.session))
  routes.get(CONFIRM_PATH, freshlySignedIn, withSession(showConfirmed))
  routes.get('/tokens/:id', signedIn, withSession(showToken))
  routes.get('/tokens/:id/edit', signedIn, withSession(editToken))
  routes.post('/tokens/:id/edit', session, formOr401, (c) => saveToken(c, c.var.session, idOf(c)))
  routes.get('/tokens/:id/rotate', freshlySignedIn, withSession(askRotation))
  routes.post('/tokens/:id/rotate', session, formOr401, (c) => rotateToken(c, c.var.session, idOf(c)))
  routes.get('/tokens/:id/revoke', signedIn, withSession(confirmRevocation))
  routes.post('/tokens/:id/revoke', signedIn, withSession(revokeToken))

  return {
    routes,
    link: (c: Context) =>
      settings(c).AZURE_DEVOPS_URL === null ? null : { href: '/tokens', label: 'Tokens' },
    /** Null without AZURE_DEVOPS_URL. */
    async tile(c: Context, session: Session) {
      const url = settings(c).AZURE_DEVOPS_URL
      if (url === null) return null
      return <TokensTile expiring={await countExpiring(tokensOf(c, url), session)} />
    },
  }
}

type Handler = (c: TokensContext, session: Session, id: string) => Promise<Response>

/** Behind a guard. */
const withSession = (handler: Handler) => (c: TokensContext) =>
  handler(c, c.var.session as Session, c.req.param('id') === undefined ? '' : idOf(c))

/** @throws {PatError} it is no authorization id, so nobody has such a token */
function idOf(c: Context): string {
  const id = (c.req.param('id') ?? '').toLowerCase()
  if (!isGuid(id)) throw new PatError('invalidAuthorizationId')
  return id
}
