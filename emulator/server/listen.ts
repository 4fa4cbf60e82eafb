// Node's HTTP servers around a fetch function.
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { Socket } from 'node:net'
import type { TlsOptions } from 'node:tls'
import { getRequestListener } from '@hono/node-server'

export type Fetch = (request: Request) => Promise<Response>

/** Node's limit of 16 KB is soon exceeded by the cookies that other apps leave on localhost. */
const MAX_HEADER_BYTES = 256 * 1024

export type ListenOptions = {
  fetch: Fetch
  /** 0 = any free port. */
  port: number
  /** null: http. */
  tls: TlsOptions | null
  /** The proxy's origin, for requests to any host except Microsoft's; null: use the Host header. */
  publicOrigin: string | null
  isMicrosofts(hostname: string): boolean
}

const OVERFLOW = `The headers are larger than ${MAX_HEADER_BYTES / 1024} KB. Cookies of localhost belong to every port: delete those of other apps.\n`

/** Node's own response does not say what is wrong. */
function refuse(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable) return
  const [line, text] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? ['431 Request Header Fields Too Large', OVERFLOW]
      : ['400 Bad Request', 'This is not a valid HTTP request.\n']
  const length = Buffer.byteLength(text)
  socket.end(
    `HTTP/1.1 ${line}\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: ${length}\r\n\r\n${text}`,
  )
}

/** Makes the request line absolute, as for a proxy: the Node adapter then uses that URL. */
function behindProxy(incoming: IncomingMessage, { publicOrigin, isMicrosofts }: ListenOptions): void {
  const host = (incoming.headers.host ?? '').replace(/:\d+$/, '').toLowerCase()
  if (publicOrigin === null || isMicrosofts(host) || !incoming.url?.startsWith('/')) return
  incoming.url = `${publicOrigin}${incoming.url}`
}

/** Rejects with an Error with code EADDRINUSE if the port is taken. */
export function listen(options: ListenOptions, hostname: string): Promise<Server> {
  const answer = getRequestListener(options.fetch, { overrideGlobalObjects: false })
  const listener: RequestListener = (incoming, outgoing) => {
    behindProxy(incoming, options)
    answer(incoming, outgoing)
  }
  const limit = { maxHeaderSize: MAX_HEADER_BYTES }
  const server = options.tls
    ? createTlsServer({ ...options.tls, ...limit }, listener)
    : createServer(limit, listener)
  server.on('clientError', refuse)
  // TLS has failed by then, so the client itself cannot be answered.
  server.on('tlsClientError', ({ code }: NodeJS.ErrnoException) => {
    if (code === 'ERR_SSL_HTTP_REQUEST')
      console.error('Rejected a request over http. This port serves https only: use https:// in the URL.')
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, hostname, () => resolve(server))
  })
}

export const portOf = (server: Server) => {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

export const close = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })

/** Listens on both addresses of `localhost`, because browsers try both. A machine may lack IPv6. */
export async function listenOnLoopback(options: ListenOptions): Promise<Server[]> {
  const first = await listen(options, '127.0.0.1')
  try {
    return [first, await listen({ ...options, port: portOf(first) }, '::1')]
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT') return [first]
    await close(first)
    throw error
  }
}
