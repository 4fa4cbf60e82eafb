// An app that proves itself with a certificate.
import { SignJWT } from 'jose'
import { beforeAll, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { entryway, secret } from '../../emulator/seed.ts'
import { authority, codeFor, redeem } from '../support/entra-client.ts'
import { type Credential, createCredential } from './credential.ts'

let emulator: Emulator
let own: Credential
let other: Credential
beforeAll(async () => {
  emulator = await createEmulator()
  own = await createCredential()
  other = await createCredential()
  await emulator.registerCertificate(entryway.clientId, own.pem)
})

type Made = { by?: Credential; alg?: 'PS256' | 'RS256'; header?: object; claims?: object; minutes?: number }

function sign({ by = own, alg = 'PS256', header, claims, minutes = 5 }: Made) {
  const name = alg === 'PS256' ? 'x5t#S256' : 'x5t'
  const now = Math.floor(Date.now() / 1000)
  return new SignJWT({
    aud: `${authority}/oauth2/v2.0/token`,
    iss: entryway.clientId,
    sub: entryway.clientId,
    jti: crypto.randomUUID(),
    nbf: now - 600,
    exp: now + minutes * 60,
    ...claims,
  })
    .setProtectedHeader({ alg, typ: 'JWT', [name]: by.thumbprints[name], ...header })
    .sign(by.keys[alg])
}

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const redeemWith = async (client_assertion: string, change: Record<string, string | null> = {}) =>
  redeem(emulator, await codeFor(emulator), {
    client_secret: null,
    client_assertion_type: assertionType,
    client_assertion,
    ...change,
  })

test.each<[string, () => Made]>([
  ['PS256 and a SHA-256 thumbprint', () => ({})],
  ['a clock that is a little ahead', () => ({ claims: { nbf: Math.floor(Date.now() / 1000) + 5 } })],
  ['RS256 and a SHA-1 thumbprint', () => ({ alg: 'RS256' })],
])('%s is accepted', async (_, made) => {
  expect((await redeemWith(await sign(made()))).status).toBe(200)
})

test.each<[string, () => Made, number]>([
  ['by a certificate that is not registered', () => ({ by: other }), 700027],
  ['by another key under the thumbprint', () => ({ by: { ...other, thumbprints: own.thumbprints } }), 700027],
  ['without a thumbprint', () => ({ header: { 'x5t#S256': undefined } }), 700027],
  ['that is over', () => ({ minutes: -1 }), 700024],
  ['that has not begun', () => ({ claims: { nbf: Math.floor(Date.now() / 1000) + 600 } }), 700024],
  ['for another audience', () => ({ claims: { aud: 'https://evil.example/token' } }), 700023],
  ['for several audiences', () => ({ claims: { aud: [`${authority}/oauth2/v2.0/token`] } }), 50027],
  ['by another issuer', () => ({ claims: { iss: 'somebody' } }), 50048],
  ['about another subject', () => ({ claims: { sub: 'somebody' } }), 50048],
  ['of somebody else', () => ({ claims: { iss: 'somebody', sub: 'somebody' } }), 50012],
  ['without jti', () => ({ claims: { jti: undefined } }), 50012],
])('an assertion %s is refused', async (_, made, number) => {
  const { status, json } = await redeemWith(await sign(made()))
  expect(status).toBe(401)
  expect(json).toMatchObject({ error: 'invalid_client', error_codes: [number] })
})

test('rejects an assertion that is not a JWT', async () => {
  expect((await redeemWith('not.a.jwt')).json).toMatchObject({
    error: 'invalid_client',
    error_codes: [50027],
  })
})

test('the message includes the assertion’s times, with the epoch for missing ones', async () => {
  const [nbf, exp] = [1_700_000_000, 1_700_000_600]
  const over = await redeemWith(await sign({ claims: { nbf, exp } }))
  expect(over.json.error_description).toContain(
    'assertion valid from 2023-11-14T22:13:20.0000000Z, expiry time of assertion 2023-11-14T22:23:20.0000000Z.',
  )
  const endless = await redeemWith(await sign({ claims: { nbf, exp: undefined } }))
  expect(endless.json.error_codes).toEqual([700024])
  expect(endless.json.error_description).toContain('expiry time of assertion 1970-01-01T00:00:00.0000000Z.')
})

test('the message includes a thumbprint even if the algorithm does not use it', async () => {
  const header = { x5t: undefined, 'x5t#S256': own.thumbprints['x5t#S256'] }
  const { json } = await redeemWith(await sign({ alg: 'RS256', header }))
  expect(json.error_codes).toEqual([700027])
  expect(json.error_description).toMatch(/Thumbprint of key used by client: '[1-9A-F][0-9A-F]{63}'/)
})

test('a secret beside the assertion, or an unknown type, is refused', async () => {
  const assertion = await sign({})
  expect((await redeemWith(assertion, { client_secret: secret })).json.error_codes).toEqual([9002313])
  expect((await redeemWith(assertion, { client_assertion_type: 'other' })).json.error_codes).toEqual([
    9002313,
  ])
})

test('the thumbprint is compared as bytes: MSAL Python pads its base64url', async () => {
  for (const [alg, name] of [
    ['RS256', 'x5t'],
    ['PS256', 'x5t#S256'],
  ] as const) {
    const padded = `${own.thumbprints[name]}=`
    expect((await redeemWith(await sign({ alg, header: { [name]: padded } }))).status).toBe(200)
    const wrong = await redeemWith(await sign({ alg, header: { [name]: `${other.thumbprints[name]}=` } }))
    expect(wrong.json.error_codes).toEqual([700027])
    expect(wrong.json.error_description).toMatch(/Thumbprint of key used by client: '[0-9A-F]{40,64}'/)
  }
})
