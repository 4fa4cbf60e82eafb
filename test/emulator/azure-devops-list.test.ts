// The list of PATs: the seeded ones, filtered, sorted, and page by page.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readScope } from '../../emulator/azure-devops/pat-scopes.ts'
import { adele, alex, megan } from '../../emulator/seed.ts'
import { statusOf } from '../../emulator/state/pat.ts'
import { call, type PatApi, type PatToken, startPats, tokenWith } from './azure-devops.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const start = Date.UTC(2026, 10, 21)

let now = start
let alexes: PatApi
let adeles: PatApi
beforeAll(async () => {
  alexes = await startPats(() => now, alex)
})
beforeEach(async () => {
  now = start
  adeles = await startPats(() => now)
})

const names = ({ patTokens }: { patTokens: PatToken[] }) => patTokens.map(({ displayName }) => displayName)

test('the seed has PATs of every status, each as the service could have issued it', () => {
  const all = [...adeles.emulator.state.pats.values()]
  const own = all.filter(({ ownerId }) => ownerId === adele.profile.id)
  expect([all.length, own.length]).toEqual([133, 130])
  const counted = (status: string) => own.filter((pat) => statusOf(pat, now) === status).length
  expect([counted('active'), counted('expired'), counted('revoked')]).toEqual([65, 39, 26])
  const soon = own.filter((pat) => statusOf(pat, now) === 'active' && pat.validTo - now <= 14 * DAY_MS)
  expect(soon).toHaveLength(5)
  expect(own.filter(({ scope }) => scope === 'app_token')).toHaveLength(1)
  expect(own.filter(({ allOrgs }) => allOrgs)).toHaveLength(1)
  expect(new Set(own.map(({ displayName }) => displayName)).size).toBe(130)
  for (const { displayName, scope, validFrom, validTo } of all) {
    expect(displayName.length).toBeLessThanOrEqual(255)
    expect(readScope(scope)).toBe(scope)
    expect(validFrom).toBeLessThan(now)
    expect(validTo).toBeGreaterThan(validFrom)
    expect(validTo - validFrom).toBeLessThanOrEqual(365 * DAY_MS)
  }
})

test('the seed follows the emulator’s clock', async () => {
  const later = await startPats(() => start + 1000 * DAY_MS)
  const [first] = later.emulator.state.pats.values()
  expect(first && statusOf(first, start + 1000 * DAY_MS)).toBe('active')
})

test('the start page shows where the PATs are, and whose they are', async () => {
  const page = await (await adeles.emulator.fetch(new Request('http://localhost:8788/'))).text()
  expect(page).toContain('<code>http://localhost:8788/contoso</code>')
  expect(page).toContain('Adele Vance, 130<br>Alex Wilber, 3<br>')
})

describe('the filter', () => {
  test.each<[Record<string, string>, string[]]>([
    [{ displayFilterOption: 'active' }, ['Campaign board']],
    [{ displayFilterOption: 'expired' }, ['Old campaign board']],
    [{ displayFilterOption: 'revoked' }, ['Lost laptop']],
    [{ displayFilterOption: 'all' }, ['Campaign board', 'Lost laptop', 'Old campaign board']],
    [{}, ['Campaign board']],
  ])('%j', async (query, expected) => {
    expect(names(await alexes.list(query))).toEqual(expected)
  })

  test('follows the clock', async () => {
    now += 365 * DAY_MS
    expect(names(await alexes.list({ displayFilterOption: 'expired' }))).toEqual([
      'Campaign board',
      'Old campaign board',
    ])
  })
})

test.each([
  ['displayName', ['Campaign board', 'Lost laptop', 'Old campaign board']],
  ['displayDate', ['Old campaign board', 'Campaign board', 'Lost laptop']],
  ['status', ['Campaign board', 'Old campaign board', 'Lost laptop']],
])('is sorted by %s, both ways', async (sortByOption, expected) => {
  const query = { displayFilterOption: 'all', sortByOption }
  expect(names(await alexes.list({ ...query, isSortAscending: 'true' }))).toEqual(expected)
  expect(names(await alexes.list({ ...query, isSortAscending: 'false' }))).toEqual(expected.toReversed())
})

