import { expect, test } from 'vitest'
import { alex } from '../../emulator/seed.ts'
import { ADELES, ALEXS, atTokens, changedPat, methodsOf, visitTokens, watchCalls, wordsOf } from './tokens.ts'

const PAGES = ['', '/edit', '/rotate', '/revoke']

test('a token’s page shows every field from the service', async () => {
  const { browser } = await atTokens()
  const page = await browser.text(`/tokens/${ADELES(21)}`)
  const words = wordsOf(page)
  expect(words).toMatch(
    /Expires in 2 days \(\w+ \d+, \d{4}, \d+:\d\d [AP]M UTC\) expires soon .* Created 5 days ago/,
  )
  expect(words).toContain('Variable groups: read, create and manage high privilege')
  expect(words).toContain('vso.serviceendpoint_manage')
  expect(words).toContain(`Authorization ID ${ADELES(21)}`)
})

test('a value that the service would send along is shown nowhere', async () => {
  const { app, browser } = await atTokens()
  app.intercept = async (request) => {
    if (!request.url.includes('_apis')) return null
    return changedPat(app, request, { token: 'leaked-value', nested: { Token: 'leaked-value' } })
  }
  for (const path of PAGES) {
    const response = await browser.get(`/tokens/${ADELES(21)}${path}`)
    expect([path, response.status, (await response.text()).includes('leaked-value')]).toEqual([
      path,
      200,
      false,
    ])
  }
})

test.each([
  'x',
  '9a70ade1-0000-4000-8000-00000000000',
  `${ADELES(1)}%0d%0ax`,
  `${ADELES(1)}&displayFilterOption=all`,
  '<script>',
])('an id that is %j is rejected without a request to the service', async (id) => {
  const { app, browser } = await atTokens()
  const calls = watchCalls(app)
  for (const path of PAGES) {
    const response = await browser.get(`/tokens/${id}${path}`)
    const page = await response.text()
    expect([path, response.status, page.includes('<script>')]).toEqual([path, 404, false])
    expect(page).toContain('Token not found')
  }
  for (const path of PAGES.slice(1)) {
    const response = await browser.post(`/tokens/${id}${path}`, {
      displayName: 'x',
      scope: 'vso.code',
      expiry: '7',
    })
    expect([path, response.status]).toEqual([path, 404])
  }
  expect(calls).toEqual([])
})

test.each([['somebody else’s', ALEXS, 404, 'Token not found']])(
  'an id that is %s shows nothing and changes nothing',
  async (_, id, status, title) => {
    const { app, browser } = await atTokens()
    const before = JSON.stringify([...app.emulator.state.pats.values()])
    for (const path of PAGES) {
      const response = await browser.get(`/tokens/${id}${path}`)
      const page = await response.text()
      expect([path, response.status, page.includes(title)]).toEqual([path, status, true])
      expect(page).not.toContain('Expires')
    }
    const typed = { displayName: 'Taken over', scope: 'vso.code', expiry: '7' }
    expect((await browser.post(`/tokens/${id}/edit`, typed)).status).toBe(422)
    expect((await browser.post(`/tokens/${id}/revoke`)).status).toBeGreaterThanOrEqual(400)
    expect((await browser.post(`/tokens/${id}/rotate`, { ...typed, form: 'x' })).status).toBe(422)
    expect(JSON.stringify([...app.emulator.state.pats.values()])).toBe(before)
  },
)

test('its owner sees it', async () => {
  const { app } = await atTokens()
  const alexs = await visitTokens(app, alex.profile.userPrincipalName)
  expect((await alexs.get(`/tokens/${ALEXS}`)).status).toBe(200)
})

const ID = ADELES(21)
const PATH = `/tokens/${ID}/revoke`

test('opening the page asks for confirmation with the token’s name, and revokes nothing', async () => {
  const { app, browser } = await atTokens()
  const calls = watchCalls(app)
  const page = await browser.text(PATH)
  expect(methodsOf(calls)).toBe('GET')
  expect(wordsOf(page)).toContain('Revoke Terraform, contoso-mobile ?')
  expect(page).toContain(`<form class="actions" method="post" action="${PATH}">`)
})

test.each([
  ['204 with nothing', null],
  ['200', 'azure_devops_revoke_200'],
] as const)('a revocation that is answered with %s is done', async (_, fault) => {
  const { app, browser } = await atTokens()
  if (fault) app.emulator.setFault(fault)
  const calls = watchCalls(app)
  const response = await browser.post(PATH)
  const location = response.headers.get('location') ?? ''
  expect([response.status, location]).toEqual([303, '/tokens'])
  expect(calls.map(({ method, query }) => [method, query.get('authorizationId')])).toEqual([['DELETE', ID]])
  expect(app.lastLog('pat_revoked')).toBeDefined()
  const list = await browser.text(location)
  expect([wordsOf(list).includes('Token revoked.'), list.includes(ID)]).toEqual([true, false])
  expect(await browser.text('/tokens?filter=revoked&order=desc')).toContain('Terraform')
})

/** None of them says that the token is revoked. */
const UNREADABLE: [string, () => Response][] = [
  ['broken JSON', () => new Response('{"patToken":')],
  ['another answer', () => Response.json({ continuationToken: '', patTokens: [] })],
  ['202 and nothing', () => new Response(null, { status: 202 })],
]

test.each(UNREADABLE)('an answer that is %s is not taken for a revocation', async (_, answer) => {
  const { app, browser } = await atTokens()
  const calls = watchCalls(app, answer)
  const response = await browser.post(PATH)
  const words = wordsOf(await response.text())
  expect([response.status >= 400, methodsOf(calls)]).toEqual([true, 'DELETE'])
  expect(words.includes('may have been done anyway') || words.includes('Nothing was changed')).toBe(true)
  expect(app.lastLog('pat_revoked')).toBeUndefined()
})

test('200 with an error in it is not taken as revoked', async () => {
  const { app, browser } = await atTokens()
  watchCalls(app, () => Response.json({ patToken: null, patTokenError: 'failedToUpdateAccessToken' }))
  const response = await browser.post(PATH)
  expect([response.status, wordsOf(await response.text())]).toEqual([
    403,
    expect.stringContaining('couldn’t do this'),
  ])
  expect(app.lastLog('pat_revoked')).toBeUndefined()
})

test('a POST without a session revokes nothing, and leads to the page after signing in', async () => {
  const { app } = await atTokens()
  const calls = watchCalls(app)
  const response = await app.browser().post(PATH)
  expect([response.status, calls]).toEqual([401, []])
  expect(await response.text()).toContain(`/login?return_to=${encodeURIComponent(PATH)}`)
})
