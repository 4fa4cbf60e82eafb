// The api-version of a request to Azure DevOps.
import { beforeAll, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { api, call, tokenWith } from './azure-devops.ts'

let emulator: Emulator
let token: string
beforeAll(async () => {
  emulator = await createEmulator()
  token = await tokenWith(emulator)
})

test.each(['6.1', '7.0', '7.1', '7.2'])('%s is served as a preview', async (version) => {
  for (const preview of ['-preview', '-preview.1']) {
    expect((await call(emulator, token, { version: `${version}${preview}` })).status).toBe(200)
  }
})

test.each([
  ['', 'VssVersionNotSpecifiedException'],
  ['7.1', 'VssInvalidPreviewVersionException'],
  ['5.0-preview.1', 'VssVersionOutOfRangeException'],
  ['8.0-preview.1', 'VssVersionOutOfRangeException'],
  ['7.2-preview.2', 'VssVersionOutOfRangeException'],
  ['latest', 'VssVersionOutOfRangeException'],
])('%j is refused with %s', async (version, typeKey) => {
  const response = await call(emulator, token, { version })
  expect(response.status).toBe(400)
  expect(await response.json()).toEqual({
    $id: '1',
    innerException: null,
    message: expect.stringContaining('version'),
    typeName: expect.stringMatching(new RegExp(`^Microsoft\\..+\\.${typeKey}, Microsoft\\.`)),
    typeKey,
    errorCode: 0,
    eventId: 3000,
  })
})

test('a request without one is refused, and does nothing', async () => {
  const before = structuredClone(emulator.state.pats)
  const [{ authorizationId = '' } = {}] = emulator.state.pats.values()
  const headers = { Authorization: `Bearer ${token}` }
  const request = new Request(`${api}?authorizationId=${authorizationId}`, { method: 'DELETE', headers })
  const response = await emulator.fetch(request)
  expect(await response.json()).toMatchObject({ typeKey: 'VssVersionNotSpecifiedException' })
  expect(emulator.state.pats).toEqual(before)
})