test('has only the user’s own PATs, without their values', async () => {
  const { patTokens } = await adeles.list({ displayFilterOption: 'all' })
  expect(names({ patTokens })).not.toContain('Campaign board')
  expect(patTokens.every(({ token }) => token === null)).toBe(true)
  const token = await tokenWith(adeles.emulator, ['vso.pats'], megan)
  const at = 'https://vssps.dev.azure.com/fabrikam/_apis/tokens/pats'
  expect(await (await call(adeles.emulator, token, { at })).json()).toEqual({
    continuationToken: '',
    patTokens: [],
  })
})

test.each([
  ['displayFilterOption', 'lost'],
  ['sortByOption', 'scope'],
  ['isSortAscending', 'yes'],
  ...['0', '101', '-1', '1.5', 'all'].map((top) => ['$top', top]),
])('rejects %s=%s', async (name = '', value = '') => {
  const response = await adeles.send({ query: { [name]: value } })
  expect([response.status, await response.json()]).toMatchObject([
    400,
    { message: expect.stringContaining(name) },
  ])
})

describe('page by page', () => {
  const all = { displayFilterOption: 'all' }

  async function everyPage(query: Record<string, string>) {
    const sizes: number[] = []
    const ids: string[] = []
    let continuationToken = ''
    do {
      const page = await adeles.list({ ...query, ...(continuationToken ? { continuationToken } : {}) })
      sizes.push(page.patTokens.length)
      ids.push(...page.patTokens.map(({ authorizationId }) => authorizationId))
      continuationToken = page.continuationToken
    } while (continuationToken !== '')
    return { sizes, ids }
  }

  test.each<[Record<string, string>, number[]]>([
    [{}, [100, 30]],
    [{ $top: '100' }, [100, 30]],
    [{ $top: '65' }, [65, 65]],
  ])('%j gives pages of %j', async (query, sizes) => {
    expect((await everyPage({ ...all, ...query })).sizes).toEqual(sizes)
  })

  test.each(['displayName', 'displayDate', 'status'])('by %s has everything once, in order', async (name) => {
    for (const isSortAscending of ['true', 'false']) {
      const query = { ...all, sortByOption: name, isSortAscending }
      const small = await everyPage({ ...query, $top: '20' })
      expect(small.sizes).toEqual([20, 20, 20, 20, 20, 20, 10])
      expect(new Set(small.ids).size).toBe(130)
      expect(small.ids).toEqual((await everyPage(query)).ids)
    }
  })

  test('shifts nothing when PATs are revoked between two pages', async () => {
    const query = { $top: '20' }
    const { ids } = await everyPage(query)
    const { continuationToken } = await adeles.list(query)
    for (const id of ids.slice(15, 20)) expect((await adeles.revoke(id)).status).toBe(204)
    const { patTokens } = await adeles.list({ ...query, continuationToken })
    expect(patTokens.map(({ authorizationId }) => authorizationId)).toEqual(ids.slice(20, 40))
  })

  test.each<[Record<string, string>, number]>([
    [{}, 200],
    [{ $top: '7' }, 200],
    [{ displayFilterOption: 'active' }, 400],
    [{ sortByOption: 'displayName' }, 400],
    [{ isSortAscending: 'false' }, 400],
    [{ continuationToken: 'made-up' }, 400],
    [{ continuationToken: btoa('["all","displayDate"]') }, 400],
    [{ continuationToken: btoa('null') }, 400],
  ])('a continuation token with %j gets %i', async (change, status) => {
    const begun = { ...all, sortByOption: 'displayDate', isSortAscending: 'true', $top: '20' }
    const { continuationToken } = await adeles.list(begun)
    const response = await adeles.send({ query: { ...begun, continuationToken, ...change } })
    expect(response.status).toBe(status)
    if (status === 400) expect(await response.text()).toContain('continuationToken')
  })
})
