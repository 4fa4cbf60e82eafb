// The certificates of an app: set, added with a proof, removed, and used to sign in.
import { SignJWT } from 'jose'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import { authority, redeem } from '../support/entra-client.ts'
import { asOperator, type Directory } from '../support/operator.ts'
import { type Credential, certificateWith, createCredential, shortRsa } from './credential.ts'
import { keyOf, type RegisteredApp, registerApp } from './registered-app.ts'

let own: Credential
let other: Credential
beforeAll(async () => {
  own = await createCredential()
  other = await createCredential()
})

let now: number
let emulator: Emulator
let graph: Directory
let app: RegisteredApp
beforeEach(async () => {
  now = Date.now()
  emulator = await startEmulator({ now: () => now })
  graph = await asOperator(emulator)
  app = await registerApp(graph)
})

const setFirst = (key: object = keyOf(own)) => graph('PATCH', app.path, { keyCredentials: [key] })

const registered = async () =>
  (await graph('GET', `${app.path}?$select=keyCredentials`)).json.keyCredentials as Record<string, unknown>[]

const seconds = () => Math.floor(now / 1000)

/** What proves that one holds the key of a certificate that is registered. */
const proofBy = (by: Credential, claims: object = {}) =>
  new SignJWT({
    aud: '00000002-0000-0000-c000-000000000000',
    iss: app.id,
    nbf: seconds(),
    exp: seconds() + 600,
    ...claims,
  })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
    .sign(by.keys.RS256)

/** Which AADSTS number the token endpoint answers with to a made-up code; what it says once the app is known. */
async function signInNumber(by: Credential) {
  const assertion = await new SignJWT({
    aud: `${authority}/oauth2/v2.0/token`,
    iss: app.appId,
    sub: app.appId,
    jti: crypto.randomUUID(),
    nbf: seconds(),
    exp: seconds() + 300,
  })
    .setProtectedHeader({ alg: 'PS256', typ: 'JWT', 'x5t#S256': by.thumbprints['x5t#S256'] })
    .sign(by.keys.PS256)
  const { json } = await redeem(emulator, 'made-up', {
    client_id: app.appId,
    client_secret: null,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  })
  return json.error_codes?.[0]
}

const KNOWN = 70000
const UNKNOWN = 700027

test('a registered certificate signs in, and another does not', async () => {
  expect((await setFirst({ ...keyOf(own), displayName: 'CN=Entryway' })).status).toBe(204)
  expect(await registered()).toEqual([
    {
      customKeyIdentifier: btoa(atob((own.thumbprints.x5t ?? '').replaceAll('-', '+').replaceAll('_', '/'))),
      displayName: 'CN=Entryway',
      endDateTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      key: null,
      keyId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      startDateTime: expect.any(String),
      type: 'AsymmetricX509Cert',
      usage: 'Verify',
    },
  ])
  expect([await signInNumber(own), await signInNumber(other)]).toEqual([KNOWN, UNKNOWN])
})

test('accepts PEM in base64 as well as DER', async () => {
  expect((await setFirst({ ...keyOf(own), key: btoa(own.pem) })).status).toBe(204)
  expect(await signInNumber(own)).toBe(KNOWN)
})

test('a certificate can be set when the app is created', async () => {
  app = await registerApp(graph, { keyCredentials: [keyOf(other)] })
  expect(await signInNumber(other)).toBe(KNOWN)
})

test('a certificate stops working when it expires', async () => {
  const endDateTime = new Date(now + 3_600_000).toISOString()
  await setFirst({ ...keyOf(own), endDateTime })
  now += 3_599_000
  expect(await signInNumber(own)).toBe(KNOWN)
  now += 1000
  expect(await signInNumber(own)).toBe(UNKNOWN)
})

