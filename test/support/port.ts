// Ports of the loopback address that nobody uses.
import { createServer } from 'node:net'

type TakenPort = { port: number; close(): Promise<void> }

/** Takes a free port, and keeps it until `close`. */
export async function takePort(): Promise<TakenPort> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { port, close: () => new Promise((resolve) => server.close(() => resolve())) }
}

/** Free when it is given; another process may take it before its user does. */
export async function freePort(): Promise<number> {
  const { port, close } = await takePort()
  await close()
  return port
}

/** Two at a time: one that is given back before the next is asked for may be given out again. */
export async function twoFreePorts(): Promise<[number, number]> {
  const [first, second] = [await takePort(), await takePort()]
  await Promise.all([first.close(), second.close()])
  return [first.port, second.port]
}
