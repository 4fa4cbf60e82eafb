import { base64url, exportJWK, exportSPKI, generateKeyPair, importJWK } from 'jose'
import { expect, test } from 'vitest'
import { atCallback, visit } from './app.ts'
import type { Json } from './changed-answers.ts'
import { changeDocument, forgeIdTokens, type RealIdToken, sign } from './hostile-entra.ts'
import { expectRefused, expectSignedIn, idTokenRefused } from './refused.ts'

const part = (value: unknown) => base64url.encode(JSON.stringify(value))
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const next = (character: string) => ALPHABET[ALPHABET.indexOf(character) + 1] ?? ''
const utf8 = (text: string) => new TextEncoder().encode(text)

type Forge = (real: RealIdToken) => unknown

/** Signed by Entra's own key, with this in the header. */
const withHeader =
  (change: Json): Forge =>
  ({ claims, header, key }) =>
    sign(claims, { ...header, ...change }, key.privateKey)
/** Signed by Entra's own key for an algorithm that Entra does not use it for. */
const ofAlgorithm =
  (alg: string): Forge =>
  async ({ claims, header, key }) =>
    sign(claims, { ...header, alg }, (await importJWK(await exportJWK(key.privateKey), alg)) as CryptoKey)
/** Signed by Entra's own key, over another payload. */
const over =
  (payload: (claims: Json) => unknown): Forge =>
  ({ claims, header, key }) =>
    sign(payload(claims), header, key.privateKey)
/** Entra's own, and then written in another way. */
const written =
  (change: (token: string) => string): Forge =>
  async (real) =>
    change((await withHeader({})(real)) as string)
/** Signed by nobody, with this for its header. */
const unsigned =
  (header: (real: Json) => unknown, signature = 'AAAA'): Forge =>
  (real) =>
    `${part(header(real.header))}.${part(real.claims)}.${signature}`
/** Signed with a key of the attacker's, named as Entra's, which the header offers in some way. */
const byAttacker =
  (offer: (publicJwk: Json) => Json): Forge =>
  async ({ claims, header, key }) => {
    const attacker = await generateKeyPair('RS256', { extractable: true })
    const publicJwk = { ...(await exportJWK(attacker.publicKey)), kid: key.kid, alg: 'RS256' }
    return sign(claims, { ...header, ...offer(publicJwk) }, attacker.privateKey)
  }

const FORGERIES: Record<string, [name: string, forge: Forge][]> = {
  signature: [
    [
      'of HS256 with the public key’s PEM as secret',
      async ({ claims, header, key }) =>
        sign(claims, { ...header, alg: 'HS256' }, utf8(await exportSPKI(key.publicKey))),
    ],
    [
      'of HS256 with the public key’s modulus as secret',
      ({ claims, header, key }) => sign(claims, { ...header, alg: 'HS256' }, base64url.decode(key.jwk.n)),
    ],
    ['of RS512 with Entra’s own key', ofAlgorithm('RS512')],
    ['of PS256 with Entra’s own key', ofAlgorithm('PS256')],
    ['of another key under the right kid', byAttacker(() => ({}))],
    ['that brings its key along as jwk', byAttacker((jwk) => ({ jwk }))],
    ['that points to its key with jku', byAttacker(() => ({ jku: 'https://evil.example/keys' }))],
    ['that points to its certificate with x5u', byAttacker(() => ({ x5u: 'https://evil.example/x' }))],
    ['that brings its certificate along as x5c', byAttacker(() => ({ x5c: ['MIIB'] }))],
    [
      'with an extension that is critical and unknown',
      written((token) => {
        const [header = '', ...rest] = token.split('.')
        const real = JSON.parse(new TextDecoder().decode(base64url.decode(header)))
        return [part({ ...real, crit: ['evil'], evil: 1 }), ...rest].join('.')
      }),
    ],
    [
      'whose claims were changed after signing',
      async (real) => {
        const [head, , signature] = String(await withHeader({})(real)).split('.')
        return `${head}.${part({ ...real.claims, name: 'Evil' })}.${signature}`
      },
    ],
  ],
  unknown_key: [
    [
      'that brings its key along as jwk under a kid of its own',
      byAttacker((jwk) => ({ kid: 'evil', jwk: { ...jwk, kid: 'evil' } })),
    ],
  ],
  kid: [
    ['with an empty kid', withHeader({ kid: '' })],
    ['with a number for a kid', unsigned((header) => ({ ...header, kid: 1 }))],
  ],
  typ: [['that says it is an access token', withHeader({ typ: 'at+jwt' })]],
  not_an_object: [
    ['over a list', over(() => [])],
    ['over no JSON', over(() => utf8('{"sub":'))],
    ['over JSON after a byte-order mark', over((claims) => utf8(`\uFEFF${JSON.stringify(claims)}`))],
    [
      'over bytes that are no UTF-8',
      over((claims) => {
        const text = JSON.stringify({ ...claims, last: '' }).slice(0, -2)
        return new Uint8Array([...utf8(text), 0xff, 0x22, 0x7d])
      }),
    ],
  ],
  not_a_jwt: [
    ['of algorithm none', unsigned((header) => ({ ...header, alg: 'none' }), '')],
    ['that is text', () => 'evil'],
    ['whose header is a list', unsigned(() => ['RS256'])],
    [
      'whose header begins with a byte-order mark',
      ({ claims, header }) => `${base64url.encode(`\uFEFF${JSON.stringify(header)}`)}.${part(claims)}.AAAA`,
    ],
    ['without its signature', written((token) => token.replace(/[^.]+$/, ''))],
    ['with padding', written((token) => token.replaceAll('.', '=.'))],
    ['with a blank before it', written((token) => ` ${token}`)],
    ['in base64', written((token) => token.replaceAll('-', '+').replaceAll('_', '/').replace(/.$/, '/'))],
    ['of four parts', written((token) => `${token}.AAAA`)],
    // 342 characters for 256 bytes: the last one has four bits that mean nothing.
    ['with another spelling of its signature', written((token) => token.replace(/.$/, (last) => next(last)))],
  ],
}

test.each(
  Object.entries(FORGERIES).flatMap(([reason, rows]) =>
    rows.map(([name, forge]) => ({ name, forge, reason })),
  ),
)('rejects an ID token $name: $reason', async ({ forge, reason }) => {
  const { app, browser, callback } = await atCallback()
  forgeIdTokens(app, forge)
  await expectRefused(app, browser, callback, idTokenRefused(reason))
  expect(app.outbound.join()).not.toContain('evil')
})

test.each([
  ['', {}],
  [' without a type', { typ: undefined }],
  [', whatever else its header offers', { jku: 'https://evil.example/keys', x5c: ['MIIB'] }],
])('accepts an ID token signed with Entra’s key%s', async (_, change) => {
  const { app, browser, callback } = await atCallback()
  forgeIdTokens(app, withHeader(change))
  await expectSignedIn(app, browser, callback)
  expect(app.outbound.join()).not.toContain('evil')
})

test('metadata that announces another algorithm changes nothing', async () => {
  const { app, browser } = await visit()
  changeDocument(app, '/openid-configuration', (real) => ({
    ...real,
    id_token_signing_alg_values_supported: ['none', 'HS256', 'RS512'],
  }))
  const callback = await browser.reachCallback()
  forgeIdTokens(app, ofAlgorithm('RS512'))
  await expectRefused(app, browser, callback, idTokenRefused('signature'))
})
