import { expect, test } from 'vitest'
import { adele } from '../../emulator/seed.ts'
import { statusOf } from '../../emulator/state/pat.ts'
import { startApp } from './app.ts'
import { ADELES, atTokens, watchCalls, wordsOf } from './tokens.ts'
import tokensApp from './tokens-app.tsx'

const rowsOf = (page: string) => [...page.matchAll(/href="\/tokens\/([0-9a-f-]{36})"/g)].map(([, id]) => id)
const hrefOf = (page: string, text: string) =>
  new RegExp(`href="([^"]*)"[^>]*>\\s*${text}`).exec(page)?.[1]?.replaceAll('&amp;', '&') ?? null

const pat = (change: Record<string, unknown> = {}) => ({
  authorizationId: ADELES(7),
  displayName: 'From the service',
  scope: 'vso.code',
  targetAccounts: ['c0c0c0c0-0000-4000-8000-0000000000d0'],
  validFrom: '2026-01-02T22:56:52.1033333Z',
  validTo: new Date(Date.now() + 40 * 86_400_000).toISOString(),
  token: null,
  ...change,
})
const page = (pats: unknown[], continuationToken = '') =>
  Response.json({ continuationToken, patTokens: pats })

test('the list shows name, scopes, organizations, created and expires', async () => {
  const { browser } = await atTokens()
  const response = await browser.get('/tokens')
  const html = await response.text()
  expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store'])
  const words = wordsOf(html)
  for (const title of ['Name', 'Scopes', 'Organizations', 'Created', 'Expires']) {
    expect(words).toContain(title)
  }
  expect(words).toMatch(/Code: read and write high privilege/)
  expect(words).toMatch(/1 organization/)
  expect(words).toMatch(/7 days ago \(\w+ \d+, \d{4} ?\)/)
  expect(html).toMatch(/in 5 days <time class="quiet" datetime="\d{4}-\d\d-\d\dT[\d:.]+Z" lang="en-US">/)
  expect(html).toContain('&lt;b&gt;Deploy&lt;/b&gt;')
})

test('paging reaches every token once, with the same filter, by addresses alone', async () => {
  const { app, browser } = await atTokens()
  const calls = watchCalls(app)
  const seen: (string | undefined)[] = []
  let address: string | null = '/tokens?filter=active&sort=displayName&order=desc'
  let pages = 0
  while (address !== null && pages < 9) {
    const html = await browser.text(address)
    seen.push(...rowsOf(html))
    expect(html.includes('>First page<')).toBe(pages > 0)
    address = hrefOf(html, 'Next page')
    pages++
  }
  const active = [...app.emulator.state.pats.values()].filter(
    (pat) => pat.ownerId === adele.profile.id && statusOf(pat, Date.now()) === 'active',
  )
  expect([pages, seen.length, new Set(seen).size]).toEqual([3, active.length, active.length])
  const asked = calls.map(({ query }) => [
    query.get('displayFilterOption'),
    query.get('sortByOption'),
    query.get('isSortAscending'),
    query.get('$top'),
    query.get('api-version'),
  ])
  expect(new Set(asked.map(String))).toEqual(new Set(['active,displayName,false,25,7.2-preview.1']))
})

test.each([
  ['active', 65],
  ['revoked', 26],
])('the filter %s has %i, each in that state', async (filter, count) => {
  const { app, browser } = await atTokens()
  const calls = watchCalls(app)
  const html = await browser.text(`/tokens?filter=${filter}`)
  expect(calls.map(({ query }) => query.get('displayFilterOption'))).toEqual([filter])
  expect(html).toMatch(new RegExp(`aria-current="true"[^>]*>${filter}<`))
  expect([...html.matchAll(/<th scope="row">/g)]).toHaveLength(Math.min(count, 25))
  // Nothing can be done with a revoked token: it is no link.
  const ids = rowsOf(html).map((id) => app.emulator.state.pats.get(id ?? ''))
  expect(new Set(ids.map((pat) => pat && statusOf(pat, Date.now())))).toEqual(
    new Set(filter === 'revoked' ? [] : [filter]),
  )
})

