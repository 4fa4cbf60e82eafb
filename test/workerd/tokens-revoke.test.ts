import { expect, test } from 'vitest'
import { ADELES, atTokens, methodsOf, watchCalls, wordsOf } from './tokens.ts'

const ID = ADELES(21)
const PATH = `/tokens/${ID}/revoke`

test('opening the page asks for confirmation with the token’s name, and revokes nothing', async () => {
  const { app, browser } = await atTokens()
  const calls = watchCalls(app)
  const page = await (await browser.get(PATH)).text()
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
  const list = await (await browser.get(location)).text()
  expect([wordsOf(list).includes('Token revoked.'), list.includes(ID)]).toEqual([true, false])
  expect(await (await browser.get('/tokens?filter=revoked&order=desc')).text()).toContain('Terraform')
})

test.each([
  ['a result that says none', { patToken: null, patTokenError: 'none' }],
  ['a result with no error', { patToken: null, patTokenError: null }],
])('200 with %s is done too', async (_, json) => {
  const { app, browser } = await atTokens()
  watchCalls(app, () => Response.json(json))
  expect((await browser.post(PATH)).status).toBe(303)
})

/** None of them says that the token is revoked. */
const UNREADABLE: [string, () => Response][] = [
  ['broken JSON', () => new Response('{"patToken":')],
  ['an empty object', () => Response.json({})],
  ['another answer', () => Response.json({ continuationToken: '', patTokens: [] })],
  ['an error that is a number', () => Response.json({ patToken: null, patTokenError: 7 })],
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

test('sent twice it is revoked once, and both times that is what is shown', async () => {
  const { browser } = await atTokens()
  expect((await browser.post(PATH)).status).toBe(303)
  expect((await browser.post(PATH)).status).toBe(303)
})

test('a GET with the form’s fields revokes nothing', async () => {
  const { app, browser } = await atTokens()
  const calls = watchCalls(app)
  await browser.get(`${PATH}?confirm=yes&_method=DELETE`)
  expect(methodsOf(calls)).toBe('GET')
})

test('a POST without a session revokes nothing, and leads to the page after signing in', async () => {
  const { app } = await atTokens()
  const calls = watchCalls(app)
  const response = await app.browser().post(PATH)
  expect([response.status, calls]).toEqual([401, []])
  expect(await response.text()).toContain(`/login?return_to=${encodeURIComponent(PATH)}`)
})
