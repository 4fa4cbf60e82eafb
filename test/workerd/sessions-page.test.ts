import { expect, test } from 'vitest'
import { casey, entrywayEverywhere } from '../../emulator/seed.ts'
import { hash } from '../../src/entryway/session/person.ts'
import { deriveKeys } from '../../src/entryway/session/seal.ts'
import type { TestApp } from './app.ts'
import type { Browser } from './browser.ts'
import { refuseTokens } from './changed-answers.ts'
import { startSampleApp } from './sample-app.ts'

/** Two browsers of the same user. */
async function twoBrowsers(): Promise<{ app: TestApp; here: Browser; there: Browser }> {
  const app = await startSampleApp()
  const [here, there] = [app.browser(), app.browser()]
  await there.signIn()
  await here.signIn()
  return { app, here, there }
}

/** What the page of this browser's user has in its form. */
const formOf = ({ parsedToken: { user } }: Browser) => hash(`${user} /sessions/microsoft`)

const idsOn = (page: string) => [...page.matchAll(/name="id" value="([^"]+)"/g)].map(([, id = '']) => id)
const isSignedIn = async (browser: Browser) => (await browser.get('/api/me')).status === 200

test('lists every session of the user, marks this one, and offers to end the others only', async () => {
  const { app, here } = await twoBrowsers()
  await app.browser().signIn('alex@contoso.example')
  const response = await here.get('/sessions')
  const page = await response.text()
  expect(response.status).toBe(200)
  expect(page.match(/<li class="card">/g)).toHaveLength(2)
  expect(page.match(/>this session</g)).toHaveLength(1)
  expect(page.match(/>last used 1 minute ago</g)).toHaveLength(1)
  expect(page).toContain('End all other sessions')
  expect(idsOn(page)).toHaveLength(1)
  // As true of a store that lags as of one that does not.
  expect(page).toContain('A new session appears here within a minute.')
})

test('ends one session, and only that one', async () => {
  const { here, there } = await twoBrowsers()
  const [id = ''] = idsOn(await here.text('/sessions'))
  const ended = await here.post('/sessions/end', { id })
  expect([ended.status, ended.headers.get('location')]).toEqual([303, '/sessions'])
  expect([await isSignedIn(here), await isSignedIn(there)]).toEqual([true, false])
  const page = await here.text('/sessions')
  expect(page).toContain('The session was ended.')
  expect([idsOn(page), page.includes('End all other sessions')]).toEqual([[], false])
})

test('ends all other sessions, also one that the list does not show', async () => {
  const { here, there } = await twoBrowsers()
  const ended = await here.post('/sessions/end-others', {})
  expect(ended.headers.get('location')).toBe('/sessions')
  expect([await isSignedIn(here), await isSignedIn(there)]).toEqual([true, false])
})

test('somebody else’s session cannot be ended, whatever its id', async () => {
  const { app, here } = await twoBrowsers()
  const alex = await app.browser().signedIn('alex@contoso.example')
  const [id = ''] = idsOn(await here.text('/sessions'))
  await alex.post('/sessions/end', { id })
  await alex.post('/sessions/end-others', {})
  expect(idsOn(await here.text('/sessions'))).toEqual([id])
})

test('an id that is on no list is not written to the store', async () => {
  const { app, here } = await twoBrowsers()
  app.kv.operations.length = 0
  await here.post('/sessions/end', { id: 'A'.repeat(43) })
  expect(app.kv.counts()).toMatchObject({ put: 0, delete: 0 })
})

test('the session’s own id leads to the sign-out', async () => {
  const { here } = await twoBrowsers()
  const { id } = await deriveKeys(here.parsedToken.value)
  const response = await here.post('/sessions/end', { id })
  expect(response.headers.get('location')).toBe('/logout')
  expect(await isSignedIn(here)).toBe(true)
})

test.each(['/sessions/end', '/sessions/microsoft'])(
  'a POST from another site to %s ends nothing',
  async (path) => {
    const { here, there } = await twoBrowsers()
    const [id = ''] = idsOn(await here.text('/sessions'))
    const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
    expect((await here.post(path, { id }, headers)).status).toBe(403)
    expect([await isSignedIn(here), await isSignedIn(there)]).toEqual([true, true])
  },
)

