// What an error page shows on localhost alone: the cause, how to fix it, and which role was missing.
import { expect, test } from 'vitest'
import { alex } from '../../emulator/seed.ts'
import { signedIn, visit } from './app.ts'
import { refuseTokens } from './changed-answers.ts'

const LOCALHOST = { REDIRECT_URI: 'http://localhost:8787/getAToken' }
const ALEX = alex.profile.userPrincipalName

/** The rows for the developer, by name. */
const rowsOf = (page: string) =>
  Object.fromEntries(
    [...page.matchAll(/<pre title="([^"]*)">(.*?)<\/pre>/gs)].map(([, name, value]) => [name, value]),
  )

test('a missing role is named, with those of the session, and the log line has it', async () => {
  const { app, browser } = await signedIn(LOCALHOST, ALEX)
  const response = await browser.get('/reports')
  expect([response.status, rowsOf(await response.text())]).toEqual([
    403,
    { 'Required role': 'Reports.Read or Reports.Admin', 'Roles of this session': 'None' },
  ])
  expect(app.lastLog('error')).toMatchObject({
    code: 'forbidden',
    roles: ['Reports.Read', 'Reports.Admin'],
  })
})

test('what is wrong and how to fix it are sentences', async () => {
  const { app, browser } = await visit(LOCALHOST)
  refuseTokens(app, { error: 'invalid_client', error_codes: [7000222] }, 401)
  const rows = rowsOf(await (await browser.signIn()).text())
  expect(rows).toMatchObject({
    Cause: 'The client secret has expired.',
    'To fix it': expect.stringMatching(/^Run npm run register -- --rotate, .*\.$/),
  })
  expect(rows).not.toHaveProperty('Which check failed')
})

test('a cause that has no fix is not called one', async () => {
  const { app, browser } = await visit(LOCALHOST)
  refuseTokens(app, { error: 'invalid_grant', error_codes: [50057] })
  const rows = rowsOf(await (await browser.signIn()).text())
  expect(rows.Cause).toBe('The account is disabled.')
  expect(rows).not.toHaveProperty('To fix it')
})

test('elsewhere an error page has nothing for the developer', async () => {
  const { browser } = await signedIn({}, ALEX)
  expect(rowsOf(await (await browser.get('/reports')).text())).toEqual({})
})
