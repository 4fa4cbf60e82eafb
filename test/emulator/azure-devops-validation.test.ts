// What may stand in the body that creates or changes a PAT.
import { beforeEach, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { call, type Json, resultOf, tokenWith } from './azure-devops.ts'

const sound = { displayName: 'A name', scope: 'vso.code', validTo: '2026-12-01', allOrgs: false }
const authorizationId = '9a70ade1-0000-4000-8000-000000000020'

let emulator: Emulator
let token: string
beforeEach(async () => {
  emulator = await createEmulator({ now: () => Date.UTC(2026, 10, 21) })
  token = await tokenWith(emulator)
})

const create = (body: unknown) => resultOf(call(emulator, token, { method: 'POST', body }))
const update = (body: Json) =>
  resultOf(call(emulator, token, { method: 'PUT', body: { authorizationId, ...body } }))

test.each([
  [{ displayName: 'n'.repeat(255) }],
  [{ displayName: '<script>alert(1)</script>' }],
  [{ displayName: 'Übersetzung 🚀' }],
  [{ scope: 'vso.code_write vso.work vso.extension.data' }],
  [{ scope: 'app_token' }],
  [{ allOrgs: 'false' }],
  [{ allOrgs: ' False ' }],
  [{ allOrgs: null }],
])('%j is created', async (change) => {
  expect((await create({ ...sound, ...change })).patTokenError).toBe('none')
})

test('spaces around a name and repeated scopes are removed', async () => {
  const { patToken } = await create({
    ...sound,
    displayName: '  A name ',
    scope: ' vso.code  vso.wiki vso.code',
  })
  expect(patToken).toMatchObject({ displayName: 'A name', scope: 'vso.code vso.wiki' })
})

const refused: [Json, string][] = [
  [{ displayName: '' }, 'displayNameRequired'],
  [{ displayName: ' \t ' }, 'displayNameRequired'],
  [{ displayName: 'n'.repeat(256) }, 'invalidDisplayName'],
  [{ displayName: 'two\nlines' }, 'invalidDisplayName'],
  [{ displayName: 'a\u0000b' }, 'invalidDisplayName'],
  [{ displayName: 7 }, 'invalidDisplayName'],
  [{ displayName: ['A name'] }, 'invalidDisplayName'],
  [{ scope: '' }, 'invalidScope'],
  [{ scope: 'vso.nothing' }, 'invalidScope'],
  [{ scope: 'code' }, 'invalidScope'],
  [{ scope: 'vso.code,vso.wiki' }, 'invalidScope'],
  [{ scope: 'vso.code vso.__proto__' }, 'invalidScope'],
  [{ scope: 'app_token vso.code' }, 'invalidScope'],
  [{ scope: ['vso.code'] }, 'invalidScope'],
]

describe('refused to create is', () => {
  test.each([
    ...refused,
    [{ displayName: undefined }, 'displayNameRequired'],
    [{ displayName: null }, 'displayNameRequired'],
    [{ scope: undefined }, 'invalidScope'],
    [{ validTo: undefined }, 'invalidValidTo'],
  ] as [Json, string][])('%j, with %s, and nothing is made', async (change, patTokenError) => {
    const before = emulator.state.pats.size
    expect(await create({ ...sound, ...change })).toMatchObject({ patToken: null, patTokenError })
    expect(emulator.state.pats.size).toBe(before)
  })
})

describe('refused to update is', () => {
  test.each([...refused, [{ displayName: 'Fine', validTo: '2026-11-20' }, 'invalidValidTo']] as [
    Json,
    string,
  ][])('%j, with %s, and nothing is changed', async (change, patTokenError) => {
    const before = structuredClone(emulator.state.pats)
    expect(await update(change)).toMatchObject({ patToken: null, patTokenError })
    expect(emulator.state.pats).toEqual(before)
  })
})

test('an update cannot change fields set by the service', async () => {
  const before = structuredClone(emulator.state.pats.get(authorizationId))
  await update({ ownerId: 'me', revoked: true, validFrom: '2020-01-01', token: 'mine', organizationId: 'x' })
  expect(emulator.state.pats.get(authorizationId)).toEqual(before)
})

describe('a body that is no JSON object', () => {
  const send = (body: string, type = 'application/json') => {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': type }
    const url = 'https://vssps.dev.azure.com/contoso/_apis/tokens/pats?api-version=7.2-preview.1'
    return emulator.fetch(new Request(url, { method: 'POST', headers, body }))
  }

  test.each(['', '{', 'null', '[]', '"text"', '7'])('%j is refused', async (body) => {
    expect((await send(body)).status).toBe(400)
  })

  test('of another type is refused', async () => {
    expect((await send(JSON.stringify(sound), 'text/plain')).status).toBe(415)
    expect((await send('displayName=A', 'application/x-www-form-urlencoded')).status).toBe(415)
    expect((await send(JSON.stringify(sound), 'application/json; charset=utf-8')).status).toBe(200)
  })
})

test.each(['no', 7, ['true'], {}])('an allOrgs of %j is a body that cannot be read', async (allOrgs) => {
  const answer = await call(emulator, token, { method: 'POST', body: { ...sound, allOrgs } })
  expect([answer.status, await answer.json()]).toMatchObject([400, { typeKey: 'JsonReaderException' }])
})

test.each(['PATCH', 'HEAD', 'OPTIONS'])('%s is no method of the API', async (method) => {
  expect((await call(emulator, token, { method })).status).toBe(405)
})
