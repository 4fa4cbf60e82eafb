// Microsoft Graph: the token is checked before anything else, so that without one, requests reveal nothing, not even
// which paths exist.
import { type Context, Hono, type Next } from 'hono'
import { cors } from 'hono/cors'
import { isLocal } from '../directory/cloud.ts'
import type { State } from '../state/state.ts'
import { batchRoutes } from './batch.ts'
import { type GraphEnv, readCaller } from './caller.ts'
import { directoryRoutes } from './directory/routes.ts'
import { answerRefusal, graphError, invalidToken } from './error.ts'
import { graphFault } from './fault.ts'
import { groupRoutes } from './groups/routes.ts'
import { notHere } from './odata/entity-type.ts'
import { profileRoutes } from './profile/routes.ts'
import { userRoutes } from './users/routes.ts'

const JSON_TYPE =
  'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8'

const exposedHeaders =
  'ETag Location Preference-Applied Content-Range request-id client-request-id ReadWriteConsistencyToken SdkVersion WWW-Authenticate x-ms-client-gcc-tenant Retry-After'

/** A collection's functions are not keys in it. */
const COLLECTION_FUNCTION =
  /^\/v1\.0\/\w+\/(microsoft\.graph\.)?(delta|getByIds|getAvailableExtensionProperties|validateProperties)(\(\))?$/

/** Headers of every response. No Strict-Transport-Security from localhost, or browsers would refuse http there. */
async function commonHeaders(c: Context<GraphEnv>, next: Next): Promise<void> {
  const requestId = crypto.randomUUID()
  c.set('requestId', requestId)
  await next()
  const { headers } = c.res
  headers.set('request-id', headers.get('request-id') ?? requestId)
  headers.set('client-request-id', c.req.header('client-request-id') ?? requestId)
  if (!isLocal(new URL(c.req.url))) headers.set('Strict-Transport-Security', 'max-age=31536000')
  if (c.res.ok && headers.get('Content-Type') === 'application/json') headers.set('Content-Type', JSON_TYPE)
}

export function graphRoutes(state: State): Hono<GraphEnv> {
  const app = new Hono<GraphEnv>()
  app.onError((error, c) => answerRefusal(c, error))
  for (const path of ['/v1.0/*', '/beta/*', '/oidc/userinfo']) {
    app.use(path, commonHeaders)
    app.use(path, cors({ origin: '*', exposeHeaders: exposedHeaders.split(' '), maxAge: 3600 }))
    app.use(path, async (c, next) => {
      const broken = await graphFault(c, state)
      if (broken) return broken
      const caller = await readCaller(c, state)
      if ('refusal' in caller) return invalidToken(c, caller)
      c.set('caller', caller)
      return next()
    })
  }
  app.use('/v1.0/*', async (c, next) => {
    if (COLLECTION_FUNCTION.test(c.req.path)) throw notHere(`${c.req.method} ${c.req.path}`)
    return next()
  })
  app.route('/', profileRoutes(state))
  app.route('/', userRoutes(state))
  app.route('/', groupRoutes(state))
  app.route('/', directoryRoutes(state))
  app.route('/', batchRoutes(app))
  for (const path of ['/v1.0/*', '/beta/*']) {
    app.all(path, (c) => {
      throw notHere(`${c.req.method} ${c.req.path}`)
    })
  }
  return app
}

/** On Graph's own host: a path without a version. */
export const noVersion = (c: Context) => graphError(c, 400, 'BadRequest', 'Invalid version.')
