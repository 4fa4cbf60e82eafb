// A bundle running in workerd, in a process of its own, reached without Miniflare's proxy in between.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
// The Miniflare that comes with wrangler, so that there is one workerd on the machine.
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import { type Bundle, COMPATIBILITY_DATE } from './bundle.ts'
import type { Contender } from './contender.ts'
import type { Entra } from './entra.ts'
import { childrenNamed } from './process.ts'

export type Running = {
  name: string
  port: number
  /** Of the workerd process. */
  pid: number
  /** Of the Worker that fills this one's KV. */
  fillerPort: number
  /** The Worker's requests to others, as `METHOD url`. */
  outbound: string[]
  stop(): Promise<void>
}

const FILLER = readFileSync(join(import.meta.dirname, 'contenders', 'filler.js'), 'utf8')
const RECORDER = readFileSync(join(import.meta.dirname, 'contenders', 'recorder.js'), 'utf8')

/** @param recorded whether KV operations are counted, which costs a little */
export async function start(
  contender: Contender,
  bundle: Bundle,
  entra: Entra,
  { recorded = false } = {},
): Promise<Running> {
  const outbound: string[] = []
  const script = { type: 'ESModule' as const, path: 'index.js', contents: bundle.source }
  const recorder = { type: 'ESModule' as const, path: 'recorder.js', contents: RECORDER }
  const shared = {
    compatibilityDate: COMPATIBILITY_DATE,
    kvNamespaces: { SESSIONS: 'sessions' },
  }
  const socket = { host: '127.0.0.1', port: 0 }
  const before = new Set(childrenNamed('workerd'))
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      host: '127.0.0.1',
      cf: false,
      telemetry: { enabled: false },
      // A contender's log belongs to its work, but not on this terminal; what went wrong does.
      handleStructuredLogs: ({ level, message }) => {
        if (level === 'error' || level === 'warn') console.error(`${contender.name}: ${message}`)
      },
      workers: [
        {
          ...shared,
          name: 'contender',
          modules: recorded ? [recorder, script] : [script],
          bindings: contender.bindings,
          // With the whole URL in the request line, for TLS ends before a Worker, which sees https all the same.
          unsafeDirectSockets: [{ ...socket, proxy: true }],
          outboundService: async (request: Request) => {
            outbound.push(`${request.method} ${request.url}`)
            const body = request.body ? await request.arrayBuffer() : null
            const { method } = request
            const copy = new Request(request.url, { method, headers: [...request.headers], body })
            return entra.answerWorker(copy)
          },
        },
        {
          ...shared,
          name: 'filler',
          unsafeDirectSockets: [socket],
          modules: [{ type: 'ESModule', path: 'filler.js', contents: FILLER }],
        },
      ],
    } as Parameters<typeof convertV4MiniflareOptions>[0]),
  )
  await miniflare.ready
  const [pid, ...more] = childrenNamed('workerd').filter((each) => !before.has(each))
  if (pid === undefined || more.length > 0) throw new Error(`one workerd was expected, not ${pid} ${more}`)
  return {
    name: contender.name,
    port: Number((await miniflare.unsafeGetDirectURL('contender')).port),
    fillerPort: Number((await miniflare.unsafeGetDirectURL('filler')).port),
    pid,
    outbound,
    stop: () => miniflare.dispose(),
  }
}
