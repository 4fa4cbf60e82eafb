import { base64url, exportJWK, exportSPKI, generateKeyPair, importJWK } from 'jose'
import { expect, test } from 'vitest'
import { atCallback, visit } from './app.ts'
import type { Json } from './changed-answers.ts'
import { forgeIdTokens, type RealIdToken, sign } from './hostile-entra.ts'
import { expectRefused, expectSignedIn, idTokenRefused } from './refused.ts'

const part = (value: unknown) => base64url.encode(JSON.stringify(value))
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const next = (character: string) => ALPHABET[ALPHABET.indexOf(character) + 1] ?? ''
const utf8 = (text: string) => new TextEncoder().encode(text)

/** Entra's own key, for an algorithm that Entra does not use it for. */
async function entraKeyFor(alg: string, { key }: RealIdToken): Promise<CryptoKey> {
  return (await importJWK(await exportJWK(key.privateKey), alg)) as CryptoKey
}

/** A key of the attacker's, named as Entra's, which the header offers in some way. */
async function signAsAttacker(
  { claims, header, key }: RealIdToken,
  offer: (publicJwk: Json) => Json,
): Promise<string> {
  const attacker = await generateKeyPair('RS256', { extractable: true })
  const publicJwk = { ...(await exportJWK(attacker.publicKey)), kid: key.kid, alg: 'RS256' }
  return sign(claims, { ...header, ...offer(publicJwk) }, attacker.privateKey)
}

const FORGERIES: [name: string, forge: (real: RealIdToken) => unknown, reason: string][] = [
  [
    'of algorithm none',
    ({ claims, header }) => `${part({ ...header, alg: 'none' })}.${part(claims)}.`,
    'not_a_jwt',
  ],
  [
    'of algorithm nOnE',
    ({ claims, header }) => `${part({ ...header, alg: 'nOnE' })}.${part(claims)}.`,
    'not_a_jwt',
  ],
  [
    'of HS256 with the public key’s PEM as secret',
    async ({ claims, header, key }) =>
      sign(claims, { ...header, alg: 'HS256' }, utf8(await exportSPKI(key.publicKey))),
    'signature',
  ],
  [
    'of HS256 with the public key’s modulus as secret',
    ({ claims, header, key }) => sign(claims, { ...header, alg: 'HS256' }, base64url.decode(key.jwk.n)),
    'signature',
  ],
  ...['RS384', 'RS512', 'PS256'].map((alg): [string, (real: RealIdToken) => unknown, string] => [
    `of ${alg} with Entra’s own key`,
    async (real) => sign(real.claims, { ...real.header, alg }, await entraKeyFor(alg, real)),
    'signature',
  ]),
  ['of another key under the right kid', (real) => signAsAttacker(real, () => ({})), 'signature'],
  ['that brings its key along as jwk', (real) => signAsAttacker(real, (jwk) => ({ jwk })), 'signature'],
  [
    'that points to its key with jku',
    (real) => signAsAttacker(real, () => ({ jku: 'https://evil.example/keys' })),
    'signature',
  ],
  [
    'that points to its certificate with x5u',
    (real) => signAsAttacker(real, () => ({ x5u: 'https://evil.example/certificate' })),
    'signature',
  ],
  [
    'that brings its certificate along as x5c',
    (real) => signAsAttacker(real, () => ({ x5c: ['MIIB'] })),
    'signature',
  ],
  [
    'that brings its key along as jwk under a kid of its own',
    (real) => signAsAttacker(real, (jwk) => ({ kid: 'evil', jwk: { ...jwk, kid: 'evil' } })),
    'unknown_key',
  ],
  [
    'with an extension that is critical and unknown',
    ({ claims, header, key }) =>
      sign(claims, header, key.privateKey).then((token) => {
        const [, payload, signature] = token.split('.')
        return `${part({ ...header, crit: ['evil'], evil: 1 })}.${payload}.${signature}`
      }),
    'signature',
  ],
  [
    'whose claims were changed after signing',
    async ({ claims, header, key }) => {
      const [head, , signature] = (await sign(claims, header, key.privateKey)).split('.')
      return `${head}.${part({ ...claims, name: 'Evil' })}.${signature}`
    },
    'signature',
  ],
  [
    'without its signature',
    async ({ claims, header, key }) => (await sign(claims, header, key.privateKey)).replace(/[^.]+$/, ''),
    'not_a_jwt',
  ],
  [
    'with an empty kid',
    ({ claims, header, key }) => sign(claims, { ...header, kid: '' }, key.privateKey),
    'kid',
  ],
  [
    'with a number for a kid',
    async ({ claims, header }) => `${part({ ...header, kid: 1 })}.${part(claims)}.AAAA`,
    'kid',
  ],
  ['that is text', () => 'evil', 'not_a_jwt'],
  ['that is empty', () => '', 'not_a_jwt'],
  ['over a list', ({ header, key }) => sign([], header, key.privateKey), 'not_an_object'],
  ['over null', ({ header, key }) => sign(null, header, key.privateKey), 'not_an_object'],
  ['over text', ({ header, key }) => sign('claims', header, key.privateKey), 'not_an_object'],
  ['over no JSON', ({ header, key }) => sign(utf8('{"sub":'), header, key.privateKey), 'not_an_object'],
  [
    'over JSON after a byte-order mark',
    ({ claims, header, key }) => sign(utf8(`\uFEFF${JSON.stringify(claims)}`), header, key.privateKey),
    'not_an_object',
  ],
  [
    'over bytes that are no UTF-8',
    ({ claims, header, key }) =>
      sign(
        new Uint8Array([...utf8(JSON.stringify({ ...claims, last: '' }).slice(0, -2)), 0xff, 0x22, 0x7d]),
        header,
        key.privateKey,
      ),
    'not_an_object',
  ],
  [
    'that says it is an access token',
    ({ claims, header, key }) => sign(claims, { ...header, typ: 'at+jwt' }, key.privateKey),
    'typ',
  ],
  [
    'whose type is null',
    ({ claims, header, key }) => sign(claims, { ...header, typ: null }, key.privateKey),
    'typ',
  ],
  ...(
    [
      ['with padding', (token) => token.replaceAll('.', '=.')],
      ['with padding at its end', (token) => `${token}==`],
      ['with a blank before it', (token) => ` ${token}`],
      ['with a line break after it', (token) => `${token}\n`],
      ['with a blank in it', (token) => token.replace('.', ' .')],
      ['after a byte-order mark', (token) => `\uFEFF${token}`],
      ['in base64', (token) => token.replaceAll('-', '+').replaceAll('_', '/').replace(/.$/, '/')],
      ['of four parts', (token) => `${token}.AAAA`],
      ['of two parts', (token) => token.split('.').slice(0, 2).join('.')],
      ['of five parts, as an encrypted one', (token) => `${token}.AAAA.AAAA`],
      // 342 characters for 256 bytes: the last one has four bits that mean nothing.
      ['with another spelling of its signature', (token) => token.replace(/.$/, (last) => next(last))],
    ] as [string, (token: string) => string][]
  ).map(([name, change]): (typeof FORGERIES)[number] => [
    name,
    async ({ claims, header, key }) => change(await sign(claims, header, key.privateKey)),
    'not_a_jwt',
  ]),
  [
    'whose header begins with a byte-order mark',
    ({ claims, header }) => `${base64url.encode(`\uFEFF${JSON.stringify(header)}`)}.${part(claims)}.AAAA`,
    'not_a_jwt',
  ],
  ['whose header is a list', ({ claims }) => `${part(['RS256'])}.${part(claims)}.AAAA`, 'not_a_jwt'],
]

