import { expect, test } from 'vitest'
import { startApp } from './app.ts'
import { breakingAnswer } from './changed-answers.ts'
import { MINUTE, stopClock, stopDeadlines } from './clock.ts'
import {
  ADELES,
  AZURE_DEVOPS_URL,
  atTokens,
  isAzureDevOps,
  methodsOf,
  watchCalls,
  wordsOf,
} from './tokens.ts'
import tokensApp from './tokens-app.tsx'

const PLAIN = 'Create, rotate and revoke'

const pat = (days: number, index: number) => ({
  authorizationId: ADELES(index),
  displayName: `Token ${index}`,
  scope: 'vso.code',
  validFrom: '2026-01-01T00:00:00Z',
  validTo: new Date(Date.now() + days * 86_400_000).toISOString(),
  targetAccounts: [],
})
const page = (days: number[], continuationToken: string) => () =>
  Response.json({ continuationToken, patTokens: days.map(pat) })

test('the home page links to the tokens, and asks nobody anything before they were opened', async () => {
  const app = await startApp({ AZURE_DEVOPS_URL }, tokensApp)
  const browser = await app.browser().signedIn()
  app.outbound.length = 0
  expect(wordsOf(await browser.text('/'))).toContain(PLAIN)
  expect(app.outbound.filter((line) => !line.includes('graph.microsoft.com'))).toEqual([])
})

test('once they were opened it counts those that end within 14 days, in one call for five minutes', async () => {
  const clock = stopClock()
  const { app, browser } = await atTokens()
  const calls = watchCalls(app)
  for (let view = 0; view < 5; view++) {
    expect(wordsOf(await browser.text('/'))).toContain('Personal access tokens 5 expire within 14 days')
  }
  expect(methodsOf(calls)).toBe('GET')
  clock.pass(5 * MINUTE)
  await browser.get('/')
  expect(methodsOf(calls)).toBe('GET GET')
})

test('a change refreshes the count', async () => {
  const { browser } = await atTokens()
  await browser.get('/')
  await browser.post(`/tokens/${ADELES(21)}/revoke`)
  expect(wordsOf(await browser.text('/'))).toContain('4 expire within 14 days')
})

test.each([
  ['all of them', [1, 13, 15], '', '2 expire within 14 days'],
  ['one that has ended already', [-1, 3], '', '1 expires within 14 days'],
  ['the first page, in order, beyond the 14 days', [1, 13, 15], 'more', '2 expire within 14 days'],
  ['the first page, all of it soon', [1, 13], 'more', 'At least 2 expire within 14 days'],
])('with %s, the count does not claim more than is known', async (_, days, continuation, words) => {
  const { app, browser } = await atTokens()
  watchCalls(app, page(days, continuation))
  expect(wordsOf(await browser.text('/'))).toContain(`Personal access tokens ${words}`)
})

test.each([
  ['503', () => new Response('', { status: 503 }), undefined],
  ['a bug of this app', breakingAnswer, { code: 'internal', reason: 'TypeError' }],
])('an answer of %s is a plain link, and is not asked for again at the next view', async (_, answer, bug) => {
  const { app, browser } = await atTokens()
  const calls = watchCalls(app, answer)
  app.outbound.length = 0
  for (let view = 0; view < 2; view++) {
    const response = await browser.get('/')
    expect([response.status, wordsOf(await response.text())]).toEqual([200, expect.stringContaining(PLAIN)])
  }
  expect([methodsOf(calls), app.outbound.length]).toEqual(['GET', 1])
  // Only a bug is one, and the log does not say what it choked on.
  if (bug) expect(app.lastLog('exception')).toMatchObject({ ...bug, stack: expect.stringMatching(/^\s+at /) })
  else expect(app.lastLog('exception')).toBeUndefined()
  expect(JSON.stringify(app.logs)).not.toContain('a value in it')
})

test('a service that stalls costs the home page a second, once', async () => {
  const { app, browser } = await atTokens()
  const clock = stopDeadlines()
  const asked = Promise.withResolvers<void>()
  app.intercept = (request) => {
    if (!isAzureDevOps(request)) return null
    asked.resolve()
    return new Promise(() => undefined)
  }
  const answer = browser.get('/')
  await asked.promise
  await clock.pass(1)
  expect(wordsOf(await (await answer).text())).toContain(PLAIN)
  expect(wordsOf(await browser.text('/'))).toContain(PLAIN)
})
