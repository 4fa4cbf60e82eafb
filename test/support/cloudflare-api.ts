// Cloudflare's API as wrangler asks it about KV: a stand-in that keeps what was sent. Source: Cloudflare API, "Workers KV namespace"
// (keys in pages of 1,000 with a cursor; an error is `errors` with a code beside the HTTP status).
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

const PAGE = 1000
type Entry = { value: string; metadata?: unknown; ttlSeconds?: number }
type Fault = { status: number; code: number; message: string }

export class CloudflareApi {
  readonly entries = new Map<string, Entry>()
  /** `METHOD path?query` beneath the account. */
  readonly requests: string[] = []
  /** Requests that begin so fail. */
  readonly faults = new Map<string, Fault>()
  readonly #server = createServer((request, response) => void this.#answer(request, response))

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/client/v4`
  }

  stop(): void {
    this.#server.close()
    this.#server.closeAllConnections()
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks)
    const url = new URL(request.url ?? '', 'http://localhost')
    const path = url.pathname.replace(/^\/client\/v4\/accounts\/[^/]+/, '')
    const line = `${request.method} ${path}${url.search}`
    this.requests.push(line)
    const json = (status: number, answer: object) => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ messages: [], ...answer }))
    }
    const fail = ({ status, code, message }: Fault) =>
      json(status, { success: false, errors: [{ code, message }], result: null })
    const fault = [...this.faults].find(([prefix]) => line.startsWith(prefix))?.[1]
    if (fault) return fail(fault)
    const succeed = (result: unknown, more: object = {}) =>
      json(200, { success: true, errors: [], result, ...more })
    const [, script] = /^\/workers\/scripts\/([^/]+)\/settings$/.exec(path) ?? []
    if (script !== undefined) {
      return succeed({ bindings: [{ type: 'kv_namespace', name: 'SESSIONS', namespace_id: `of-${script}` }] })
    }
    const [, key = ''] = /^\/storage\/kv\/namespaces\/[^/]+\/values\/(.*)$/.exec(path) ?? []
    const name = decodeURIComponent(key)
    if (path.endsWith('/keys')) {
      const start = Number(url.searchParams.get('cursor') ?? 0)
      const names = [...this.entries.keys()].sort()
      const found = names.filter((each) => each.startsWith(url.searchParams.get('prefix') ?? ''))
      const page = found.slice(start, start + PAGE)
      const cursor = start + PAGE < found.length ? String(start + PAGE) : ''
      const result = page.map((each) => ({ name: each, metadata: this.entries.get(each)?.metadata }))
      return succeed(result, { result_info: { count: page.length, cursor } })
    }
    if (request.method === 'GET') {
      const entry = this.entries.get(name)
      if (!entry) return fail({ status: 404, code: 10009, message: "get: 'key not found'" })
      response.writeHead(200, { 'content-type': 'application/octet-stream' })
      return void response.end(entry.value)
    }
    const ttlSeconds = Number(url.searchParams.get('expiration_ttl'))
    this.entries.set(name, { ...(await readValue(request, body)), ttlSeconds })
    succeed({})
  }
}

/** With metadata the value is a form. */
async function readValue({ headers }: IncomingMessage, body: Buffer): Promise<Entry> {
  const type = headers['content-type'] ?? ''
  if (!type.startsWith('multipart/form-data')) return { value: body.toString() }
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
  const text = async (field: FormDataEntryValue | null) =>
    typeof field === 'string' ? field : ((await field?.text()) ?? '')
  return { value: await text(form.get('value')), metadata: JSON.parse(await text(form.get('metadata'))) }
}
