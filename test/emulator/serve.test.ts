// The emulator behind Node's HTTP server.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { serveEmulator } from '../../emulator/serve.ts'

test('is reached at both loopback addresses, and not after it is closed', async () => {
  const { url, close } = await serveEmulator({ port: 0 })
  const { port } = new URL(url)
  expect((await fetch(`http://localhost:${port}/`)).status).toBe(200)
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200)
  await close()
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow()
})

test('reports that the port is in use', async () => {
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

async function serveWithState(name: string) {
  const folder = mkdtempSync(join(tmpdir(), 'local-entra-state-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'a-file'), '')
  const stateFile = join(folder, name)
  const { url, close } = await serveEmulator({ port: 0, stateFile })
  onTestFinished(close)
  const change = () =>
    fetch(`${url}/faults`, { method: 'POST', body: new URLSearchParams({ fault: 'metadata_stall' }) })
  return { stateFile, change }
}

test('the folder of a state file is created with it', async () => {
  const { stateFile, change } = await serveWithState('new/folder/state.json')
  expect((await change()).ok).toBe(true)
  expect(existsSync(stateFile)).toBe(true)
})

test('reports a state file that cannot be written', async () => {
  const printed = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  onTestFinished(() => printed.mockRestore())
  const { change } = await serveWithState('a-file/state.json')
  const response = await change()
  expect([response.status, await response.text()]).toEqual([
    500,
    expect.stringContaining('The local Entra failed'),
  ])
  expect(printed).toHaveBeenCalledOnce()
})
