// ID tokens.
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose'
import { beforeEach, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { adele, contoso, entryway, intranet } from '../../emulator/seed.ts'
import { authority, codeFor, redeem, redirectUri, tokensFor } from '../support/entra-client.ts'

let now: number
let emulator: Emulator
beforeEach(async () => {
  now = Date.UTC(2026, 0, 5, 12)
  emulator = await createEmulator({ now: () => now })
})

describe('the ID token', () => {
  test('is signed by a published key and says who signed in', async () => {
    const { id_token } = await tokensFor(emulator, { scope: 'openid profile email' })
    const keys = await (await emulator.fetch(new Request(`${authority}/discovery/v2.0/keys`))).json()
    const { payload, protectedHeader } = await jwtVerify(String(id_token), createLocalJWKSet(keys), {
      issuer: `${authority}/v2.0`,
      audience: entryway.clientId,
      currentDate: new Date(now),
    })
    expect(protectedHeader).toEqual({ typ: 'JWT', alg: 'RS256', kid: expect.any(String) })
    expect(payload).toMatchObject({
      tid: contoso.id,
      oid: adele.profile.id,
      preferred_username: 'adele@contoso.example',
      name: 'Adele Vance',
      email: 'adele@contoso.example',
      nonce: 'a-nonce',
      ver: '2.0',
      iat: now / 1000 - 300,
      nbf: now / 1000 - 300,
      exp: now / 1000 + 3600,
    })
    for (const claim of ['sub', 'sid', 'login_hint', 'uti', 'rh', 'aio']) expect(payload[claim]).toBeTruthy()
    expect(payload.login_hint).not.toContain('adele')
  })

  test('has no name without profile, and no address without email', async () => {
    const { id_token } = await tokensFor(emulator, { scope: 'openid' })
    const claims = decodeJwt(String(id_token))
    for (const claim of ['name', 'oid', 'preferred_username', 'email'])
      expect(claims).not.toHaveProperty(claim)
    expect(claims.sub).toBeTruthy()
  })

  test('has a nonce only when one was sent', async () => {
    const { id_token } = await tokensFor(emulator, { nonce: null })
    expect(decodeJwt(String(id_token))).not.toHaveProperty('nonce')
  })

  test('names a person differently to each app', async () => {
    const subjectFor = async (client_id: string, redirect_uri: string) => {
      const code = await codeFor(emulator, { client_id, redirect_uri })
      const { json } = await redeem(emulator, code, { client_id, redirect_uri })
      return decodeJwt(String(json.id_token)).sub
    }
    const here = await subjectFor(entryway.clientId, redirectUri)
    expect(await subjectFor(entryway.clientId, redirectUri)).toBe(here)
    expect(await subjectFor(intranet.clientId, 'http://localhost:8788/intranet/callback')).not.toBe(here)
  })
})
