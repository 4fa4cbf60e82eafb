// Control by HTTP, as a test in another language has it.
import { decodeJwt } from 'jose'
import { beforeEach, expect, test } from 'vitest'
import type { LocalEntra } from '../../emulator/local-entra/interface.ts'
import { createLocalEntra } from '../../emulator/local-entra/local-entra.ts'
import { ADATUM, adatum, authorizeUrl, first, orders } from '../support/adatum.ts'

const AT = 'http://localhost:8788/.local-entra'

let entra: LocalEntra
beforeEach(async () => {
  entra = await createLocalEntra({ seed: adatum })
})

const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
  const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) }
  const response = await entra.fetch(`${AT}${path}`, init)
  const text = await response.text()
  return { status: response.status, json: text === '' ? null : JSON.parse(text) }
}

test('sets, lists and clears faults', async () => {
  expect((await call('POST', '/faults', { name: 'secret_expired', times: 2 })).status).toBe(204)
  const { json } = await call('GET', '/faults')
  expect(json.active).toMatchObject([{ name: 'aadsts', aadsts: 7000222, times: 2 }])
  expect(json.known).toContainEqual({ name: 'graph_503', sentence: 'Graph returns 503' })
  await call('DELETE', '/faults')
  expect((await call('GET', '/faults')).json.active).toEqual([])
})

test('lists every AADSTS number, and shows a fault by the name that set it', async () => {
  const known = entra.faults.known()
  expect(known).toContainEqual({ name: 'AADSTS50057', sentence: expect.stringMatching(/disabled/) })
  expect(known.filter(({ sentence }) => /[{}]/.test(sentence))).toEqual([])
  for (const { name } of known.filter((each) => each.name.startsWith('AADSTS'))) {
    entra.faults.set(name as 'AADSTS50057')
  }
  entra.faults.set('account_locked')
  expect((await call('GET', '/faults')).json.active).toMatchObject([{ sentence: 'The account is locked' }])
  const page = await (await entra.fetch('http://localhost:8788/')).text()
  expect(page).toContain('The account is locked: <strong class="warn">AADSTS50053, on, 1 left')
})

test('moves the clock', async () => {
  await call('POST', '/clock', { set: '2030-01-01T00:00:00Z' })
  const { json } = await call('POST', '/clock', { advanceSeconds: 3600 })
  expect(json.now).toMatch(/^2030-01-01T01:00:0/)
})

test('lists the requests after an id, and clears them', async () => {
  await entra.fetch('https://graph.microsoft.com/v1.0/me')
  await entra.fetch('https://graph.microsoft.com/v1.0/me')
  const { json } = await call('GET', '/requests?after=1')
  expect(json.requests).toMatchObject([{ id: 2, method: 'GET', status: 401 }])
  await call('DELETE', '/requests')
  expect((await call('GET', '/requests')).json.requests).toEqual([])
})

test('issues tokens on demand', async () => {
  const { json } = await call('POST', '/tokens', { app: orders.clientId, person: 'kim', kind: 'id' })
  expect(json.claims).toMatchObject({ name: 'Kim Akers' })
  expect(decodeJwt(json.token)).toEqual(json.claims)
})

test('a token’s issuer is that of the metadata at the same URL, unless origin is given', async () => {
  const asked = { app: orders.clientId, person: 'kim', kind: 'id' }
  const at = 'http://localhost:8788'
  const metadata = await entra.fetch(`${at}/${first.id}/v2.0/.well-known/openid-configuration`)
  const { issuer } = (await metadata.json()) as { issuer: string }
  expect((await call('POST', '/tokens', asked)).json.claims.iss).toBe(issuer)
  const origin = 'https://login.microsoftonline.com'
  const named = await call('POST', '/tokens', { ...asked, origin })
  expect(named.json.claims.iss).toBe(`${origin}/${first.id}/v2.0`)
})

test('signs a user in without a browser', async () => {
  const { json } = await call('POST', '/sign-in', { url: authorizeUrl(), person: 'kim' })
  expect(json).toMatchObject({ method: 'GET', form: null })
  expect(new URL(json.url).searchParams.get('code')).toBeTypeOf('string')
  const post = authorizeUrl({ response_mode: 'form_post' })
  const posted = (await call('POST', '/sign-in', { url: post, person: 'kim' })).json
  expect(posted).toMatchObject({ method: 'POST', form: { state: 'a-state' } })
})