test.each(['?filter=none&sort=__proto__&order=up', '?filter=%00'])(
  'an address that says nonsense (%#) shows the first view',
  async (query) => {
    const { app, browser } = await atTokens()
    const calls = watchCalls(app)
    expect((await browser.get(`/tokens${query}`)).status).toBe(200)
    expect(calls.map((call) => [...call.query.entries()])).toEqual([
      [
        ['api-version', '7.2-preview.1'],
        ['displayFilterOption', 'active'],
        ['sortByOption', 'displayDate'],
        ['isSortAscending', 'true'],
        ['$top', '25'],
      ],
    ])
  },
)

test('a bookmark of a page that the service no longer knows leads to the first of the same view', async () => {
  const { browser } = await atTokens()
  const response = await browser.get('/tokens?filter=expired&continuation=made-up')
  const location = response.headers.get('location') ?? ''
  expect([response.status, location]).toEqual([302, '/tokens?filter=expired'])
  expect((await browser.get(location)).status).toBe(200)
})

test('what the service says of a token is shown as text, and cut, whatever it is', async () => {
  const { app, browser } = await atTokens()
  const shown: [change: Record<string, unknown>, shown: string][] = [
    [{ displayName: '<script>x</script>' }, '&lt;script&gt;x&lt;/script&gt;'],
    [{ displayName: null }, '(no name)'],
    [{ displayName: 'n'.repeat(5000) }, `${'n'.repeat(300)}…`],
    [{ scope: 'vso.hooks' }, 'vso.hooks'],
    [{ scope: 'vso.<b>' }, 'vso.&lt;b&gt;'],
    [{ scope: null }, 'none'],
    [{ scope: 'app_token' }, 'Full access'],
    [{ scope: 'vso.code vso.work vso.build vso.test vso.wiki' }, 'and 2 more'],
    [{ targetAccounts: null }, 'all organizations'],
    [{ targetAccounts: ['a', 'b', 'c'] }, '3 organizations'],
    [{ authorizationId: ADELES(7).toUpperCase() }, `/tokens/${ADELES(7)}`],
  ]
  watchCalls(app, () => page(shown.map(([change]) => pat(change))))
  const html = await browser.text('/tokens')
  const rows = [...html.matchAll(/<tr><th scope="row">.*?<\/tr>/gs)].map(([row]) => row)
  for (const [index, [, text]] of shown.entries()) expect(rows[index]).toContain(text)
  expect(html).not.toContain('<script>')
})

test.each([['patTokens that are no list', { patTokens: {} }]])(
  'an answer with %s is a page, and not a fault of the app',
  async (_, json) => {
    const { app, browser } = await atTokens()
    watchCalls(app, () => Response.json(json))
    const response = await browser.get('/tokens')
    expect([response.status, app.lastLog('error')?.code]).toEqual([502, 'api_failed'])
    expect(await response.text()).toContain('Azure DevOps failed')
    expect(app.lastLog('exception')).toBeUndefined()
  },
)

test('shows the other tokens if some cannot be read, and how many are missing', async () => {
  const { app, browser } = await atTokens()
  const unreadable = [
    null,
    pat({ authorizationId: '../../login' }),
    pat({ displayName: 7 }),
    pat({ validTo: 'tomorrow' }),
    pat({ validFrom: undefined }),
    pat({ targetAccounts: [1] }),
  ]
  const answers = [unreadable, unreadable.slice(0, 1)]
  watchCalls(app, () => page([...(answers.shift() ?? []), pat({ displayName: 'Sound' })]))
  for (const missing of ['6 tokens on this page can’t be shown', 'One token on this page can’t be shown']) {
    const words = wordsOf(await browser.text('/tokens'))
    expect(words).toContain('Sound')
    expect(words).toContain(missing)
  }
  expect(app.lastLog('pat_unreadable')).toMatchObject({ api: 'Azure DevOps' })
})

test.each([['GET', '/tokens']])(
  'without AZURE_DEVOPS_URL there is no %s %s, and no link to it',
  async (method, path) => {
    const app = await startApp({}, tokensApp)
    const browser = app.browser()
    await browser.signIn()
    const response = await (method === 'GET' ? browser.get(path) : browser.post(path))
    expect([response.status, app.lastLog('error')?.code]).toEqual([404, 'not_found'])
    expect(await browser.text('/')).not.toContain('/tokens')
  },
)
