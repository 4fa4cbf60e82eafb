// An app's federated credentials: the external tokens it accepts. Source: Microsoft Graph, federatedIdentityCredential.
import type { Context } from 'hono'
import * as v from 'valibot'
import type { AppRegistration, FederatedCredential } from '../../directory/app-registration.ts'
import { badRequest, conflict, notFound } from '../../directory/graph-refusal.ts'
import { contextOf } from '../odata/collection.ts'
import { readBody } from '../request-body.ts'

/** The maximum per app. */
const MOST = 20

const RESOURCE = 'FederatedIdentityCredential'

const text = v.pipe(v.string(), v.nonEmpty(), v.maxLength(600))

const settings = {
  issuer: text,
  subject: text,
  audiences: v.pipe(v.array(text), v.length(1)),
  description: v.nullish(v.string()),
}

const newCredential = v.strictObject({
  name: v.pipe(v.string(), v.regex(/^[\w-]{3,120}$/)),
  ...settings,
})

const changedCredential = v.strictObject(v.partial(v.object(settings)).entries)

const credentialsOf = (app: AppRegistration) => app.federatedCredentials ?? []

const context = (c: Context) =>
  contextOf(c, "applications('microsoft.graph.application')/federatedIdentityCredentials")

/** By ID or by name. Throws GraphRefusal. */
function findCredential(c: Context, app: AppRegistration): FederatedCredential {
  const wanted = c.req.param('credential') ?? ''
  const found = credentialsOf(app).find(({ id, name }) => id === wanted || name === wanted)
  if (!found) throw notFound(wanted)
  return found
}

export const listFederated = (c: Context, app: AppRegistration) =>
  c.json({ '@odata.context': context(c), value: credentialsOf(app) })

export const showFederated = (c: Context, app: AppRegistration) =>
  c.json({ '@odata.context': `${context(c)}/$entity`, ...findCredential(c, app) })

export async function addFederated(c: Context, app: AppRegistration) {
  const { description = null, ...given } = await readBody(c, newCredential, RESOURCE)
  const before = credentialsOf(app)
  if (before.length >= MOST) throw badRequest('The maximum number of federated identity credentials is 20.')
  const isTaken = ({ name, issuer, subject }: FederatedCredential) =>
    name === given.name || (issuer === given.issuer && subject === given.subject)
  if (before.some(isTaken)) {
    throw conflict(`FederatedIdentityCredential with name ${given.name} already exists.`)
  }
  const credential = { id: crypto.randomUUID(), ...given, description: description ?? null }
  app.federatedCredentials = [...before, credential]
  return c.json({ '@odata.context': `${context(c)}/$entity`, ...credential }, 201)
}

export async function changeFederated(c: Context, app: AppRegistration) {
  const change = await readBody(c, changedCredential, RESOURCE)
  const given = Object.entries(change).filter(([, value]) => value !== undefined)
  Object.assign(findCredential(c, app), Object.fromEntries(given))
  return c.body(null, 204)
}

export function removeFederated(c: Context, app: AppRegistration) {
  const found = findCredential(c, app)
  app.federatedCredentials = credentialsOf(app).filter((each) => each !== found)
  return c.body(null, 204)
}
