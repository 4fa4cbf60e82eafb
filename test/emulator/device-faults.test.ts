// What a device that polls is told on demand.
import { beforeEach, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { startDevice, startPerson } from './device.ts'

let emulator: Emulator
let device: ReturnType<typeof startDevice>
let person: ReturnType<typeof startPerson>
beforeEach(async () => {
  emulator = await createEmulator()
  device = startDevice(emulator)
  person = startPerson(emulator)
})

test('is told once to poll less often', async () => {
  const { deviceCode, userCode } = await device.newCode()
  emulator.setFault('device_slow_down')
  expect(await device.poll(deviceCode)).toMatchObject({ status: 400, json: { error: 'slow_down' } })
  expect((await device.poll(deviceCode)).json.error).toBe('authorization_pending')
  await person.accept(userCode)
  expect((await device.poll(deviceCode)).status).toBe(200)
})

test.each([
  ['device_declined', 'authorization_declined'],
  ['device_expired', 'expired_token'],
] as const)('%s: %s, for good', async (fault, error) => {
  const { deviceCode, userCode } = await device.newCode()
  await person.accept(userCode)
  emulator.setFault(fault)
  expect((await device.poll(deviceCode)).json.error).toBe(error)
  expect((await device.poll(deviceCode)).json.error).toBe(error)
  expect(emulator.state.refreshTokens.size).toBe(0)
  const next = await device.newCode()
  expect((await device.poll(next.deviceCode)).json.error).toBe('authorization_pending')
})
