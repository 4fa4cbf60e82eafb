// The password grant, which nobody gets a token by.
import { beforeAll, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { commandLine, entryway } from '../../emulator/seed.ts'
import { authority } from '../support/entra-client.ts'

const HOST = 'https://login.microsoftonline.com'

let emulator: Emulator
beforeAll(async () => {
  emulator = await createEmulator()
})

const given = { username: 'adele@contoso.example', password: 'any' }

test.each([
  ['wants a second factor', {}, authority, 400, 'invalid_grant', 50076],
  ['at common', {}, `${HOST}/common`, 400, 'invalid_request', 9001023],
  ['at consumers', {}, `${HOST}/consumers`, 400, 'invalid_request', 9001023],
  ['of nobody', { username: 'nobody@contoso.example' }, authority, 400, 'invalid_grant', 50034],
  [
    'of an app that keeps a secret',
    { client_id: entryway.clientId },
    authority,
    401,
    'invalid_client',
    7000218,
  ],
  ['without a password', { password: '' }, authority, 400, 'invalid_request', 900144],
])('%s', async (_, change, at, status, error, number) => {
  const fields = {
    grant_type: 'password',
    client_id: commandLine.clientId,
    scope: 'User.Read',
    ...given,
    ...change,
  }
  const body = new URLSearchParams(fields)
  const response = await emulator.fetch(new Request(`${at}/oauth2/v2.0/token`, { method: 'POST', body }))
  const json = await response.json()
  expect([response.status, json.error, json.error_codes]).toEqual([status, error, [number]])
  expect('claims' in json).toBe(number === 50076 || number === 7000218)
})