test('lists apps with what a client needs, without secrets that are not valid now', async () => {
  const { json } = await call('GET', '/apps')
  const names = json.apps.map(({ displayName }: { displayName: string }) => displayName)
  expect(names).toEqual(['Orders', 'Payroll', 'Shop'])
  expect(json.apps[0]).toEqual({
    clientId: orders.clientId,
    tenantId: first.id,
    displayName: 'Orders',
    secrets: ['orders-secret'],
    redirectUris: { web: ['http://localhost/signed-in'], spa: [], publicClient: [] },
  })
  await call('POST', '/clock', { set: '2019-01-01T00:00:00Z' })
  expect((await call('GET', '/apps')).json.apps[0].secrets).toEqual(['orders-secret', 'old-orders-secret'])
})

test('resets to the same or another seed', async () => {
  await call('POST', '/faults', { name: 'graph_503' })
  expect((await call('POST', '/reset')).status).toBe(204)
  expect((await call('GET', '/faults')).json.active).toEqual([])
  expect((await call('POST', '/reset', { tenants: [{ name: 'tailspin' }] })).status).toBe(204)
  const tailspin = 'https://login.microsoftonline.com/tailspin.onmicrosoft.com'
  expect((await entra.fetch(`${tailspin}/v2.0/.well-known/openid-configuration`)).status).toBe(200)
})

const times = [
  'tomorrow',
  '2030-02-30T00:00:00Z',
  '2030-02-29',
  '2030-13-01T00:00:00Z',
  '2030-01-01T25:00:00Z',
]
const places = [
  'http://localhost:8788/',
  'http://localhost:1/',
  'file:///etc/passwd',
  'http://localhost:8788/device',
]
const kim = { app: 'Orders', person: 'kim' }
const evil = { url: 'https://evil.example/device', code: 'ABCDEFGH', person: 'kim' }
const endsAt = '2030-02-30T00:00:00Z'

test.each<[path: string, body: unknown, message: string]>([
  ['/faults', { name: 'nothing' }, 'name: there is no fault nothing: GET /.local-entra/faults'],
  ['/faults', { name: 'secret_expird' }, 'there is no fault secret_expird: did you mean secret_expired?'],
  ['/faults', { name: 'graph503' }, 'did you mean graph_503?'],
  ['/faults', { name: 'AADSTS1' }, 'there is no fault AADSTS1'],
  ['/faults', {}, 'name: '],
  ['/faults', { name: 5 }, 'name: must be text, but is the number 5'],
  ['/faults', { name: 'graph_503', tmes: 2 }, 'tmes: there is no such field'],
  ['/faults', { name: 'graph_503', times: -1 }, 'times: must be a whole number'],
  ['/faults', { name: 'graph_503', times: 1.5 }, 'times: '],
  ['/faults', { name: 'graph_503', times: '2' }, 'times: '],
  ['/faults', { name: 'graph_503', minutes: 5 }, 'minutes: '],
  ['/faults', { name: 'graph_503', aadsts: 50057 }, 'aadsts: '],
  ['/faults', { name: 'graph_503', days: 5 }, 'days: '],
  ['/faults', { name: 'graph_503', operation: 'list' }, 'operation: '],
  ['/faults', { name: 'graph_503', patError: 'invalidScope' }, 'patError: '],
  [
    '/faults',
    { name: 'secret_expired', aadsts: 50057 },
    'must not be given, because secret_expired is always 7000222',
  ],
  ['/faults', { name: 'secret_expired', minutes: 3 }, 'minutes: does not apply to secret_expired'],
  ['/faults', { name: 'AADSTS50057', minutes: 5 }, 'minutes: does not apply to AADSTS50057'],
  ['/faults', { name: 'aadsts' }, 'aadsts: is missing'],
  ['/faults', { name: 'aadsts', aadsts: 1 }, 'aadsts: 1 is not in the table'],
  ['/faults', { name: 'keys_rotated', times: 2 }, 'times: does not apply to keys_rotated'],
  ['/faults', { name: 'clock_off' }, 'minutes: '],
  ['/faults', { name: 'clock_off', minutes: 1e12 }, 'minutes: '],
  ['/faults', { name: 'directory_lag', minutes: -1 }, 'minutes: '],
  ['/faults', { name: 'directory_no_secrets', times: 1 }, 'times: must be 0'],
  ...[...times, '2030-01-01T00:00:00', '1969-12-31', '01/01/2030', '', 1_900_000_000_000].map(
    (set): [string, unknown, string] => ['/clock', { set }, 'set: '],
  ),
  ['/clock', { advanceSeconds: '5' }, 'advanceSeconds: must be a number, but is the text "5"'],
  ['/clock', { advanceSeconds: 1e15 }, 'advanceSeconds: '],
  ['/clock', { advance: 3600 }, 'advance: there is no such field'],
  ['/clock', { advanceSeconds: 1, reset: true }, 'must be {'],
  ['/clock', {}, 'must be {'],
  ['/clock', { reset: false }, 'reset: '],
  ['/clock', null, 'the body'],
  [
    '/tokens',
    { app: 'Nothing' },
    'app: there is no app Nothing. There are Microsoft Graph Command Line Tools, Orders',
  ],
  ['/tokens', { app: 'x', color: 'red' }, 'color: there is no such field'],
  ['/tokens', { app: 'Orders', person: 'nobody' }, 'person: nobody is called nobody'],
  ['/tokens', { app: 'Orders', kind: 'id' }, 'kind: '],
  ['/tokens', { ...kim, kind: 'refresh' }, 'kind: '],
  ['/tokens', { ...kim, nonce: 'n' }, 'nonce: '],
  ['/tokens', { ...kim, roles: ['A'] }, 'To override them, use claims'],
  ['/tokens', { ...kim, scope: 'api://zz/x' }, "'api://zz'"],
  ['/tokens', { app: 'Orders', expiresIn: 0.5 }, 'expiresIn: '],
  ['/tokens', { app: 'Orders', expiresIn: 1e300 }, 'expiresIn: '],
  ['/tokens', { app: 'Orders', origin: 'https://entra.example/tenant' }, 'origin: '],
  ['/tokens', { app: 'Orders', origin: 'ftp://entra.example' }, 'origin: '],
  ['/tokens', { app: 'Orders', claims: [] }, 'claims: '],
  ['/tokens', [], 'the body'],
  ...['x', ...places, `${ADATUM}/oauth2/v2.0/token`, `${ADATUM}/oauth2/v2.0/logout`].map(
    (url): [string, unknown, string] => ['/sign-in', { url, person: 'kim' }, 'url: '],
  ),
  ['/sign-in', { url: authorizeUrl(), person: 'kim', password: 'x' }, 'password: there is no such field'],
  ['/sign-in', { url: authorizeUrl({}, 'https://evil.example/common'), person: 'kim' }, 'evil.example'],
  ['/device', { ...evil, code: 1 }, 'code: '],
  ['/device', { ...evil, url: authorizeUrl() }, 'verification URL'],
  ['/device', evil, 'evil.example'],
  ['/reset', null, 'the seed must be an object'],
  ['/reset', [], 'tenants'],
  ['/reset', { tenants: 'all' }, 'tenants: '],
  [
    '/reset',
    { tenants: [{ name: 'a', apps: [{ displayName: 'A', secrets: [{ value: 'v', endsAt }] }] }] },
    'tenants[0].apps[0].secrets[0]',
  ],
])('rejects %s %o and names the field', async (path, body, message) => {
  const { status, json } = await call('POST', path, body)
  expect(status).toBe(400)
  expect(json.message).toContain(message)
})

