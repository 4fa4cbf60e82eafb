// Ports that are reserved while something else starts.
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { reservePort } from '../../tools/start/port.ts'
import { takePort } from '../support/port.ts'

async function connected(port: number) {
  const socket = connect(port, '127.0.0.1').on('error', () => {})
  onTestFinished(() => void socket.destroy())
  await once(socket, 'connect')
  return socket
}

test('releases a port that clients are connected to', async () => {
  const { port, release } = await takePort()
  const clients = await Promise.all(Array.from({ length: 20 }, () => connected(port)))
  await release()
  const server = createServer().listen(port, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  await Promise.all(clients.map((each) => each.closed || new Promise((closed) => each.once('close', closed))))
})

test('gives a free port for 0, another each time', async () => {
  const [first, second] = [await takePort(), await takePort()]
  expect(first.port).toBeGreaterThan(0)
  expect(second.port).not.toBe(first.port)
  await Promise.all([first.release(), second.release()])
})

test.each(['127.0.0.1', '::1'])('reports a port as busy that another server uses at %s', async (host) => {
  const other = createServer().listen(0, host)
  await once(other, 'listening')
  const { port } = other.address() as { port: number }
  expect(await reservePort(port)).toBeNull()
  other.close()
  await once(other, 'close')
  const reserved = await reservePort(port)
  expect(reserved?.port).toBe(port)
  await reserved?.release()
})
