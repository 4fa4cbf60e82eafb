// Every AADSTS number that can be set as a fault.
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { aadstsTable } from '../../emulator/aadsts.ts'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { authority, authorizeUrl } from '../support/entra-client.ts'

let emulator: Emulator
beforeAll(async () => {
  emulator = await createEmulator()
})
beforeEach(() => emulator.clearFaults())

const get = (url: string) => emulator.fetch(new Request(url))
const postToken = () =>
  emulator.fetch(
    new Request(`${authority}/oauth2/v2.0/token`, { method: 'POST', body: new URLSearchParams() }),
  )

test.each([...aadstsTable.values()].filter(({ where }) => where === 'authorize').map(({ number }) => number))(
  'aadsts %i: the authorization endpoint tells the app',
  async (number) => {
    emulator.setFault('aadsts', { aadsts: number })
    expect((await postToken()).status).toBe(400)
    const location = (await get(authorizeUrl())).headers.get('Location') ?? ''
    const { searchParams } = new URL(location)
    expect(searchParams.get('error')).toBe(aadstsTable.get(number)?.error)
    expect(searchParams.get('error_description')).toContain(`AADSTS${number}: `)
    expect((await get(authorizeUrl())).status).toBe(200)
  },
)

test.each([...aadstsTable.values()].filter(({ where }) => where === 'token').map(({ number }) => number))(
  'aadsts %i: the token endpoint refuses',
  async (number) => {
    emulator.setFault('aadsts', { aadsts: number })
    expect((await get(authorizeUrl())).status).toBe(200)
    const response = await postToken()
    const row = aadstsTable.get(number)
    expect(response.status).toBe(row?.status)
    const json = (await response.json()) as Record<string, unknown>
    expect(json).toMatchObject({ error: row?.error, error_codes: [number] })
    expect(json.suberror ?? null).toBe(row?.suberror)
    expect(emulator.state.faults.size).toBe(0)
  },
)
