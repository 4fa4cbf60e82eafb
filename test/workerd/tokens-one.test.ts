import { expect, test } from 'vitest'
import { alex } from '../../emulator/seed.ts'
import {
  ADELES,
  ALEXS,
  atTokens,
  changedPat,
  NOBODYS,
  oneOf,
  visitTokens,
  watchCalls,
  wordsOf,
} from './tokens.ts'

const PAGES = ['', '/edit', '/rotate', '/revoke']

test('a token’s page shows every field from the service', async () => {
  const { browser } = await atTokens()
  const page = await (await browser.get(`/tokens/${ADELES(21)}`)).text()
  const words = wordsOf(page)
  expect(words).toMatch(
    /Expires in 2 days \(\w+ \d+, \d{4}, \d+:\d\d [AP]M UTC\) expires soon .* Created 5 days ago/,
  )
  expect(words).toContain('Variable groups: read, create and manage high privilege')
  expect(words).toContain('vso.serviceendpoint_manage')
  expect(words).toContain(`Authorization ID ${ADELES(21)}`)
})

test('a revoked token can be changed no more: the service says so, and the form says it', async () => {
  const { app, browser } = await atTokens()
  const path = `/tokens/${oneOf(app, 'revoked')}/edit`
  const typed = { displayName: 'As typed', scope: 'vso.code', expiry: '7' }
  const response = await browser.post(path, typed)
  expect([response.status, wordsOf(await response.text())]).toEqual([
    422,
    expect.stringContaining('no longer exists in Azure DevOps, was revoked, or belongs to someone else'),
  ])
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
  'new%00',
  '..%2f..%2fprofile',
  '9a70ade1-0000-4000-8000-00000000000',
  `${ADELES(1)}%0d%0ax`,
  `${ADELES(1)}&displayFilterOption=all`,
  '__proto__',
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

test('an id in capital letters is the same token', async () => {
  const { browser } = await atTokens()
  expect((await browser.get(`/tokens/${ADELES(21).toUpperCase()}`)).status).toBe(200)
})

test.each([
  ['nobody’s', NOBODYS, 404, 'Token not found'],
  ['somebody else’s', ALEXS, 404, 'Token not found'],
])('an id that is %s shows nothing and changes nothing', async (_, id, status, title) => {
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
})

test('its owner sees it', async () => {
  const { app } = await atTokens()
  const alexs = await visitTokens(app, alex.profile.userPrincipalName)
  expect((await alexs.get(`/tokens/${ALEXS}`)).status).toBe(200)
})
