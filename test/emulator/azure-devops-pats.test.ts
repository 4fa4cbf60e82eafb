// PATs: created, read, changed and revoked; what a request may contain, and the dates of the answers.
import { beforeEach, describe, expect, test } from 'vitest'
import { alex, contosoOrganization } from '../../emulator/seed.ts'
import { tokensFor } from '../support/entra-client.ts'
import {
  api,
  bothScopes,
  type Json,
  listed,
  newPat,
  type PatApi,
  seededPat,
  startPats,
  tokenWith,
} from './azure-devops.ts'

const alexes = '9a70a1e0-0000-4000-8000-000000000000'
const expired = '9a70a1e0-0000-4000-8000-000000000001'
const revoked = '9a70a1e0-0000-4000-8000-000000000002'
const unknown = '00000000-0000-4000-8000-000000000000'

let now: number
let pats: PatApi
beforeEach(async () => {
  now = Date.UTC(2026, 10, 21, 12)
  pats = await startPats(() => now)
})

/** Runs it, and expects that no PAT is created or changed. */
async function unchanged<Result>(run: () => Promise<Result>): Promise<Result> {
  const before = structuredClone(pats.emulator.state.pats)
  const result = await run()
  expect(pats.emulator.state.pats).toEqual(before)
  return result
}

const rejected = (patTokenError: string) => ({ patToken: null, patTokenError })

test('a token from a real sign-in works', async () => {
  const { access_token, scope } = await tokensFor(pats.emulator, { scope: `openid ${bothScopes}` })
  expect(scope).toBe(bothScopes)
  expect((await listed(pats.emulator, String(access_token))).patTokens).toHaveLength(65)
})

test('creating a PAT returns its value once, and always a different one', async () => {
  const { patToken, patTokenError, patTokenErrorMessage } = await pats.create({ scope: 'vso.code vso.work' })
  expect([patTokenError, patTokenErrorMessage]).toEqual(['none', null])
  expect(patToken).toEqual({
    displayName: 'A name',
    validTo: '2026-12-01T00:00:00Z',
    scope: 'vso.code vso.work',
    targetAccounts: [contosoOrganization.id],
    validFrom: '2026-11-21T12:00:00Z',
    authorizationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    token: expect.stringMatching(/^LocalEntra[A-Za-z0-9]{66}AZDO[A-Za-z0-9]{4}$/),
  })
  expect((await pats.create()).patToken?.token).not.toBe(patToken?.token)
  expect((await pats.get(patToken?.authorizationId ?? '')).patToken).toEqual({ ...patToken, token: null })
  expect(JSON.stringify([...pats.emulator.state.pats.values()])).not.toContain('LocalEntra')
})

test('an update changes only the named fields', async () => {
  const { patToken } = await pats.create()
  const authorizationId = patToken?.authorizationId
  const renamed = { ...patToken, displayName: 'Renamed', token: null }
  expect((await pats.update({ authorizationId, displayName: 'Renamed' })).patToken).toEqual(renamed)
  const rest = { scope: 'vso.wiki', validTo: '2026-12-24T18:00:00Z' }
  expect((await pats.update({ authorizationId, ...rest })).patToken).toEqual({ ...renamed, ...rest })
})

test('an update cannot change fields set by the service', async () => {
  await unchanged(() =>
    pats.update({
      ownerId: 'me',
      revoked: true,
      validFrom: '2020-01-01',
      token: 'mine',
      organizationId: 'x',
    }),
  )
})

test('a revoked PAT is listed as revoked, and revoking it again is no error', async () => {
  const authorizationId = (await pats.create()).patToken?.authorizationId ?? ''
  expect(await pats.idsOf('active')).toContain(authorizationId)
  const response = await pats.revoke(authorizationId)
  expect([response.status, await response.text()]).toEqual([204, ''])
  expect(await pats.idsOf('active')).not.toContain(authorizationId)
  expect(await pats.idsOf('revoked')).toContain(authorizationId)
  expect((await pats.revoke(authorizationId)).status).toBe(204)
})

