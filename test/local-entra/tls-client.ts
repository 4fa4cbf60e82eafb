// A client that trusts one authority and calls 127.0.0.1 by any name, as a hosts file would have it.
import { request } from 'node:https'

export type TlsClient = (
  url: string,
  init?: { method?: string; body?: string; headers?: Record<string, string> },
) => Promise<{
  status: number
  headers: Record<string, string | string[] | undefined>
  text: string
}>

export const tlsClient =
  (port: number, ca: string): TlsClient =>
  (url, { method = 'GET', body, headers = {} } = {}) =>
    new Promise((resolve, reject) => {
      const { hostname, host, pathname, search } = new URL(url)
      const options = {
        host: '127.0.0.1',
        port,
        servername: hostname,
        ca,
        method,
        path: `${pathname}${search}`,
        agent: false,
      }
      const sent = request({ ...options, headers: { Host: host, ...headers } }, async (response) => {
        const text = (await response.setEncoding('utf8').toArray()).join('')
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text })
      })
      sent.on('error', reject)
      sent.end(body)
    })
