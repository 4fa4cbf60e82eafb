// The pages for personal access tokens. docs/your-pages.md says how to do without them.
import type { Hono } from 'hono/tiny'
import { isGuid } from '../entryway/entra/authority.ts'
import { Refusal, SignInRequired } from '../entryway/errors/errors.ts'
import {
  type App,
  type AppContext,
  onlyWhenAsked,
  pathAndQuery,
  wantsHtml,
} from '../entryway/http/request.ts'
import { safeReturnTo } from '../entryway/return-to.ts'
import type { Session } from '../entryway/session/session.ts'
import { createToken, newToken } from './create.tsx'
import { countExpiring } from './expiring.ts'
import { listTokens } from './list.tsx'
import { hrefOfView, readListView } from './list-view.ts'
import { TokensTile } from './pages/tile.tsx'
import { PatRefusal } from './pat-error.ts'
import { confirmRevocation, revokeToken } from './revoke.tsx'
import { askRotation, rotateToken } from './rotate.tsx'
import { showToken } from './show.tsx'
import { refuseRevoked } from './state.ts'
import { editToken, saveToken } from './update.tsx'

type RequireSession = (c: AppContext) => Promise<Session>

/** Adds `/tokens` and all beneath it; without AZURE_DEVOPS_URL there is nothing there. */
export function tokenRoutes(app: Hono<App>, requireSession: RequireSession): void {
  // What was typed outlives a session: such a form is shown again, to a person.
  const sessionIfAny = (c: AppContext) =>
    requireSession(c).catch((error) => {
      if (error instanceof SignInRequired && wantsHtml(c)) return null
      throw error
    })
  app.use('/tokens/*', (c, next) => {
    if (c.get('settings').azureDevOpsUrl === null) throw new Refusal('not_found')
    return next()
  })
  app.get('/tokens', async (c) => {
    try {
      return await listTokens(c, await requireSession(c))
    } catch (error) {
      const isKept = safeReturnTo(pathAndQuery(c), c.get('settings')) === pathAndQuery(c)
      if (!(error instanceof SignInRequired) || isKept) throw error
      // Too long to come back to: the first page of the same view is not.
      return c.redirect(hrefOfView(readListView((name) => c.req.query(name))), 302)
    }
  })
  app.get('/tokens/new', onlyWhenAsked, async (c) => newToken(c, await requireSession(c)))
  app.post('/tokens/new', async (c) => createToken(c, await sessionIfAny(c)))

  const ofOne = (handler: (c: AppContext, session: Session, id: string) => Promise<Response>) => {
    return async (c: AppContext) => handler(c, await requireSession(c), idOf(c))
  }
  const ofLive = (handler: (c: AppContext, session: Session, id: string) => Promise<Response>) =>
    ofOne(async (c, session, id) => {
      await refuseRevoked(c, session, id)
      return handler(c, session, id)
    })
  app.get('/tokens/:id', ofOne(showToken))
  app.get('/tokens/:id/edit', ofLive(editToken))
  app.post('/tokens/:id/edit', async (c) => saveToken(c, await sessionIfAny(c), idOf(c)))
  app.get('/tokens/:id/rotate', onlyWhenAsked, ofLive(askRotation))
  app.post('/tokens/:id/rotate', async (c) => rotateToken(c, await sessionIfAny(c), idOf(c)))
  app.get('/tokens/:id/revoke', ofLive(confirmRevocation))
  app.post('/tokens/:id/revoke', ofOne(revokeToken))
}

/** The home page's way to them; null without AZURE_DEVOPS_URL. */
export async function tokensTile(c: AppContext, session: Session) {
  if (c.get('settings').azureDevOpsUrl === null) return null
  return <TokensTile expiring={await countExpiring(c, session)} />
}

/** @throws {PatRefusal} it is no authorization id, so nobody has such a token */
function idOf(c: AppContext): string {
  const id = (c.req.param('id') ?? '').toLowerCase()
  if (!isGuid(id)) throw new PatRefusal('invalidAuthorizationId')
  return id
}
