// Loopback ports that nobody uses.
import { type ReservedPort, reservePort } from '../../tools/start/port.ts'

export async function takePort(): Promise<ReservedPort> {
  const reserved = await reservePort(0)
  if (!reserved) throw new Error('There is no free port.')
  return reserved
}

/** Free when it is given; another process may take it before its user does. */
export async function freePort(): Promise<number> {
  const { port, release } = await takePort()
  await release()
  return port
}

/** Two at a time: one that is released before the next is asked for may be given out again. */
export async function twoFreePorts(): Promise<[number, number]> {
  const [first, second] = [await takePort(), await takePort()]
  await Promise.all([first.release(), second.release()])
  return [first.port, second.port]
}
