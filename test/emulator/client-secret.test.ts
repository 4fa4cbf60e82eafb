// An app that proves itself with a secret.
import { beforeEach, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { contoso, entryway, expiredSecret, intranet, secret } from '../../emulator/seed.ts'
import { codeFor, redeem } from '../support/entra-client.ts'

let emulator: Emulator
beforeEach(async () => {
  emulator = await createEmulator()
})

describe('client authentication', () => {
  const basic = (pair: string) => ({ Authorization: `Basic ${btoa(pair)}` })
  const noBody = { client_secret: null, client_id: null }

  test.each([
    ['the secret in the body', {}, {}],
    ['the secret by Basic', noBody, basic(`${entryway.clientId}:${secret}`)],
    ['Basic, form-encoded', noBody, basic(`${entryway.clientId}:${secret.replaceAll('-', '%2D')}`)],
    [
      'Basic with the client id in the body too',
      { client_secret: null },
      basic(`${entryway.clientId}:${secret}`),
    ],
    ['the client id in capitals', { client_id: entryway.clientId.toUpperCase() }, {}],
  ])('accepts %s', async (_, change, headers) => {
    expect((await redeem(emulator, await codeFor(emulator), change, headers)).status).toBe(200)
  })

  test.each([
    ['a wrong secret', { client_secret: 'wrong' }, {}, 401, 'invalid_client', 7000215],
    ['an expired secret', { client_secret: expiredSecret }, {}, 401, 'invalid_client', 7000222],
    ['no secret', { client_secret: null }, {}, 401, 'invalid_client', 7000218],
    ['a wrong secret by Basic', noBody, basic(`${entryway.clientId}:wrong`), 401, 'invalid_client', 7000215],
    ['Basic and body at once', {}, basic(`${entryway.clientId}:${secret}`), 400, 'invalid_request', 9002313],
    ['Basic that is no pair', noBody, { Authorization: 'Basic ####' }, 400, 'invalid_request', 9002313],
    [
      'two client ids',
      { client_secret: null },
      basic(`${intranet.clientId}:${secret}`),
      400,
      'invalid_request',
      9002313,
    ],
    ['no client', noBody, {}, 400, 'invalid_request', 900144],
    ['an unknown client', { client_id: contoso.id }, {}, 400, 'unauthorized_client', 700016],
    ['an Origin beside the secret', {}, { Origin: 'http://localhost:8787' }, 400, 'invalid_request', 9002326],
  ])('refuses %s', async (_, change, headers, status, error, number) => {
    const code = await codeFor(emulator)
    const refused = await redeem(emulator, code, change, headers)
    expect(refused.status).toBe(status)
    expect(refused.json).toMatchObject({ error, error_codes: [number] })
    // The code is still good for the app it was given to.
    expect((await redeem(emulator, code)).status).toBe(200)
  })
})
