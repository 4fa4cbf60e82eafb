// The photo of `/me` and of `/users/{id}`, and /oidc/userinfo.
import { Hono } from 'hono'
import type { State } from '../../state/state.ts'
import { callerOf, checkPermission, type GraphEnv, personOf } from '../caller.ts'
import { onUser } from '../users/target.ts'
import { deletePhoto, describePhoto, describePhotos, readPhoto, replacePhoto } from './photo.ts'

const readsAll = ['User.ReadBasic.All', 'User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All']
const reads = { self: ['User.Read', 'User.ReadWrite'], others: readsAll }
const writes = { self: ['User.ReadWrite'], others: ['User.ReadWrite.All'] }

export function profileRoutes(state: State): Hono<GraphEnv> {
  const routes = new Hono<GraphEnv>()
  onUser(routes, state, 'GET', '/photo', reads, (c, target) => describePhoto(c, state, target))
  onUser(routes, state, 'GET', '/photos', reads, (c, target) => describePhotos(c, state, target))
  onUser(routes, state, 'GET', '/photo/$value', reads, (c, target) => readPhoto(c, state, target))
  onUser(routes, state, 'GET', '/photos/:size/$value', reads, (c, target) => readPhoto(c, state, target))
  onUser(routes, state, ['PUT', 'PATCH'], '/photo/$value', writes, (c, target) => replacePhoto(c, target))
  onUser(routes, state, 'DELETE', '/photo/$value', writes, (c, target) => deletePhoto(c, target))

  // `sub` matches the app's ID tokens; each other claim needs its scope.
  routes.on(['GET', 'POST'], '/oidc/userinfo', (c) => {
    const caller = callerOf(c)
    const { profile } = personOf(caller)
    checkPermission(caller, ['openid'])
    const { permissions, subject: sub } = caller
    const { displayName: name, surname: family_name, givenName: given_name, mail: email } = profile
    const picture = `${new URL(c.req.url).origin}/v1.0/me/photo/$value`
    return c.json({
      sub,
      ...(permissions.includes('profile') ? { name, family_name, given_name, picture } : {}),
      ...(permissions.includes('email') && email !== null ? { email } : {}),
    })
  })
  return routes
}
