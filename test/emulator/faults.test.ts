// Each fault breaks what it says.
import { decodeJwt } from 'jose'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Emulator, startEmulator } from '../support/emulator.ts'
import {
  authority,
  authorizeUrl,
  callGraph,
  codeFor,
  errorIn,
  redeem,
  refresh,
  tokensFor,
} from '../support/entra-client.ts'

let now = Date.UTC(2026, 0, 5)
let emulator: Emulator
beforeAll(async () => {
  emulator = await startEmulator({ now: () => now })
})
beforeEach(() => emulator.clearFaults())

const get = (url: string, signal?: AbortSignal) =>
  emulator.fetch(new Request(url, signal === undefined ? {} : { signal }))
const metadataUrl = `${authority}/v2.0/.well-known/openid-configuration`
const keysUrl = `${authority}/discovery/v2.0/keys`
const kidsOf = async () => {
  const { keys } = (await (await get(keysUrl)).json()) as { keys: { kid: string }[] }
  return keys.map(({ kid }) => kid)
}
const postToken = (signal?: AbortSignal) => {
  const init = { method: 'POST', body: new URLSearchParams(), ...(signal ? { signal } : {}) }
  return emulator.fetch(new Request(`${authority}/oauth2/v2.0/token`, init))
}

test('user_cancels: the sign-in comes back canceled', async () => {
  emulator.setFault('user_cancels')
  const answer = errorIn(await get(authorizeUrl()))
  expect(answer).toMatchObject({ error: 'access_denied', error_subcode: 'cancel' })
  expect((await get(authorizeUrl())).status).toBe(200)
})

describe('the token endpoint', () => {
  test.each([
    ['token_503', 503],
    ['token_429', 429],
    ['token_html', 200],
    ['token_redirect', 307],
    ['token_malformed', 200],
  ] as const)('%s', async (fault, status) => {
    const code = await codeFor(emulator)
    emulator.setFault(fault)
    const response = await postToken()
    expect(response.status).toBe(status)
    expect(response.headers.has('Retry-After')).toBe(fault === 'token_429')
    await expect(response.json()).rejects.toThrow()
    expect((await redeem(emulator, code)).status).toBe(200)
  })
})

describe('Graph', () => {
  test.each([
    ['graph_401', 401, 'InvalidAuthenticationToken'],
    ['graph_403', 403, 'Authorization_RequestDenied'],
    ['graph_404', 404, 'Request_ResourceNotFound'],
    ['graph_429', 429, 'TooManyRequests'],
    ['graph_503', 503, 'serviceNotAvailable'],
    ['graph_html', 200, null],
    ['graph_redirect', 302, null],
  ] as const)('%s', async (fault, status, code) => {
    const { access_token } = await tokensFor(emulator)
    emulator.setFault(fault)
    const response = await callGraph(emulator, '/v1.0/me', access_token)
    expect(response.status).toBe(status)
    expect(response.headers.get('Retry-After')).toBe(fault === 'graph_429' ? '7' : null)
    if (code !== null) expect(await response.json()).toMatchObject({ error: { code } })
    expect((await callGraph(emulator, '/v1.0/me', access_token)).status).toBe(200)
  })
})

describe('a stall lasts until the client gives up', () => {
  test.each([
    ['metadata_stall', (signal?: AbortSignal) => get(metadataUrl, signal)],
    ['token_stall', postToken],
    ['graph_stall', (signal?: AbortSignal) => get('https://graph.microsoft.com/v1.0/me', signal)],
  ] as const)('%s', async (fault, send) => {
    emulator.setFault(fault)
    const client = new AbortController()
    const answer = send(client.signal)
    client.abort()
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' })
    expect((await send()).status).toBeLessThan(500)
  })
})

describe('keys', () => {
  test('keys_rotated: a new key signs, and the old one is no longer published', async () => {
    const before = await kidsOf()
    const { access_token } = await tokensFor(emulator)
    emulator.setFault('keys_rotated')
    const { id_token } = await tokensFor(emulator)
    const after = await kidsOf()
    const header = JSON.parse(atob(String(id_token).split('.')[0] ?? ''))
    expect(after).toHaveLength(before.length)
    expect(after).toContain(header.kid)
    expect(before).not.toContain(header.kid)
    expect(after).not.toContain(before[0])
    // The APIs outlive a rollover: what was issued before it still opens them.
    expect((await callGraph(emulator, '/v1.0/me', access_token)).status).toBe(200)
  })

  test('keys_unreachable: the key set answers 503', async () => {
    emulator.setFault('keys_unreachable')
    expect((await get(keysUrl)).status).toBe(503)
    expect((await get(keysUrl)).status).toBe(200)
  })
})

test('clock_off: issues an ID token with a wrong time', async () => {
  const iatOf = async () => decodeJwt(String((await tokensFor(emulator)).id_token)).iat ?? 0
  now = Date.UTC(2026, 6, 1)
  const right = await iatOf()
  expect(right).toBe(now / 1000 - 300)
  emulator.setFault('clock_off', { minutes: -30 })
  expect(await iatOf()).toBe(right - 30 * 60)
  expect(await iatOf()).toBe(right)
})

test('refresh_revoked: existing tokens stop working, later ones work', async () => {
  const { refresh_token: old } = await tokensFor(emulator)
  emulator.setFault('refresh_revoked')
  const rejected = await refresh(emulator, old)
  expect(rejected.json).toMatchObject({ error: 'invalid_grant', suberror: 'bad_token', error_codes: [50173] })
  expect((await refresh(emulator, (await tokensFor(emulator)).refresh_token)).status).toBe(200)
})

test('consent_revoked: asks for consent again', async () => {
  const { refresh_token } = await tokensFor(emulator)
  emulator.setFault('consent_revoked')
  const rejected = await refresh(emulator, refresh_token)
  expect(rejected.json).toMatchObject({ error: 'invalid_grant', suberror: 'consent_required' })
  await tokensFor(emulator)
  expect((await refresh(emulator, refresh_token)).status).toBe(200)
})
