// Microsoft Graph, as much as profile pages need: /v1.0/me to read and to change, its photo, and /oidc/userinfo.
import { type Context, Hono } from 'hono'
import { findPerson } from '../../directory/lookup.ts'
import type { Person } from '../../directory/person.ts'
import { graph } from '../../directory/resource.ts'
import { personalAccounts } from '../../directory/tenants.ts'
import { readJsonObject } from '../../protocol/json-body.ts'
import { type Faults, takeFault } from '../../state/faults.ts'
import type { State } from '../../state/state.ts'
import { readBearer } from '../../token/bearer.ts'
import { denied, graphError, invalidToken, UNREADABLE_BODY } from '../error.ts'
import { graphFault } from '../fault.ts'
import { pick, selectedNames } from '../select.ts'
import { drawPhoto, photoSizes } from './photo.ts'
import { readProfileChange } from './profile-change.ts'

const PHOTO_SIZE = 360

const POLICY_MESSAGE = 'Your organization does not let people change their own profile.'

const readsProfile = ['User.Read', 'User.ReadWrite', 'User.Read.All']

/** Graph calls a personal account by the last half of its object id. */
const graphIdOf = ({ tenantId, profile }: Person) =>
  tenantId === personalAccounts.id ? profile.id.slice(-17).replace('-', '') : profile.id

function profile(c: Context, person: Person) {
  const profile = { ...person.profile, id: graphIdOf(person) }
  const base = `${new URL(c.req.url).origin}/v1.0/$metadata#users`
  const names = selectedNames(c)
  if (!names) return c.json({ '@odata.context': `${base}/$entity`, ...profile })
  const unknown = names.find((name) => !/^[A-Za-z]+$/.test(name))
  if (unknown !== undefined)
    return graphError(c, 400, 'BadRequest', 'Parsing OData Select and Expand failed.')
  return c.json({ '@odata.context': `${base}(${names.join(',')})/$entity`, ...pick(profile, names) })
}

async function changeProfile(c: Context, faults: Faults, person: Person) {
  if (takeFault(faults, 'graph_policy')) {
    return graphError(c, 403, 'Authorization_RequestDenied', POLICY_MESSAGE)
  }
  const json = await readJsonObject(c)
  const change = json ? readProfileChange(json) : UNREADABLE_BODY
  if (typeof change === 'string') return graphError(c, 400, 'Request_BadRequest', change)
  Object.assign(person.profile, change)
  return c.body(null, 204)
}

async function photo(c: Context, { portrait }: Person, size: number) {
  if (!portrait) return graphError(c, 404, 'ImageNotFound', "The photo wasn't found.")
  return c.body(await drawPhoto(portrait, size), 200, { 'Content-Type': 'image/png' })
}

export function graphRoutes(state: State): Hono {
  const app = new Hono()

  const asPerson = async (
    c: Context,
    allowed: string[],
    serve: (person: Person) => Response | Promise<Response>,
  ) => {
    const broken = await graphFault(c, state.faults)
    if (broken) return broken
    const access = await readBearer(c, state.keys, graph, state.now())
    if (typeof access === 'string') return invalidToken(c, access)
    const person = findPerson(state.people, access.oid)
    if (!person || !access.scopes.some((scope) => allowed.includes(scope))) return denied(c)
    return serve(person)
  }

  app.get('/v1.0/me', (c) => asPerson(c, readsProfile, (person) => profile(c, person)))
  app.patch('/v1.0/me', (c) =>
    asPerson(c, ['User.ReadWrite'], (person) => changeProfile(c, state.faults, person)),
  )
  app.get('/v1.0/me/photo/$value', (c) => asPerson(c, readsProfile, (person) => photo(c, person, PHOTO_SIZE)))
  app.get('/v1.0/me/photos/:size/$value', (c) =>
    asPerson(c, readsProfile, (person) => {
      const size = photoSizes.find((each) => c.req.param('size').toLowerCase() === `${each}x${each}`)
      if (size === undefined) return graphError(c, 404, 'ImageNotFound', "The photo wasn't found.")
      return photo(c, person, size)
    }),
  )
  app.on(['GET', 'POST'], '/oidc/userinfo', (c) =>
    asPerson(c, ['openid'], ({ profile }) => {
      const { displayName: name, surname: family_name, givenName: given_name, mail: email } = profile
      const picture = `${new URL(c.req.url).origin}/v1.0/me/photo/$value`
      return c.json({ sub: profile.id, name, family_name, given_name, picture, email })
    }),
  )
  app.all('/v1.0/*', (c) =>
    graphError(
      c,
      404,
      'ResourceNotFound',
      `Resource not found for the segment '${c.req.path.split('/')[2] ?? ''}'.`,
    ),
  )
  return app
}
