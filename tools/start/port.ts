// Reserves a loopback port until it is handed over.
import { createServer, type Server } from 'node:net'

export type ReservedPort = { port: number; release(): Promise<void> }

const NO_IPV6 = ['EADDRNOTAVAIL', 'EAFNOSUPPORT']

function listen(port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    // An open connection would keep close() waiting: a reloading tab, or a script polling the port.
    const server = createServer((socket) => socket.destroy())
    server.once('error', reject)
    server.listen(port, host, () => resolve(server))
  })
}

const close = (server: Server) => new Promise<void>((resolve) => server.close(() => resolve()))

const portOf = (server: Server) => {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

/**
 * Reserves both addresses of `localhost`: browsers try both, and each may belong to a different server.
 * @param wanted 0 = any free port
 * @returns null if it is busy
 */
export async function reservePort(wanted: number): Promise<ReservedPort | null> {
  const first = await listen(wanted, '127.0.0.1').catch(() => null)
  if (!first) return null
  const port = portOf(first)
  const second = await listen(port, '::1').catch((error: NodeJS.ErrnoException) => error)
  if (second instanceof Error) {
    if (NO_IPV6.includes(second.code ?? '')) return { port, release: () => close(first) }
    await close(first)
    // If no port was named, any other free port will do.
    return wanted === 0 ? reservePort(0) : null
  }
  return { port, release: async () => void (await Promise.all([close(first), close(second)])) }
}
