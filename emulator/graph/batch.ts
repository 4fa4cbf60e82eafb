// POST /v1.0/$batch: up to twenty requests in one, each with its own response. Source: "JSON batching".
import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import { badRequest, GraphRefusal } from '../directory/graph-refusal.ts'
import { readJsonObject } from '../protocol/json-body.ts'
import { base64Of, bytesOf } from './base64.ts'
import type { GraphEnv } from './caller.ts'
import { UNREADABLE_BODY } from './error.ts'

const MAX_REQUESTS = 20

const step = v.object({
  id: v.string(),
  method: v.string(),
  url: v.string(),
  headers: v.optional(v.record(v.string(), v.string()), {}),
  body: v.optional(v.unknown()),
  dependsOn: v.optional(v.array(v.string()), []),
})

type Step = v.InferOutput<typeof step>

type Answer = { id: string; status: number; headers: Record<string, string>; body?: unknown }

const badBatch = (message: string) => new GraphRefusal(400, 'BadRequest', message)

async function readSteps(c: Context): Promise<Step[]> {
  const json = await readJsonObject(c)
  if (!json) throw badRequest(UNREADABLE_BODY)
  const read = v.safeParse(v.object({ requests: v.array(step) }), json)
  if (!read.success) throw badBatch('Invalid batch payload format.')
  const { requests } = read.output
  if (requests.length > MAX_REQUESTS) {
    throw new GraphRefusal(
      400,
      'MaximumValueExceeded',
      `Number of batch request steps exceeds the maximum value of ${MAX_REQUESTS}.`,
    )
  }
  const ids = requests.map(({ id }) => id.toLowerCase())
  if (new Set(ids).size < ids.length) throw badBatch('Request Id has to be unique in a batch.')
  for (const [index, { dependsOn }] of requests.entries()) {
    const earlier = ids.slice(0, index)
    if (dependsOn.some((id) => !earlier.includes(id.toLowerCase()))) {
      throw badBatch('A request depends on one that does not come before it in the batch.')
    }
  }
  return requests
}

function bodyOf({ body, headers }: Step): BodyInit | null {
  if (body === undefined || body === null) return null
  if (typeof body === 'string' && !/json/i.test(new Headers(headers).get('Content-Type') ?? '')) {
    return bytesOf(body)
  }
  return JSON.stringify(body)
}

/** Throws GraphRefusal for an invalid request, one to another host, or a nested batch. */
function requestOf(each: Step, base: string, authorization: string): Request {
  const url = URL.parse(each.url.replace(/^\//, ''), base)
  if (!url?.href.startsWith(base) || url.pathname.endsWith('/$batch')) {
    throw badBatch(`Invalid batch request URL '${each.url}'.`)
  }
  try {
    const headers = new Headers(each.headers)
    headers.set('Authorization', authorization)
    const body = bodyOf(each)
    return new Request(url, { method: each.method, headers, ...(body === null ? {} : { body }) })
  } catch {
    // An invalid method, header, or base64 value.
    throw badBatch('Invalid batch payload format.')
  }
}

/** JSON unchanged, everything else in base64. */
async function readAnswer(id: string, response: Response): Promise<Answer> {
  const headers = Object.fromEntries(
    ['Cache-Control', 'Content-Type', 'Location', 'Retry-After', 'WWW-Authenticate'].flatMap((name) => {
      const value = response.headers.get(name)
      return value === null ? [] : [[name, value]]
    }),
  )
  const bytes = new Uint8Array(await response.arrayBuffer())
  const answer = { id, status: response.status, headers }
  if (bytes.length === 0) return answer
  if (!/json/i.test(headers['Content-Type'] ?? '')) return { ...answer, body: base64Of(bytes) }
  return { ...answer, body: JSON.parse(new TextDecoder().decode(bytes)) }
}

const failedDependency = (id: string): Answer => ({
  id,
  status: 424,
  headers: { 'Content-Type': 'application/json' },
  body: { error: { code: 'FailedDependency', message: 'A request that this one depends on failed.' } },
})

/** `graph` serves each request, with the batch's token. */
export function batchRoutes(graph: Hono<GraphEnv>): Hono<GraphEnv> {
  const routes = new Hono<GraphEnv>()
  routes.post('/v1.0/$batch', async (c) => {
    const steps = await readSteps(c)
    const base = `${new URL(c.req.url).origin}/v1.0/`
    const responses: Answer[] = []
    for (const each of steps) {
      const failed = each.dependsOn.some((id) =>
        responses.some((answer) => answer.id.toLowerCase() === id.toLowerCase() && answer.status >= 400),
      )
      if (failed) {
        responses.push(failedDependency(each.id))
        continue
      }
      const request = requestOf(each, base, c.req.header('Authorization') ?? '')
      responses.push(await readAnswer(each.id, await graph.fetch(request)))
    }
    return c.json({ responses })
  })
  return routes
}