describe('setting the list', () => {
  test('keeps the listed ones, adds new ones, and removes the rest', async () => {
    await setFirst()
    const [first] = await registered()
    const both = { keyCredentials: [{ ...first }, keyOf(other)] }
    expect((await graph('PATCH', app.path, both)).status).toBe(204)
    expect([await signInNumber(own), await signInNumber(other)]).toEqual([KNOWN, KNOWN])
    const second = (await registered())[1]
    await graph('PATCH', app.path, { keyCredentials: [second] })
    expect([await signInNumber(own), await signInNumber(other)]).toEqual([UNKNOWN, KNOWN])
  })

  test('cannot extend an existing one', async () => {
    await setFirst({ ...keyOf(own), endDateTime: new Date(now + 3_600_000).toISOString() })
    const [first] = await registered()
    const endDateTime = new Date(now + 7_200_000).toISOString()
    const rejected = await graph('PATCH', app.path, { keyCredentials: [{ ...first, endDateTime }] })
    expect(rejected).toMatchObject({ status: 400, json: { error: { code: 'Request_BadRequest' } } })
  })

  test.each([
    ['no certificate', { key: btoa('no certificate') }],
    ['no base64', { key: '%' }],
    ['nothing', { key: null }],
    ['an end past that of the certificate', { endDateTime: '2099-01-01T00:00:00Z' }],
    ['an end that has passed', { endDateTime: '2020-01-01T00:00:00Z' }],
    ['another type', { type: 'X509CertAndPassword' }],
    ['another usage', { usage: 'Sign' }],
  ])('rejects %s', async (_, change) => {
    const rejected = await setFirst({ ...keyOf(own), ...change })
    expect(rejected).toMatchObject({ status: 400, json: { error: { code: 'Request_BadRequest' } } })
    expect(await registered()).toEqual([])
  })
})

describe('adding with a proof', () => {
  const add = (proof: string, key = keyOf(other)) =>
    graph('POST', `${app.path}/addKey`, { keyCredential: key, passwordCredential: null, proof })

  test('adds the certificate to the first one', async () => {
    await setFirst()
    const added = await add(await proofBy(own))
    expect(added).toMatchObject({ status: 200, json: { keyId: expect.any(String), usage: 'Verify' } })
    expect([await signInNumber(own), await signInNumber(other)]).toEqual([KNOWN, KNOWN])
  })

  test.each([
    ['signed with the key that is to be added', () => proofBy(other)],
    ['for another object', () => proofBy(own, { iss: app.appId })],
    ['for another service', () => proofBy(own, { aud: '00000003-0000-0000-c000-000000000000' })],
    ['of eleven minutes', () => proofBy(own, { exp: seconds() + 660 })],
    ['expired', () => proofBy(own, { nbf: seconds() - 600, exp: seconds() - 60 })],
    ['made up', () => 'made.up.proof'],
  ])('rejects a proof %s', async (_, proof) => {
    await setFirst()
    const error = { code: 'Authentication_MissingOrMalformed' }
    expect(await add(await proof())).toMatchObject({ status: 401, json: { error } })
    expect(await signInNumber(other)).toBe(UNKNOWN)
  })

  test('requires an existing certificate', async () => {
    expect((await add(await proofBy(own))).status).toBe(401)
    expect(await registered()).toEqual([])
  })
})

describe('removing with a proof', () => {
  const remove = async (keyId: unknown, by: Credential) =>
    graph('POST', `${app.path}/removeKey`, { keyId, proof: await proofBy(by) })

  test('removes the certificate', async () => {
    await setFirst()
    const [first] = await registered()
    expect((await remove(first?.keyId, other)).status).toBe(401)
    expect(await signInNumber(own)).toBe(KNOWN)
    expect((await remove(first?.keyId, own)).status).toBe(204)
    expect(await signInNumber(own)).toBe(UNKNOWN)
  })

  test('rejects an unknown key', async () => {
    await setFirst()
    expect((await remove(crypto.randomUUID(), own)).status).toBe(400)
  })

  test('rejects a key too short to verify with', async () => {
    const key = btoa(await certificateWith(shortRsa))
    expect((await setFirst({ ...keyOf(own), key })).status).toBe(400)
    expect(await registered()).toEqual([])
  })
})
