// What the emulator remembers of the requests it saw.
import { expect, test } from 'vitest'
import { startEmulator } from '../support/emulator.ts'

const KEPT = 10_000

test('the last ten thousand requests are kept, oldest first', async () => {
  const emulator = await startEmulator()
  const ask = (number: number) => emulator.fetch(new Request(`http://localhost/error?code=${number}`))
  for (let number = 1; number <= KEPT; number++) await ask(number)
  expect(emulator.requests).toHaveLength(KEPT)
  expect(emulator.requests[0]).toMatchObject({ method: 'GET', url: 'http://localhost/error?code=1' })
  await ask(KEPT + 1)
  expect(emulator.requests).toHaveLength(KEPT)
  expect(emulator.requests[0]?.url).toBe('http://localhost/error?code=2')
  expect(emulator.requests.at(-1)?.url).toBe(`http://localhost/error?code=${KEPT + 1}`)
})