test.each(['/sessions', '/sessions/microsoft'])('%s is for signed-in users', async (path) => {
  const app = await startSampleApp()
  const response = await app.browser().get(path)
  expect([response.status, response.headers.get('location')]).toEqual([
    302,
    `/login?${new URLSearchParams({ return_to: path })}`,
  ])
})

test('also at Microsoft: the page says that the organization may have to approve it, and for an ordinary user Microsoft says so too', async () => {
  const { app, here } = await twoBrowsers()
  expect(await here.text('/sessions')).toContain('Your organization may have to approve this first')
  const asked = await here.get('/sessions/microsoft')
  const refused = await here.entra.get(asked.headers.get('location') ?? '')
  expect(await refused.text()).toContain('AADSTS90094')
  expect(app.outbound.join()).not.toContain('revokeSignInSessions')
})

test('also at Microsoft: asks for consent when it is opened, and then calls revokeSignInSessions once who was asked confirms it', async () => {
  const { app, here } = await twoBrowsers()
  app.outbound.length = 0
  const asked = await here.get('/sessions/microsoft')
  expect(app.outbound.filter((line) => line.endsWith('/token'))).toHaveLength(1)
  expect(app.logs.filter(({ event }) => event === 'consent_asked')).toHaveLength(1)
  expect(new URL(asked.headers.get('location') ?? '').searchParams.get('scope')).toContain(
    'User.RevokeSessions.All',
  )
  // Only an administrator can consent to it.
  const person = app.emulator.state.people.find(
    ({ profile }) => profile.userPrincipalName === 'adele@contoso.example',
  )
  if (person) person.roles = ['Global Administrator']
  const back = await here.followToEntra(asked)
  expect(back.headers.get('location')).toBe('/sessions/microsoft')
  const page = await here.text('/sessions/microsoft')
  expect(page).toContain('Sign out everywhere')
  const [, form = ''] = /name="form" value="([^"]*)"/.exec(page) ?? []
  // In a tab that was opened by somebody else.
  const alex = await app.browser().signedIn('alex@contoso.example')
  const asksAgain = await here.post('/sessions/microsoft', { form: formOf(alex) })
  expect(asksAgain.headers.get('location')).toBe('/sessions/microsoft')
  expect(app.outbound.join()).not.toContain('revokeSignInSessions')
  const done = await here.post('/sessions/microsoft', { form })
  expect(done.headers.get('location')).toBe('/sessions')
  expect(
    app.outbound.filter((line) => line.startsWith('POST') && line.endsWith('/me/revokeSignInSessions')),
  ).toHaveLength(1)
})

test('who is told not to be signed in any more, because Entra ended the session, has no account in the header', async () => {
  const app = await startSampleApp()
  const browser = await app.browser().signedIn()
  refuseTokens(app, { error: 'invalid_grant', error_codes: [50057] })
  const response = await browser.post('/sessions/microsoft', { form: formOf(browser) })
  const page = await response.text()
  expect([response.status, page]).toEqual([401, expect.stringContaining('You aren’t signed in')])
  expect(page).not.toMatch(/Adele Vance|Signed in as/)
})

test('a personal account is shown where Microsoft lets it sign out everywhere', async () => {
  const app = await startSampleApp({
    AUTHORITY: 'https://login.microsoftonline.com/common',
    CLIENT_ID: entrywayEverywhere.clientId,
  })
  const browser = await app.browser().signedIn(casey.profile.userPrincipalName)
  const page = await browser.text('/sessions')
  expect(page).toContain('https://account.microsoft.com/security')
  expect(page).not.toContain('/sessions/microsoft')
})

test('no link makes the page say that a session was ended', async () => {
  const { here } = await twoBrowsers()
  for (const path of ['/sessions?ended=one', '/sessions?ended=microsoft', '/sessions?ended=__proto__'])
    expect(await here.text(path)).not.toContain('role="status"')
})
