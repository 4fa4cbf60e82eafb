// The Contoso Web API: something to call that is not Graph.
import { Hono } from 'hono'
import { findPerson } from '../directory/lookup.ts'
import { contosoApi } from '../directory/resource.ts'
import type { State } from '../state/state.ts'
import { bearerRefusals, readBearer } from '../token/bearer.ts'

export function contosoApiRoutes(state: State): Hono {
  const app = new Hono()
  app.get('/contoso-api/hello', async (c) => {
    if (!state.tenants.some(({ id }) => contosoApi.tenantIds?.includes(id))) return c.notFound()
    const access = await readBearer(c, state.keys, contosoApi, state.now())
    if (typeof access === 'string') {
      const challenge = { 'WWW-Authenticate': 'Bearer error="invalid_token"' }
      return c.json({ error: 'invalid_token', message: bearerRefusals[access] }, 401, challenge)
    }
    if (!access.scopes.includes('access_as_user')) {
      const challenge = { 'WWW-Authenticate': 'Bearer error="insufficient_scope", scope="access_as_user"' }
      return c.json(
        { error: 'insufficient_scope', message: 'The token lacks access_as_user.' },
        403,
        challenge,
      )
    }
    const person = findPerson(state.people, access.oid)
    return c.json({ message: `Hello, ${person?.profile.givenName ?? 'stranger'}`, scopes: access.scopes })
  })
  return app
}