describe('the authorization ID', () => {
  test('is accepted in any letter case', async () => {
    expect((await pats.get(seededPat.toUpperCase())).patToken?.authorizationId).toBe(seededPat)
  })

  test.each<[unknown, string]>([
    ['not-a-guid', 'invalidAuthorizationId'],
    ['', 'invalidAuthorizationId'],
    [`${seededPat}0`, 'invalidAuthorizationId'],
    ['__proto__', 'invalidAuthorizationId'],
    [unknown, 'authorizationNotFound'],
    [alexes, 'accessDenied'],
    [undefined, 'invalidAuthorizationId'],
    [7, 'invalidAuthorizationId'],
  ])('%j gets %s', async (authorizationId, patTokenError) => {
    if (typeof authorizationId === 'string')
      expect(await pats.get(authorizationId)).toMatchObject(rejected(patTokenError))
    const update = () => pats.update({ authorizationId, displayName: 'Mine' })
    expect(await unchanged(update)).toMatchObject(rejected(patTokenError))
  })

  test.each<[Record<string, string>, number, string]>([
    [{ authorizationId: 'not-a-guid' }, 400, 'VssPropertyValidationException'],
    [{}, 400, 'VssPropertyValidationException'],
    [{ authorizationId: unknown }, 404, 'SessionTokenNotFoundException'],
    [{ authorizationId: alexes }, 403, 'InvalidAccessException'],
  ])('%j is not revoked, with status %i', async (query, status, typeKey) => {
    const response = await unchanged(() => pats.send({ method: 'DELETE', query }))
    expect([response.status, await response.json()]).toMatchObject([status, { typeKey }])
  })
})

describe('a PAT that is no longer valid', () => {
  beforeEach(async () => {
    pats = await startPats(() => now, alex)
  })
  const extended = { authorizationId: expired, validTo: '2026-12-01' }

  test('can be read, and does not show that it has ended', async () => {
    const names = [...Object.keys(newPat), 'targetAccounts', 'validFrom', 'authorizationId', 'token']
    for (const id of [expired, revoked]) {
      expect(Object.keys((await pats.get(id)).patToken ?? {}).toSorted()).toEqual(names.toSorted())
    }
  })

  test('cannot be extended in version 7.2, but be renamed', async () => {
    expect(await pats.update(extended)).toMatchObject(rejected('expiredPatCannotBeExtended'))
    const renamed = await pats.update({ authorizationId: expired, displayName: 'Renamed' })
    expect(renamed.patToken?.displayName).toBe('Renamed')
  })

  test.each(['6.1-preview', '7.1-preview.1'])('is extended in %s, and active again', async (version) => {
    expect((await pats.update(extended, version)).patToken?.validTo).toBe('2026-12-01T00:00:00Z')
    expect(await pats.idsOf('active')).toContain(expired)
  })

  test('cannot be updated if it was revoked', async () => {
    for (const version of ['6.1-preview', '7.2-preview.1']) {
      const update = () => pats.update({ authorizationId: revoked, displayName: 'Renamed' }, version)
      expect(await unchanged(update)).toMatchObject(rejected('invalidToken'))
    }
  })
})

