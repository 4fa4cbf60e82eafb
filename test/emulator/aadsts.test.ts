// Every AADSTS number that can be set as a fault.
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { type Aadsts, aadstsTable } from '../../emulator/protocol/aadsts.ts'
import { entryway } from '../../emulator/seed.ts'
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

// Microsoft identity platform, "Microsoft Entra authentication and authorization error codes": those that apps meet.
const documented = [
  16000, 28002, 28003, 50001, 50011, 50012, 50013, 50020, 50033, 50034, 50053, 50055, 50056, 50057, 50058,
  50059, 50072, 50074, 50076, 50078, 50079, 50097, 50105, 50126, 50131, 50132, 50133, 50140, 50147, 50173,
  50194, 50196, 51004, 53000, 53001, 53002, 53003, 54005, 65001, 65004, 65005, 70000, 70001, 70002, 70005,
  70008, 70011, 70016, 70018, 70019, 70043, 70044, 70051, 90002, 90006, 90014, 90019, 90024, 90033, 90055,
  90072, 90094, 90095, 90124, 90130, 165004, 399266, 500011, 500133, 500208, 500210, 501481, 501491, 530032,
  530035, 650052, 650056, 650057, 700005, 700011, 700016, 700022, 700023, 700025, 700027, 700030, 700054,
  700082, 700084, 900144, 7000112, 7000215, 7000216, 7000218, 7000222, 9001023, 9002313, 9002325, 9002326,
  9002327, 9002332,
]

test.each(documented)('aadsts %i is in the table, with its sentence', (number) => {
  expect(aadstsTable.get(number)).toMatchObject({ number, text: expect.stringMatching(/\w \w/) })
})

// Those that an app decides by, as Microsoft's pages and recordings have them. One that comes by redirect or on a page
// has no status of its own.
test.each<[number, Aadsts['where'], string, string | null, number | null]>([
  [16000, 'authorize', 'interaction_required', null, null],
  [50011, 'page', 'invalid_request', null, null],
  [50034, 'token', 'invalid_grant', 'bad_token', 400],
  [50055, 'token', 'user_password_expired', 'user_password_expired', 400],
  [50076, 'token', 'invalid_grant', 'basic_action', 400],
  [50173, 'token', 'invalid_grant', 'bad_token', 400],
  [53003, 'token', 'invalid_grant', 'message_only', 400],
  [54005, 'token', 'invalid_grant', null, 400],
  [65001, 'token', 'invalid_grant', 'consent_required', 400],
  [65004, 'authorize', 'access_denied', null, null],
  [70008, 'token', 'invalid_grant', null, 400],
  [70011, 'token', 'invalid_scope', null, 400],
  [70043, 'token', 'invalid_grant', 'token_expired', 400],
  [70044, 'authorize', 'interaction_required', null, null],
  [90094, 'authorize', 'access_denied', null, null],
  [500011, 'authorize', 'invalid_resource', null, null],
  [501481, 'token', 'invalid_grant', null, 400],
  [700016, 'token', 'unauthorized_client', null, 400],
  [700027, 'token', 'invalid_client', null, 401],
  [700082, 'token', 'invalid_grant', null, 400],
  [7000215, 'token', 'invalid_client', null, 401],
  [7000218, 'token', 'invalid_client', null, 401],
  [7000222, 'token', 'invalid_client', null, 401],
  [9002326, 'token', 'invalid_request', null, 400],
])('aadsts %i is met at %s as %s, suberror %s, status %s', (number, where, error, suberror, status) => {
  expect(aadstsTable.get(number)).toMatchObject({ where, error, suberror, ...(status && { status }) })
})

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

test.each([...aadstsTable.values()].filter(({ where }) => where === 'page').map(({ number }) => number))(
  'aadsts %i: Entra shows it on a page of its own, and the app never hears',
  async (number) => {
    emulator.setFault('aadsts', { aadsts: number })
    expect((await postToken()).status).toBe(400)
    const response = await get(authorizeUrl())
    expect([response.status, response.headers.get('Location')]).toEqual([400, null])
    const page = await response.text()
    expect(page).toContain(`AADSTS${number}: `)
    if (aadstsTable.get(number)?.text.includes('{client}')) expect(page).toContain(entryway.clientId)
    expect(page).not.toContain('href="http')
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
