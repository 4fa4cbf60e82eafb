// Proof Key for Code Exchange.
import { beforeEach, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { codeFor, redeem } from '../support/entra-client.ts'

let emulator: Emulator
beforeEach(async () => {
  emulator = await createEmulator()
})

describe('PKCE', () => {
  const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
  // RFC 7636 appendix B.
  const S256 = {
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  }
  const plain = { code_challenge: verifier, code_challenge_method: 'plain' }

  test.each([
    ['S256 and its verifier', S256, verifier, true],
    ['plain and its verifier', plain, verifier, true],
    ['plain by default', { code_challenge: verifier }, verifier, true],
    ['neither', {}, null, true],
    ['S256 and another verifier', S256, 'w'.repeat(43), false],
    ['S256 and the challenge itself', S256, S256.code_challenge, false],
    ['S256 and no verifier', S256, null, false],
    ['a verifier without challenge', {}, verifier, false],
    ['a short verifier', plain, 'short', false],
  ])('%s', async (_, challenge, code_verifier, accepted) => {
    const answer = await redeem(emulator, await codeFor(emulator, challenge), { code_verifier })
    expect(answer.status).toBe(accepted ? 200 : 400)
    if (!accepted) expect(answer.json).toMatchObject({ error: 'invalid_grant', error_codes: [501481] })
  })
})