describe('the body', () => {
  test.each([
    [{ displayName: 'n'.repeat(255) }],
    [{ displayName: '<script>alert(1)</script>' }],
    [{ displayName: 'Übersetzung 🚀' }],
    [{ scope: 'vso.code_write vso.work vso.extension.data' }],
    [{ scope: 'app_token' }],
    [{ allOrgs: ' False ' }],
    [{ allOrgs: null }],
  ])('accepts %j', async (change) => {
    expect((await pats.create(change)).patTokenError).toBe('none')
  })

  test('loses spaces around the name and repeated scopes', async () => {
    const { patToken } = await pats.create({
      displayName: '  A name ',
      scope: ' vso.code  vso.wiki vso.code',
    })
    expect(patToken).toMatchObject({ displayName: 'A name', scope: 'vso.code vso.wiki' })
  })

  const wrong: [Json, string][] = [
    [{ displayName: '' }, 'displayNameRequired'],
    [{ displayName: ' \t ' }, 'displayNameRequired'],
    [{ displayName: 'n'.repeat(256) }, 'invalidDisplayName'],
    [{ displayName: 'two\nlines' }, 'invalidDisplayName'],
    [{ displayName: ['A name'] }, 'invalidDisplayName'],
    [{ scope: '' }, 'invalidScope'],
    [{ scope: 'vso.nothing' }, 'invalidScope'],
    [{ scope: 'vso.code,vso.wiki' }, 'invalidScope'],
    [{ scope: 'vso.code vso.__proto__' }, 'invalidScope'],
    [{ scope: 'app_token vso.code' }, 'invalidScope'],
    [{ scope: ['vso.code'] }, 'invalidScope'],
    [{ displayName: 'Fine', validTo: '2026-11-20' }, 'invalidValidTo'],
  ]

  test.each(wrong)('is rejected with %j, by create and update: %s', async (change, patTokenError) => {
    expect(await unchanged(() => pats.create(change))).toMatchObject(rejected(patTokenError))
    expect(await unchanged(() => pats.update(change))).toMatchObject(rejected(patTokenError))
  })

  test.each([
    ['displayName', 'displayNameRequired'],
    ['scope', 'invalidScope'],
    ['validTo', 'invalidValidTo'],
  ])('of a new PAT is rejected without %s', async (name, patTokenError) => {
    for (const value of [undefined, null]) {
      const create = () => pats.create({ [name]: value })
      expect(await unchanged(create)).toMatchObject(rejected(patTokenError))
    }
  })

  test.each(['no', 7, ['true'], {}])('cannot be read with allOrgs %j', async (allOrgs) => {
    const answer = await pats.send({ method: 'POST', body: { ...newPat, allOrgs } })
    expect([answer.status, await answer.json()]).toMatchObject([400, { typeKey: 'JsonReaderException' }])
  })

  test.each<[string, string, number]>([
    ['', 'application/json', 400],
    ['{', 'application/json', 400],
    ['null', 'application/json', 400],
    ['[]', 'application/json', 400],
    [JSON.stringify(newPat), 'text/plain', 415],
    [JSON.stringify(newPat), 'application/json; charset=utf-8', 200],
  ])('%j as %s gets %i', async (body, type, status) => {
    const headers = { Authorization: `Bearer ${await tokenWith(pats.emulator)}`, 'Content-Type': type }
    const url = `${api}?api-version=7.2-preview.1`
    const { fetch } = pats.emulator
    expect((await fetch(new Request(url, { method: 'POST', headers, body }))).status).toBe(status)
  })
})

/** Rounded to three-hundredths of a second, with up to seven decimals, in UTC. */
describe('dates', () => {
  beforeEach(() => {
    now = Date.UTC(2027, 2, 1, 12, 0, 0, 101)
  })

  test.each([
    ['2027-12-25T23:46:23.319Z', '2027-12-25T23:46:23.32Z'],
    ['2027-12-25T23:46:23.1033333Z', '2027-12-25T23:46:23.1033333Z'],
    ['2027-12-25T23:46:23.001Z', '2027-12-25T23:46:23Z'],
    ['2027-12-25T23:46:23.002Z', '2027-12-25T23:46:23.0033333Z'],
    ['2027-12-25T23:46:59.999Z', '2027-12-25T23:47:00Z'],
    ['2027-12-25T23:46Z', '2027-12-25T23:46:00Z'],
    ['2027-12-25', '2027-12-25T00:00:00Z'],
    ['2027-12-25T23:46:20', '2027-12-25T23:46:20Z'],
    ['2027-12-31T23:46:20-09:30', '2028-01-01T09:16:20Z'],
    ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00Z'],
    ['2028-03-01T12:00:00.101Z', '2028-03-01T12:00:00.1Z'],
  ])('%s is returned as %s', async (validTo, returned) => {
    const { patToken } = await pats.create({ validTo })
    expect([patToken?.validTo, patToken?.validFrom]).toEqual([returned, '2027-03-01T12:00:00.1Z'])
  })

  test.each([
    ['31 April', '2027-04-31'],
    ['month 13', '2027-13-01'],
    ['hour 25', '2027-12-25T25:00:00Z'],
    ['an unknown time zone', '2027-12-25T10:00:00+99:00'],
    ['eight decimals', '2027-12-25T10:00:00.12345678Z'],
    ['another format', '12/25/2027'],
    ['a number', 1829692800000],
    ['an empty text', ''],
    ['the current time', '2027-03-01T12:00:00.101Z'],
    ['367 days ahead', '2028-03-02T12:00:00.102Z'],
  ])('rejects %s', async (_, validTo) => {
    expect(await pats.create({ validTo })).toMatchObject(rejected('invalidValidTo'))
  })
})