test.each(FORGERIES)('an ID token %s is refused', async (_, forge, reason) => {
  const { app, browser, callback } = await atCallback()
  forgeIdTokens(app, forge)
  await expectRefused(app, browser, callback, idTokenRefused(reason))
  expect(app.outbound.join()).not.toContain('evil')
})

test.each([
  ['with Entra’s key is taken', (header: Json) => header],
  ['with Entra’s key is taken without a type', ({ typ, ...header }: Json) => header],
  [
    'with Entra’s key is taken, whatever else its header offers',
    (header: Json) => ({ ...header, jku: 'https://evil.example/keys', x5c: ['MIIB'] }),
  ],
])('an ID token signed %s', async (_, change) => {
  const { app, browser, callback } = await atCallback()
  forgeIdTokens(app, ({ claims, header, key }) => sign(claims, change(header), key.privateKey))
  await expectSignedIn(app, browser, callback)
  expect(app.outbound.join()).not.toContain('evil')
})

test('metadata that announces another algorithm changes nothing', async () => {
  const { app, browser } = await visit()
  app.intercept = async (request) => {
    if (!request.url.includes('/openid-configuration')) return null
    const real = await (await app.emulator.fetch(request)).json<Json>()
    return Response.json({ ...real, id_token_signing_alg_values_supported: ['none', 'HS256', 'RS512'] })
  }
  const callback = await browser.reachCallback()
  forgeIdTokens(app, async (real) =>
    sign(real.claims, { ...real.header, alg: 'RS512' }, await entraKeyFor('RS512', real)),
  )
  await expectRefused(app, browser, callback, idTokenRefused('signature'))
})
