// The emulator behind Node's HTTP server.
import { expect, test } from 'vitest'
import { serveEmulator } from '../../emulator/serve.ts'

test('is reached at both loopback addresses, and not after it is closed', async () => {
  const { url, close } = await serveEmulator({ port: 0 })
  const { port } = new URL(url)
  expect((await fetch(`http://localhost:${port}/`)).status).toBe(200)
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200)
  await close()
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow()
})

test('a port that is taken is said to be', async () => {
  const { url, close } = await serveEmulator({ port: 0 })
  const taken = Number(new URL(url).port)
  await expect(serveEmulator({ port: taken })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  await close()
})

test('a stalled request does not keep it from closing', async () => {
  const { url, close } = await serveEmulator({ port: 0 })
  await fetch(`${url}/faults`, { method: 'POST', body: new URLSearchParams({ fault: 'metadata_stall' }) })
  const stalled = fetch(`${url}/contoso.example/v2.0/.well-known/openid-configuration`)
  stalled.catch(() => {})
  // The fault is used up as soon as the request has arrived.
  const arrived = async () => {
    const { faults } = (await (await fetch(`${url}/faults`)).json()) as { faults: unknown[] }
    return faults.length === 0
  }
  while (!(await arrived()));
  await close()
  await expect(stalled).rejects.toThrow()
})
