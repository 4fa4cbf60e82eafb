// Authorization codes: once, in time, and only where they were meant for.
import { beforeEach, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { fabrikam, intranet } from '../../emulator/seed.ts'
import { codeFor, redeem, redirectUri } from '../support/entra-client.ts'

const MINUTE = 60_000

let now: number
let emulator: Emulator
beforeEach(async () => {
  now = Date.UTC(2026, 0, 5, 12)
  emulator = await createEmulator({ now: () => now })
})

describe('an authorization code', () => {
  test('gives tokens once', async () => {
    const code = await codeFor(emulator)
    expect((await redeem(emulator, code)).status).toBe(200)
    const again = await redeem(emulator, code)
    expect(again.status).toBe(400)
    expect(again.json).toMatchObject({ error: 'invalid_grant', error_codes: [54005] })
    expect(again.json).not.toHaveProperty('access_token')
  })

  test('sent twenty times at once gives tokens once', async () => {
    const verifier = 'v'.repeat(43)
    const code = await codeFor(emulator, { code_challenge: verifier, code_challenge_method: 'plain' })
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => redeem(emulator, code, { code_verifier: verifier })),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  test('lasts ten minutes', async () => {
    const [early, late] = [await codeFor(emulator), await codeFor(emulator)]
    now += 10 * MINUTE - 1
    expect((await redeem(emulator, early)).status).toBe(200)
    now += 1
    expect((await redeem(emulator, late)).json).toMatchObject({
      error: 'invalid_grant',
      error_codes: [70008],
    })
  })

  test('is bound to its redirect URI', async () => {
    const code = await codeFor(emulator)
    const moved = await redeem(emulator, code, { redirect_uri: 'http://localhost:8787/callback' })
    expect(moved.json).toMatchObject({ error: 'invalid_grant', error_codes: [500112] })
    const otherPort = await redeem(emulator, code, { redirect_uri: 'http://localhost:9999/getAToken' })
    expect(otherPort.json.error_codes).toEqual([500112])
    expect((await redeem(emulator, code, { redirect_uri: redirectUri })).status).toBe(200)
  })

  test('is bound to its client', async () => {
    const code = await codeFor(emulator)
    const stolen = await redeem(emulator, code, { client_id: intranet.clientId })
    expect(stolen.json).toMatchObject({ error: 'invalid_grant', error_codes: [70000] })
    expect((await redeem(emulator, code)).status).toBe(200)
  })

  test('is bound to its tenant, which has two names', async () => {
    const host = 'https://login.microsoftonline.com'
    const code = await codeFor(emulator)
    const moved = await redeem(emulator, code, {}, {}, `${host}/${fabrikam.id}`)
    expect(moved.json).toMatchObject({ error: 'invalid_grant', error_codes: [700005] })
    expect((await redeem(emulator, code, {}, {}, `${host}/Contoso.example`)).status).toBe(200)
  })

  test('is rejected if made up', async () => {
    expect((await redeem(emulator, 'made-up')).json).toMatchObject({
      error: 'invalid_grant',
      error_codes: [70000],
    })
  })
})
