// The emulator behind Node's HTTP server, on this machine's loopback addresses only.
import type { Server } from 'node:http'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { createAdaptorServer } from '@hono/node-server'
import { createEmulator, type EmulatorOptions } from './index.ts'

export type ServeOptions = { port: number } & Pick<EmulatorOptions, 'appOrigin' | 'appSetup'>

type Fetch = (request: Request) => Promise<Response>

function listen(fetch: Fetch, port: number, hostname: string): Promise<Server> {
  const server = createAdaptorServer({ fetch }) as Server
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, hostname, () => resolve(server))
  })
}

const portOf = (server: Server) => {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

const close = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })

/** Browsers try both addresses of `localhost`, so both are taken; a machine may have no IPv6. */
async function listenOnLoopback(fetch: Fetch, wantedPort: number): Promise<Server[]> {
  const first = await listen(fetch, wantedPort, '127.0.0.1')
  try {
    return [first, await listen(fetch, portOf(first), '::1')]
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT') return [first]
    await close(first)
    throw error
  }
}

/** Rejects with an Error whose code is EADDRINUSE when the port is taken. Port 0 = any free one. */
export async function serveEmulator({ port, ...options }: ServeOptions) {
  const emulator = await createEmulator(options)
  // A stalled request ends with its client: there is nobody left to tell.
  const fetch: Fetch = (request) => emulator.fetch(request).catch(() => new Response(null, { status: 499 }))
  const servers = await listenOnLoopback(fetch, port)
  const [first] = servers
  return {
    url: `http://localhost:${first ? portOf(first) : port}`,
    close: async () => {
      await Promise.all(servers.map(close))
    },
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({
    options: { port: { type: 'string', default: '8788' }, 'app-origin': { type: 'string' } },
  })
  const appOrigin = values['app-origin']
  try {
    const { url } = await serveEmulator({ port: Number(values.port), ...(appOrigin ? { appOrigin } : {}) })
    console.log(`Local Entra emulator on ${url}`)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