test.each([
  ['DELETE', '/faults/nothing', 'there is no fault nothing'],
  ['GET', '/requests?afer=1', 'afer: there is no such field'],
  ...['first', '-1', '1.5', '0x10', '', ' 1'].map((after) => ['GET', `/requests?after=${after}`, 'after: ']),
])('rejects %s %s and names the field', async (method = '', path = '', message = '') => {
  expect(await call(method, path)).toMatchObject({
    status: 400,
    json: { message: expect.stringContaining(message) },
  })
})

test('rejects requests from another site’s page', async () => {
  const fault = { name: 'graph_503' }
  const foreign = await call('POST', '/faults', fault, { Origin: 'https://evil.example' })
  expect(foreign.status).toBe(403)
  expect(entra.faults.active()).toEqual([])
  const own = await call('POST', '/faults', fault, { Origin: 'http://localhost:8788' })
  expect(own.status).toBe(204)
})

test('clears an AADSTS fault only by its own number or name', async () => {
  await call('POST', '/faults', { name: 'AADSTS50057' })
  await call('DELETE', '/faults/secret_expired')
  expect(entra.faults.active()).toMatchObject([{ aadsts: 50057 }])
  await call('DELETE', '/faults/account_disabled')
  expect(entra.faults.active()).toEqual([])
})

test('sets the clock to a leap day and with a time zone, and moves it back', async () => {
  const nowAfter = async (body: object) => (await call('POST', '/clock', body)).json.now
  expect(await nowAfter({ set: '2028-02-29T12:00:00+02:00' })).toMatch(/^2028-02-29T10:00:/)
  expect(await nowAfter({ advanceSeconds: -7200 })).toMatch(/^2028-02-29T08:00:/)
  expect(await nowAfter({ set: '2030-01-01' })).toMatch(/^2030-01-01T00:00:/)
})

test('returns 404 for any other path', async () => {
  expect((await call('GET', '/nothing')).status).toBe(404)
})
