import { expect, test } from 'vitest'
import { ADELES, atTokens, changedPat, methodsOf, oneOf, watchCalls, wordsOf } from './tokens.ts'

/** Terraform: two scopes, ends in a day and a half. */
const ID = ADELES(21)
const PATH = `/tokens/${ID}/edit`
const AS_IT_IS = {
  displayName: 'Terraform, contoso-mobile',
  scope: ['vso.serviceendpoint_manage', 'vso.variablegroups_manage'],
  expiry: 'keep',
}

function typed(change: Record<string, string | string[]> = {}): URLSearchParams {
  const form = new URLSearchParams()
  for (const [name, values] of Object.entries({ ...AS_IT_IS, ...change })) {
    for (const value of [values].flat()) form.append(name, value)
  }
  return form
}

test('the form holds what the token is', async () => {
  const { browser } = await atTokens()
  const page = await (await browser.get(PATH)).text()
  expect(page).toContain('value="Terraform, contoso-mobile"')
  expect([...page.matchAll(/value="([^"]+)" checked/g)].map(([, value]) => value).sort()).toEqual([
    'keep',
    ...AS_IT_IS.scope,
  ])
  expect(wordsOf(page)).toMatch(/Unchanged: \w+ \d+, \d{4}/)
})

test.each([
  ['the name', { displayName: ' Renamed ' }, { displayName: 'Renamed' }],
  ['the scopes', { scope: ['vso.wiki'] }, { scope: 'vso.wiki' }],
])('only what has changed is sent: %s', async (_, change, sent) => {
  const { app, browser } = await atTokens()
  const calls = watchCalls(app)
  const response = await browser.post(PATH, typed(change))
  expect([response.status, response.headers.get('location')]).toEqual([303, `/tokens/${ID}`])
  expect(methodsOf(calls)).toBe('GET PUT')
  expect(calls[1]?.body).toEqual({ authorizationId: ID, ...sent })
  expect(app.lastLog('pat_updated')).toBeDefined()
  const saved = async () => wordsOf(await (await browser.get(`/tokens/${ID}`)).text())
  expect([await saved(), await saved()]).toEqual([
    expect.stringContaining('Your changes are saved.'),
    expect.not.stringContaining('Your changes are saved.'),
  ])
})

test('a new expiry is sent alone', async () => {
  const { app, browser } = await atTokens()
  const calls = watchCalls(app)
  await browser.post(PATH, typed({ expiry: '60' }))
  expect(Object.keys(calls[1]?.body ?? {}).sort()).toEqual(['authorizationId', 'validTo'])
  expect(wordsOf(await (await browser.get(`/tokens/${ID}`)).text())).toContain('Expires in 60 days')
})

test('scopes in another order are the same scopes, and a form that changes nothing sends nothing', async () => {
  const { app, browser } = await atTokens()
  const calls = watchCalls(app)
  const response = await browser.post(PATH, typed({ scope: AS_IT_IS.scope.toReversed() }))
  expect([response.status, response.headers.get('location')]).toEqual([303, `/tokens/${ID}`])
  expect(methodsOf(calls)).toBe('GET')
})

test('a scope that the token has and the table does not can be kept; another one cannot be added', async () => {
  const { app, browser } = await atTokens()
  const calls = watchCalls(app, async (request) => {
    if (request.method !== 'GET') return null
    return changedPat(app, request, { scope: 'vso.hooks vso.code' })
  })
  expect(await (await browser.get(PATH)).text()).toContain('value="vso.hooks" checked')
  const kept = await browser.post(PATH, typed({ scope: ['vso.hooks', 'vso.code'] }))
  expect([kept.status, kept.headers.get('location')]).toEqual([303, `/tokens/${ID}`])
  const added = await browser.post(PATH, typed({ scope: ['vso.hooks', 'vso.hooks_write'] }))
  expect([added.status, calls.filter(({ method }) => method === 'PUT')]).toEqual([422, []])
})

test('an expiration date shortened by a policy is pointed out', async () => {
  const { app, browser } = await atTokens()
  app.emulator.setFault('azure_devops_max_lifespan', { days: 30 })
  const response = await browser.post(PATH, typed({ expiry: '90' }))
  expect(response.headers.get('location')).toBe(`/tokens/${ID}`)
  expect(wordsOf(await (await browser.get(`/tokens/${ID}`)).text())).toMatch(
    /You asked for \w+ \d+, \d{4}, \d+:\d\d [AP]M UTC, but your organization’s policy allows \w+ \d+, \d{4}, \d+:\d\d [AP]M UTC at most/,
  )
})

test.each(['?updated', '?revoked'])(
  'a link with %s does not make a page say that something was done',
  async (query) => {
    const { browser } = await atTokens()
    for (const path of [`/tokens/${ID}`, '/tokens']) {
      const page = await (await browser.get(path + query)).text()
      expect([path, page.includes('class="notice"')]).toEqual([path, false])
    }
  },
)

test('what is wrong is refused at the form, with what was typed, and nothing is sent', async () => {
  const { app, browser } = await atTokens()
  const calls = watchCalls(app)
  const response = await browser.post(PATH, typed({ scope: [], displayName: 'As typed' }))
  const page = await response.text()
  expect([response.status, methodsOf(calls)]).toEqual([422, 'GET'])
  for (const shown of ['Select at least one scope', 'value="As typed"']) expect(page).toContain(shown)
})

test('an expired token that cannot be extended suggests rotating it', async () => {
  const { app, browser } = await atTokens()
  const path = `/tokens/${oneOf(app, 'expired')}/edit`
  const page = await (await browser.get(path)).text()
  const name = /name="displayName" value="([^"]+)"/.exec(page)?.[1] ?? ''
  const scope = [...page.matchAll(/value="(vso\.[^"]+)" checked/g)].map(([, value]) => value ?? '')
  const response = await browser.post(path, typed({ displayName: name, scope, expiry: '30' }))
  expect([response.status, wordsOf(await response.text())]).toEqual([
    422,
    expect.stringContaining('Rotate it'),
  ])
})

test('a POST from another site changes nothing', async () => {
  const { app, browser } = await atTokens()
  const calls = watchCalls(app)
  const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
  for (const path of ['edit', 'rotate', 'revoke']) {
    const response = await browser.post(`/tokens/${ID}/${path}`, typed({ displayName: 'Evil' }), headers)
    expect([path, response.status, calls]).toEqual([path, 403, []])
  }
})
