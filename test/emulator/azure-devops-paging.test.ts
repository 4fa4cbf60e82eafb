// Paging through a list of PATs.
import { beforeEach, describe, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { call, listed, tokenWith } from './azure-devops.ts'

let emulator: Emulator
let token: string
beforeEach(async () => {
  emulator = await createEmulator()
  token = await tokenWith(emulator)
})

const all = { displayFilterOption: 'all' }

async function everyPage(query: Record<string, string>) {
  const sizes: number[] = []
  const ids: string[] = []
  let continuationToken = ''
  do {
    const page = await listed(emulator, token, {
      ...query,
      ...(continuationToken ? { continuationToken } : {}),
    })
    sizes.push(page.patTokens.length)
    ids.push(...page.patTokens.map(({ authorizationId }) => authorizationId))
    continuationToken = page.continuationToken
  } while (continuationToken !== '')
  return { sizes, ids }
}

test('a page has 100 by default, and the last one has an empty token', async () => {
  expect((await everyPage(all)).sizes).toEqual([100, 30])
})

test.each(['displayName', 'displayDate', 'status'])(
  'the pages by %s have everything once, in the order of one list, both ways',
  async (sortByOption) => {
    for (const isSortAscending of ['true', 'false']) {
      const query = { ...all, sortByOption, isSortAscending }
      const small = await everyPage({ ...query, $top: '20' })
      expect(small.sizes).toEqual([20, 20, 20, 20, 20, 20, 10])
      expect(new Set(small.ids).size).toBe(130)
      expect(small.ids).toEqual((await everyPage(query)).ids)
    }
  },
)

test('a page that is exactly full is the last one', async () => {
  expect((await everyPage({ ...all, $top: '65' })).sizes).toEqual([65, 65])
})

test('revoking between two pages shifts nothing else', async () => {
  const query = { $top: '20' }
  const { ids } = await everyPage(query)
  const first = await listed(emulator, token, query)
  for (const authorizationId of ids.slice(15, 20)) {
    expect((await call(emulator, token, { method: 'DELETE', query: { authorizationId } })).status).toBe(204)
  }
  const { patTokens } = await listed(emulator, token, {
    ...query,
    continuationToken: first.continuationToken,
  })
  expect(patTokens.map(({ authorizationId }) => authorizationId)).toEqual(ids.slice(20, 40))
})

describe('a continuation token', () => {
  const begun = { ...all, sortByOption: 'displayDate', isSortAscending: 'true', $top: '20' }
  const tokenOf = async () => (await listed(emulator, token, begun)).continuationToken
  const next = async (change: Record<string, string>) =>
    call(emulator, token, { query: { ...begun, continuationToken: await tokenOf(), ...change } })

  test('works with the same options and another page size', async () => {
    expect((await next({})).status).toBe(200)
    expect((await next({ $top: '7' })).status).toBe(200)
  })

  test.each([
    [{ displayFilterOption: 'active' }],
    [{ sortByOption: 'displayName' }],
    [{ isSortAscending: 'false' }],
    [{ continuationToken: 'made-up' }],
    [{ continuationToken: btoa('["all","displayDate"]') }],
    [{ continuationToken: btoa('null') }],
  ])('is refused with %j', async (change: Record<string, string>) => {
    const response = await next(change)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ message: expect.stringContaining('continuationToken') })
  })
})

test.each(['1', '100'])('$top may be %s', async ($top) => {
  expect((await listed(emulator, token, { ...all, $top })).patTokens).toHaveLength(Number($top))
})

test.each(['0', '101', '-1', '1.5', 'all'])('$top may not be %s', async ($top) => {
  expect((await call(emulator, token, { query: { $top } })).status).toBe(400)
})
