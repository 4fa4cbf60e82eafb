// GET /v1.0/applications(appId='{id}') by an app that speaks for itself, with the permission to read registrations.
import { type Context, Hono } from 'hono'
import { errors } from 'jose'
import { notFound, requestDenied } from '../../directory/graph-refusal.ts'
import { graph } from '../../directory/resource.ts'
import type { State } from '../../state/state.ts'
import { type AppAccess, verifyAppToken } from '../../token/app-token.ts'
import { entity } from '../collection.ts'
import { graphFault } from '../fault.ts'
import { keyOf } from '../object-key.ts'
import { applicationOf } from './application.ts'

const readsApplications = ['Application.Read.All', 'Application.ReadWrite.All', 'Directory.Read.All']

/** null: it is not an app of its own that asks. */
async function readAppBearer(c: Context, state: State): Promise<AppAccess | null> {
  const token = /^Bearer (\S+)$/i.exec(c.req.header('Authorization') ?? '')?.[1]
  if (token === undefined) return null
  try {
    return await verifyAppToken(state.keys, token, graph, new URL(c.req.url), state.now())
  } catch (error) {
    // The route for people says what is wrong with it.
    if (error instanceof errors.JOSEError || error instanceof TypeError) return null
    throw error
  }
}

export function ownApplicationRoutes(state: State): Hono {
  const routes = new Hono()
  routes.get('/v1.0/:object{applications\\(.+\\)}', async (c, next) => {
    const access = await readAppBearer(c, state)
    if (access === null) return next()
    const broken = await graphFault(c, state.faults)
    if (broken) return broken
    if (!access.roles.some((role) => readsApplications.includes(role))) throw requestDenied()
    const { value } = keyOf(c)
    const app = state.apps.find(
      ({ tenantId, clientId }) => tenantId === access.tenantId && clientId === value,
    )
    if (!app) throw notFound(value)
    return c.json(entity(c, 'applications', { ...applicationOf(app, state.appOrigin) }))
  })
  return routes
}
