import { expect, test } from 'vitest'
import type { Browser } from './browser.ts'
import { breakingAnswer } from './changed-answers.ts'
import {
  ADELES,
  atTokens,
  formTokenOf,
  methodsOf,
  numberOfPats,
  valueOn,
  watchCalls,
  wordsOf,
} from './tokens.ts'

const ID = ADELES(21)
const PATH = `/tokens/${ID}/rotate`

async function rotation(browser: Browser, change: Record<string, string> = {}) {
  const form = formTokenOf(await browser.text(PATH))
  return { form, expiry: '60', ...change }
}

test('a new token with the same settings and a new end is made, shown, and the old one revoked', async () => {
  const { app, browser } = await atTokens()
  const typed = await rotation(browser)
  const calls = watchCalls(app)
  const response = await browser.post(PATH, typed)
  const page = await response.text()
  expect([response.status, methodsOf(calls)]).toEqual([200, 'GET POST DELETE'])
  expect(calls[1]?.body).toMatchObject({
    displayName: 'Terraform, contoso-mobile',
    scope: 'vso.serviceendpoint_manage vso.variablegroups_manage',
    allOrgs: false,
  })
  expect(calls[2]?.query.get('authorizationId')).toBe(ID)
  expect(valueOn(page)).toMatch(/^\S{84}$/)
  expect(wordsOf(page)).toContain('The old token was revoked.')
  const list = await browser.text('/tokens?sort=displayName&order=desc')
  expect([list.includes(ID), list.includes('Terraform, contoso-mobile')]).toEqual([false, true])
})

test('a token for all organizations, which Azure DevOps retires, becomes one for this organization, and the page says so', async () => {
  const { app, browser } = await atTokens()
  const path = `/tokens/${ADELES(1)}/rotate`
  const page = await browser.text(path)
  expect(wordsOf(page)).toContain('The new token works in this organization only.')
  const calls = watchCalls(app)
  await browser.post(path, { form: formTokenOf(page), expiry: '7' })
  expect(calls[1]?.body).toMatchObject({ allOrgs: false })
})

test('when the old one cannot be revoked the new one stays, its value is shown, and revoking is offered again', async () => {
  const { app, browser } = await atTokens()
  app.emulator.setFault('azure_devops_revoke_fails')
  const before = numberOfPats(app)
  const response = await browser.post(PATH, await rotation(browser))
  const page = await response.text()
  expect([response.status, numberOfPats(app)]).toEqual([200, before + 1])
  expect(valueOn(page)).not.toBeNull()
  expect(wordsOf(page)).toContain('The old token may still work')
  expect(page).toContain(`method="post" action="/tokens/${ID}/revoke"`)
  expect(page).not.toContain('The old token was revoked.')
  expect((await browser.post(`/tokens/${ID}/revoke`)).status).toBe(303)
  expect(await browser.text('/tokens')).not.toContain(ID)
})

const NOT_REVOKED: [string, () => Response | Promise<Response>][] = [
  ['refused', () => Response.json({ patToken: null, patTokenError: 'accessDenied' })],
  ['a bug of this app', breakingAnswer],
]

test.each(NOT_REVOKED)(
  'whatever keeps the old one from being revoked (%s), the value is shown',
  async (_, answer) => {
    const { app, browser } = await atTokens()
    const typed = await rotation(browser)
    watchCalls(app, ({ method }) => (method === 'DELETE' ? answer() : null))
    const page = await (await browser.post(PATH, typed)).text()
    expect(valueOn(page)).not.toBeNull()
    expect(page).toContain(`action="/tokens/${ID}/revoke"`)
    expect(page).not.toContain('The old token was revoked.')
    expect(app.lastLog('pat_revoked')).toBeUndefined()
  },
)

test('if the new token cannot be created, the old one is not revoked', async () => {
  const { app, browser } = await atTokens()
  app.emulator.setFault('azure_devops_creation_off')
  const typed = await rotation(browser)
  const calls = watchCalls(app)
  const response = await browser.post(PATH, typed)
  const page = await response.text()
  expect([response.status, methodsOf(calls)]).toEqual([422, 'GET POST'])
  expect(wordsOf(page)).toContain('doesn’t let you create tokens')
  expect(page).toContain('value="60" checked')
})

test('resending the form creates and revokes nothing', async () => {
  const { app, browser } = await atTokens()
  const typed = await rotation(browser)
  await browser.post(PATH, typed)
  const calls = watchCalls(app)
  const again = await browser.post(PATH, typed)
  expect([again.status, calls]).toEqual([409, []])
  expect(await again.text()).toContain(`href="${PATH}"`)
})

test.each([
  ['none', undefined],
  ['another token', `/tokens/${ADELES(1)}/rotate`],
  ['a new token', '/tokens/new'],
])('with the form of %s nothing is created or revoked; the form is shown again', async (_, path) => {
  const { app, browser } = await atTokens()
  const form = path === undefined ? '' : formTokenOf(await browser.text(path))
  const calls = watchCalls(app)
  const response = await browser.post(PATH, { form, expiry: '60' })
  const page = await response.text()
  expect([response.status, methodsOf(calls), app.lastLog('error')?.code]).toEqual([
    422,
    'GET',
    'wrong_account',
  ])
  expect((await browser.post(PATH, { form: formTokenOf(page), expiry: '60' })).status).toBe(200)
})
