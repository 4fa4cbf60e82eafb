// Refresh tokens.
import { decodeJwt } from 'jose'
import { beforeEach, expect, test } from 'vitest'
import { intranet } from '../../emulator/seed.ts'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { refresh, tokensFor } from '../support/entra-client.ts'

const DAY = 24 * 60 * 60 * 1000
const contosoApi = 'api://contoso-api/access_as_user'

let now: number
let emulator: Emulator
beforeEach(async () => {
  now = Date.UTC(2026, 0, 5)
  emulator = await startEmulator({ now: () => now })
})

test('each use gives a new refresh token, and the old one still works', async () => {
  const { refresh_token: first } = await tokensFor(emulator)
  const { json } = await refresh(emulator, first)
  expect(json.refresh_token).not.toBe(first)
  expect(json.scope).toBe('openid profile User.Read')
  expect((await refresh(emulator, first)).status).toBe(200)
  expect((await refresh(emulator, json.refresh_token)).status).toBe(200)
})

test('the renewed ID token is of the same session, without nonce', async () => {
  const { refresh_token, id_token } = await tokensFor(emulator)
  const before = decodeJwt(String(id_token))
  const after = decodeJwt(String((await refresh(emulator, refresh_token)).json.id_token))
  expect(after).toMatchObject({ sub: before.sub, sid: before.sid, oid: before.oid })
  expect(after).not.toHaveProperty('nonce')
})

test('one refresh token serves several APIs, one at a time', async () => {
  const { refresh_token } = await tokensFor(emulator, {
    scope: `openid offline_access User.Read ${contosoApi}`,
  })
  const { json } = await refresh(emulator, refresh_token, { scope: `${contosoApi} offline_access` })
  expect(decodeJwt(String(json.access_token)).aud).toBe('api://contoso-api')
  const both = await refresh(emulator, refresh_token, { scope: `User.Read ${contosoApi}` })
  expect(both.json).toMatchObject({ error: 'invalid_scope', error_codes: [700022] })
  const unknown = await refresh(emulator, refresh_token, { scope: 'User.Reed' })
  expect(unknown.json).toMatchObject({ error: 'invalid_scope', error_codes: [70011] })
})

test('another app cannot use it', async () => {
  const { refresh_token } = await tokensFor(emulator)
  const stolen = await refresh(emulator, refresh_token, { client_id: intranet.clientId })
  expect(stolen.json).toMatchObject({ error: 'invalid_grant', error_codes: [70000] })
  expect((await refresh(emulator, refresh_token)).status).toBe(200)
})

test('expires after ninety days without use', async () => {
  const { refresh_token } = await tokensFor(emulator)
  now += 90 * DAY - 1
  const { json } = await refresh(emulator, refresh_token)
  now += 1
  expect((await refresh(emulator, refresh_token)).json).toMatchObject({
    error: 'invalid_grant',
    error_codes: [700082],
  })
  expect((await refresh(emulator, json.refresh_token)).status).toBe(200)
})

test('a made-up token is rejected', async () => {
  expect((await refresh(emulator, 'made-up')).json).toMatchObject({
    error: 'invalid_grant',
    error_codes: [70000],
  })
})
