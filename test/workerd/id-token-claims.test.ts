import { sha256 } from '@oslojs/crypto/sha2'
import { base64url } from 'jose'
import { expect, test } from 'vitest'
import { contoso, entryway, fabrikam } from '../../emulator/seed.ts'
import { atCallback } from './app.ts'
import type { Json } from './changed-answers.ts'
import { forgeClaims, forgeIdTokens, sign } from './hostile-entra.ts'
import { expectRefused, expectSignedIn, idTokenRefused } from './refused.ts'

const ISSUER = `https://login.microsoftonline.com/${contoso.id}/v2.0`
const CLIENT_ID = entryway.clientId

test.each([
  ['iss', 'of another tenant', ISSUER.replace(contoso.id, fabrikam.id)],
  ['iss', 'on another host', ISSUER.replace('login.microsoftonline.com', 'login.microsoftonline.us')],
  ['iss', 'that is missing', undefined],
  ['tid', 'of another tenant', fabrikam.id],
  ['tid', 'that is no GUID', contoso.domain],
  ['tid', 'in capitals', contoso.id.toUpperCase()],
  ['tid', 'that is missing', undefined],
  ['aud', 'of another app', 'e0e0e0e0-0000-4000-8000-00000000000b'],
  ['aud', 'that lists this app twice', [CLIENT_ID, CLIENT_ID]],
  ['aud', 'that lists this app and another', [CLIENT_ID, 'e0e0e0e0-0000-4000-8000-00000000000b']],
  ['aud', 'that is missing', undefined],
  ['azp', 'of another app', 'e0e0e0e0-0000-4000-8000-00000000000b'],
  ['nonce', 'of another attempt', 'A'.repeat(43)],
  ['nonce', 'that is missing', undefined],
  ['sub', 'that is empty', ''],
  ['sub', 'of 256 characters', 'a'.repeat(256)],
  ['sub', 'with a line break', 'adele\nrobin'],
  ['sub', 'that is missing', undefined],
  ['ver', 'of version 1', '1.0'],
  ['ver', 'that is missing', undefined],
  ['oid', 'that is no GUID', 'adele'],
  ['at_hash', 'of another access token', 'A'.repeat(22)],
  ['at_hash', 'that is null', null],
])('rejects an ID token with a %s %s', async (reason, _, value) => {
  const { app, browser, callback } = await atCallback()
  forgeClaims(app, (claims) => ({ ...claims, [reason]: value }))
  await expectRefused(app, browser, callback, idTokenRefused(reason))
})

test.each([
  ['as Entra sends it', (claims: Json) => claims],
  ['with an aud that lists this app alone', (claims: Json) => ({ ...claims, aud: [CLIENT_ID] })],
  ['with an azp that is this app', (claims: Json) => ({ ...claims, azp: CLIENT_ID })],
  ['with a sub of 255 characters', (claims: Json) => ({ ...claims, sub: 'a'.repeat(255) })],
  ['without an oid', ({ oid, ...claims }: Json) => claims],
  ['without sid and login_hint', ({ sid, login_hint, ...claims }: Json) => claims],
])('accepts an ID token %s', async (_, change) => {
  const { app, browser, callback } = await atCallback()
  forgeClaims(app, change)
  await expectSignedIn(app, browser, callback)
})

test('accepts an at_hash that matches the access token', async () => {
  const { app, browser, callback } = await atCallback()
  forgeIdTokens(app, ({ claims, header, key, accessToken }) => {
    const hash = sha256(new TextEncoder().encode(accessToken)).slice(0, 16)
    return sign({ ...claims, at_hash: base64url.encode(hash) }, header, key.privateKey)
  })
  await expectSignedIn(app, browser, callback)
})

/** The claims as JSON text that no object literal writes. */
const raw = (claims: Json, text: string) =>
  new TextEncoder().encode(JSON.stringify(claims).replace(/^\{/, `{${text},`))

test.each<[string, string, (claims: Json) => unknown]>([
  ['nonce', '__proto__', ({ nonce, ...rest }) => raw(rest, `"__proto__":{"nonce":"${nonce}"}`)],
  ['aud', 'constructor', ({ aud, ...rest }) => raw(rest, `"constructor":{"prototype":{"aud":"${aud}"}}`)],
])('rejects an ID token whose %s is hidden in %s', async (reason, _, change) => {
  const { app, browser, callback } = await atCallback()
  forgeClaims(app, change)
  await expectRefused(app, browser, callback, idTokenRefused(reason))
})

test('__proto__ beside good claims is inert', async () => {
  const { app, browser, callback } = await atCallback()
  forgeClaims(app, (claims) => raw(claims, '"__proto__":{"name":"Evil","admin":true,"roles":["Evil"]}'))
  await expectSignedIn(app, browser, callback)
  expect(Object.keys(Object.prototype)).toEqual([])
  const page = await browser.home()
  expect(page).toContain('Adele Vance')
  expect(page).not.toContain('Evil')
})
