// Control over HTTP, for tests in other languages: JSON at /.local-entra, a path that Microsoft does not use.
import { type Context, Hono } from 'hono'
import { decodeJwt } from 'jose'
import * as v from 'valibot'
import { EntraError, errorFields } from '../protocol/entra-error.ts'
import { isOwnOrigin } from '../protocol/own-origin.ts'
import type { FaultOptions } from '../state/fault-names.ts'
import { checkHost } from './hosts.ts'
import type { LocalEntra } from './interface.ts'
import { messageOf } from './issue-message.ts'
import type { AnyFaultName } from './named-faults.ts'
import type { Seed } from './seed.ts'
import { SeedError } from './seed-error.ts'

const CONTROL_PATH = '/.local-entra'

const url = v.pipe(v.string(), v.url('must be a URL'))

const faultRequest = v.strictObject({
  name: v.string(),
  times: v.optional(v.number()),
  minutes: v.optional(v.number()),
  aadsts: v.optional(v.number()),
  days: v.optional(v.number()),
  patError: v.optional(v.string()),
  operation: v.optional(v.string()),
})
const clockRequest = v.pipe(
  v.strictObject({
    set: v.optional(v.string()),
    advanceSeconds: v.optional(v.number()),
    reset: v.optional(v.literal(true)),
  }),
  v.check(
    (asked) => Object.values(asked).filter((each) => each !== undefined).length === 1,
    'must be {"set": "2026-01-31T12:00:00Z"}, {"advanceSeconds": 3600}, or {"reset": true}',
  ),
)
const tokenRequest = v.strictObject({
  app: v.string(),
  person: v.optional(v.string()),
  kind: v.optional(v.picklist(['id', 'access'])),
  scope: v.optional(v.string()),
  nonce: v.optional(v.string()),
  roles: v.optional(v.array(v.string())),
  expiresIn: v.optional(v.number()),
  claims: v.optional(
    v.pipe(
      v.custom<object>((claims) => !Array.isArray(claims), 'must be an object'),
      v.record(v.string(), v.unknown()),
    ),
  ),
  origin: v.optional(url),
})
const signInRequest = v.strictObject({ url: url, person: v.string() })

const deviceRequest = v.strictObject({
  url: url,
  code: v.string(),
  person: v.string(),
})

/** Throws RangeError. */
async function read<T extends v.GenericSchema>(c: Context, schema: T): Promise<v.InferOutput<T>> {
  const body: unknown = await c.req.json().catch(() => {
    throw new RangeError('the body must be JSON')
  })
  if (Array.isArray(body)) throw new RangeError('the body: must be an object, but is an array')
  const parsed = v.safeParse(schema, body)
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  const path = v.getDotPath(issue) ?? 'the body'
  throw new RangeError(`${path}: ${messageOf(issue)}`)
}

/** Drops undefined values, for `exactOptionalPropertyTypes`. */
const sent = <T extends object>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))

function answerError(c: Context, error: Error, now: number) {
  if (error instanceof SeedError)
    return c.json({ error: 'invalid_seed', message: error.message, issues: error.issues }, 400)
  if (error instanceof RangeError) return c.json({ error: 'invalid_request', message: error.message }, 400)
  if (error instanceof EntraError) {
    const occasion = { origin: new URL(c.req.url).origin, now, correlationId: crypto.randomUUID() }
    return c.json({ error: 'invalid_request', message: errorFields(error, occasion).error_description }, 400)
  }
  return c.json({ error: 'failed', message: error.message }, 422)
}

function routes(entra: LocalEntra): Hono {
  const app = new Hono().basePath(CONTROL_PATH)
  app.onError((error, c) => answerError(c, error, entra.clock.now()))
  app.use(async (c, next) => {
    c.header('Cache-Control', 'no-store')
    if (!isOwnOrigin(c)) return c.json({ error: 'forbidden', message: 'not from this origin' }, 403)
    return next()
  })

  app.get('/', (c) => c.json({ name: 'local-entra', now: new Date(entra.clock.now()).toISOString() }))

  app.post('/reset', async (c) => {
    const text = await c.req.text()
    await entra.reset(text === '' ? undefined : seedOf(text))
    return c.body(null, 204)
  })

  app.get('/faults', (c) => c.json({ active: entra.faults.active(), known: entra.faults.known() }))
  app.post('/faults', async (c) => {
    const { name, ...options } = await read(c, faultRequest)
    entra.faults.set(name as AnyFaultName, sent(options) as FaultOptions)
    return c.body(null, 204)
  })
  app.delete('/faults/:name?', (c) => {
    entra.faults.clear(c.req.param('name') as AnyFaultName | undefined)
    return c.body(null, 204)
  })

  const clock = (c: Context) => c.json({ now: new Date(entra.clock.now()).toISOString() })
  app.get('/clock', clock)
  app.post('/clock', async (c) => {
    const asked = await read(c, clockRequest)
    if (asked.set !== undefined) entra.clock.set(asked.set)
    else if (asked.advanceSeconds !== undefined) entra.clock.advance(asked.advanceSeconds)
    else entra.clock.reset()
    return clock(c)
  })

  app.get('/requests', (c) => {
    const { after: given = '0', ...others } = c.req.query()
    const [other] = Object.keys(others)
    if (other !== undefined) throw new RangeError(`${other}: there is no such field`)
    if (!/^\d{1,15}$/.test(given)) throw new RangeError('after: must be the id of a request')
    const after = Number(given)
    return c.json({ requests: entra.requests.filter(({ id }) => id > after) })
  })
  app.delete('/requests', (c) => {
    entra.forgetRequests()
    return c.body(null, 204)
  })

  app.post('/tokens', async (c) => {
    const asked = await read(c, tokenRequest)
    const { origin } = new URL(c.req.url)
    const token = await entra.mint({ origin, ...sent(asked), app: asked.app })
    return c.json({ token, claims: decodeJwt(token) })
  })

  app.post('/sign-in', async (c) => {
    const { url, person } = await read(c, signInRequest)
    checkHost(url, c.req.url, entra.tenants)
    const back = await entra.signIn(url, person)
    const form = back.method === 'POST' ? Object.fromEntries(new URLSearchParams(await back.text())) : null
    return c.json({ method: back.method, url: back.url, form })
  })

  app.get('/people', (c) => c.json({ people: entra.people }))
  app.get('/apps', (c) => c.json({ apps: entra.apps }))
  app.get('/people/:name', (c) => c.json(entra.person(c.req.param('name'))))

  app.post('/device', async (c) => {
    const { url, code, person } = await read(c, deviceRequest)
    checkHost(url, c.req.url, entra.tenants)
    await entra.browser().approveDevice(url, code, person)
    return c.body(null, 204)
  })

  app.all('/*', (c) => c.json({ error: 'not_found', message: `no ${c.req.method} ${c.req.path}` }, 404))
  return app
}

/** Throws RangeError if it is not JSON. The contents are validated when used. */
function seedOf(text: string): Seed {
  let seed: Seed | null
  try {
    seed = JSON.parse(text)
  } catch {
    throw new RangeError('the seed must be JSON')
  }
  if (seed !== null) return seed
  throw new RangeError('the seed must be an object; send no body to use the first seed again')
}

/** Null if the request is for another path. */
export function createControl(entra: LocalEntra): (request: Request) => Promise<Response> | null {
  const app = routes(entra)
  return (request) => {
    const { pathname } = new URL(request.url)
    const isHere = pathname === CONTROL_PATH || pathname.startsWith(`${CONTROL_PATH}/`)
    return isHere ? Promise.resolve(app.fetch(request)) : null
  }
}
