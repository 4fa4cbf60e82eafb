// The pages for personal access tokens. docs/your-pages.md says how to do without them.
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { createMiddleware } from 'hono/factory'
import {
  type Entryway,
  EntrywayError,
  isGuid,
  MAX_RETURN_TO,
  pathAndQuery,
  type Session,
  wantsHtml,
} from '../entryway/index.ts'
import type { Tokens, TokensContext, TokensEnv } from './context.ts'
import { createToken, newToken } from './create.tsx'
import { countExpiring } from './expiring.ts'
import { listTokens } from './list.tsx'
import { hrefOfView, readListView } from './list-view.ts'
import { TokensTile } from './pages/tile.tsx'
import { PatError } from './pat-error.ts'
import { confirmRevocation, revokeToken } from './revoke.tsx'
import { askRotation, rotateToken } from './rotate.tsx'
import { variables } from './settings.ts'
import { showToken } from './show.tsx'
import { CONFIRM_PATH, ConfirmedPage, requireFresh } from './step-up.tsx'
import { editToken, saveToken } from './update.tsx'

type Handler = (c: TokensContext, session: Session, id: string) => Promise<Response>

/** `/tokens` and all beneath it; without AZURE_DEVOPS_URL there is nothing there. */
export function tokens(auth: Entryway<Env>) {
  const settings = auth.variables(variables)
  const kept = { expiring: new Map(), submittedForms: new Set<string>() }
  const tokensOf = (c: Context, url: string): Tokens => ({
    url,
    ...kept,
    correlationId: auth.correlationId(c),
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
  // If the session has expired, the form is shown again with the user's input, except to scripts.
  const maybeSignedIn: MiddlewareHandler = (c, next) =>
    wantsHtml(c) ? auth.session()(c, next) : signedIn(c, next)
  const withSession = (handler: Handler) => (c: TokensContext) =>
    handler(c, c.var.session as Session, c.req.param('id') === undefined ? '' : idOf(c))
  const freshly = (handler: Handler): Handler => {
    return async (c, session, id) => {
      requireFresh(session)
      return handler(c, session, id)
    }
  }
  const confirm: Handler = async (c) => c.render(<ConfirmedPage />, { title: 'Confirmed' })

  const routes = new Hono<TokensEnv>()
  routes.use('/tokens/*', atAzureDevOps)
  routes.get('/tokens', auth.session(), keepView, signedIn, withSession(listTokens))
  routes.get('/tokens/new', signedIn, withSession(freshly(newToken)))
  routes.post('/tokens/new', maybeSignedIn, (c) => createToken(c, c.var.session))
  routes.get(CONFIRM_PATH, signedIn, withSession(freshly(confirm)))
  routes.get('/tokens/:id', signedIn, withSession(showToken))
  routes.get('/tokens/:id/edit', signedIn, withSession(editToken))
  routes.post('/tokens/:id/edit', maybeSignedIn, (c) => saveToken(c, c.var.session, idOf(c)))
  routes.get('/tokens/:id/rotate', signedIn, withSession(freshly(askRotation)))
  routes.post('/tokens/:id/rotate', maybeSignedIn, (c) => rotateToken(c, c.var.session, idOf(c)))
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

/** A URL that is too long to come back to after signing in gives way to the first page of the same view. */
const keepView = createMiddleware<TokensEnv>(async (c, next) => {
  if (c.var.session || pathAndQuery(c).length <= MAX_RETURN_TO) return next()
  return c.redirect(hrefOfView(readListView((name) => c.req.query(name))), 302)
})

/** @throws {PatError} it is no authorization id, so nobody has such a token */
function idOf(c: Context): string {
  const id = (c.req.param('id') ?? '').toLowerCase()
  if (!isGuid(id)) throw new PatError('invalidAuthorizationId')
  return id
}
