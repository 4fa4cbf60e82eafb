// A port of this machine, kept from others until it is handed on.
import { createServer } from 'node:net'

export type TakenPort = { port: number; release(): Promise<void> }

/** @param wanted 0 = any that is free @returns null when it is busy */
export function takePort(wanted: number): Promise<TakenPort | null> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(null))
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : wanted
      resolve({ port, release: () => new Promise((released) => server.close(() => released())) })
    })
  })
}
