// Every AADSTS number that can be set as a fault.
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { type Aadsts, aadstsTable } from '../../emulator/protocol/aadsts.ts'
import { entryway } from '../../emulator/seed.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { authorizeUrl, postToken } from '../support/entra-client.ts'

let emulator: Emulator
beforeAll(async () => {
  emulator = await startEmulator()
})
beforeEach(() => emulator.clearFaults())

const authorize = () => emulator.fetch(new Request(authorizeUrl()))

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

test.each([...aadstsTable.values()])('aadsts $number as a fault is met at $where', async (row) => {
  const { number, where, error, suberror, status, text } = row
  emulator.setFault('aadsts', { aadsts: number })
  if (where === 'token') {
    expect((await authorize()).status).toBe(200)
    const answer = await postToken(emulator, {})
    expect(answer).toMatchObject({ status, json: { error, error_codes: [number] } })
    expect(answer.json.suberror ?? null).toBe(suberror)
    expect(emulator.state.faults.size).toBe(0)
    return
  }
  expect((await postToken(emulator, {})).status).toBe(400)
  const response = await authorize()
  const location = response.headers.get('Location')
  if (where === 'authorize') {
    const { searchParams } = new URL(location ?? 'about:blank')
    expect(searchParams.get('error')).toBe(error)
    expect(searchParams.get('error_description')).toContain(`AADSTS${number}: `)
  } else {
    // A page of Entra's own: the app never hears.
    expect([response.status, location]).toEqual([400, null])
    const page = await response.text()
    expect(page).toContain(`AADSTS${number}: `)
    if (text.includes('{client}')) expect(page).toContain(entryway.clientId)
    expect(page).not.toContain('href="http')
  }
  expect((await authorize()).status).toBe(200)
})
