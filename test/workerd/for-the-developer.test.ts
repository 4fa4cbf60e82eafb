// What an error page shows on localhost alone: the cause, how to fix it, and which role was missing.
import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { expect, test, vi } from 'vitest'
import { alex } from '../../emulator/seed.ts'
import { EntrywayError, entryway, fromEnv, kvStore, throwUnlessOk } from '../../src/entryway/index.ts'
import { CALLBACK, signedIn, startApp, visit } from './app.ts'
import { refuseTokens } from './changed-answers.ts'

const LOCALHOST = { REDIRECT_URI: 'http://localhost:8787/getAToken' }
const ALEX = alex.profile.userPrincipalName

/** The rows for the developer, by name. */
const rowsOf = (page: string) => {
  const [, rows = ''] = page.split('<h2>For the developer</h2>')
  return Object.fromEntries(
    [...rows.matchAll(/<dt>(.*?)<\/dt><dd>(.*?)<\/dd>/gs)].map(([, name, value]) => [name, value]),
  )
}

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
  expect(rows).not.toHaveProperty('Reason')
})

test('a cause that has no fix is not called one', async () => {
  const { app, browser } = await visit(LOCALHOST)
  refuseTokens(app, { error: 'invalid_grant', error_codes: [50057] })
  const rows = rowsOf(await (await browser.signIn()).text())
  expect(rows.Cause).toBe('The account is disabled.')
  expect(rows).not.toHaveProperty('To fix it')
})

/** On localhost, where the developer is the operator, and elsewhere. */
const PLACES = [
  ['http://localhost:8787/callback', true],
  [CALLBACK, false],
] as const

/** What comes of a page that throws: what the visitor sees, the log, and what is written beside it. */
async function failingPage(REDIRECT_URI: string, fail: () => never) {
  const written: unknown[] = []
  vi.spyOn(console, 'error').mockImplementation((error) => void written.push(error))
  const auth = entryway<Env>((env) => ({ ...fromEnv(env), store: kvStore(env.SESSIONS) }))
  const app = new Hono<{ Bindings: Env }>()
  app.use(auth.protect())
  app.onError(auth.onError)
  app.get('/page', fail)
  const visited = await startApp({ REDIRECT_URI }, app)
  const response = await visited.fetch('/page', { headers: { accept: 'text/html' } })
  const stacks = written.map((each) => String(Object(each).stack))
  return { response, page: await response.text(), logs: visited.logs, written: written.map(String), stacks }
}

test.each(PLACES)(
  'at %s an exception is shown and written down with its message: %s',
  async (REDIRECT_URI, isLocal) => {
    const { response, page, logs, written } = await failingPage(REDIRECT_URI, () => {
      throw new RangeError('quoted-value')
    })
    expect([response.status, response.headers.get('cache-control')]).toEqual([500, 'no-store'])
    expect(page.includes('quoted-value')).toBe(isLocal)
    expect(JSON.stringify(logs)).not.toContain('quoted-value')
    expect(written).toEqual(isLocal ? ['RangeError: quoted-value'] : [])
    expect(logs.at(-1)).toMatchObject({ event: 'exception', reason: 'RangeError', fixableBy: 'operator' })
  },
)

// wrangler maps a place in the bundle to the source's only where it is in parentheses behind a name.
test('the place of a handler without a name is written as a name’s would be', async () => {
  const named = '    at async dispatch (file:///app/index.js:7:9)'
  const { stacks } = await failingPage(LOCALHOST.REDIRECT_URI, () => {
    const stack = `RangeError: quoted\n    at async file:///app/index.js:5:3\n${named}`
    throw Object.assign(new RangeError('quoted'), { stack })
  })
  expect(stacks).toEqual([
    `RangeError: quoted\n    at async <anonymous> (file:///app/index.js:5:3)\n${named}`,
  ])
})

test('an exception that cannot be changed is written down as it is', async () => {
  const { response, written } = await failingPage(LOCALHOST.REDIRECT_URI, () => {
    throw Object.freeze(new RangeError('quoted'))
  })
  expect([response.status, written]).toEqual([500, ['RangeError: quoted']])
})

test('what a page throws that is no Error is a bug as well', async () => {
  const { response, written, logs } = await failingPage(LOCALHOST.REDIRECT_URI, () => {
    throw 'quoted'
  })
  expect([response.status, response.headers.get('cache-control'), written]).toEqual([
    500,
    'no-store',
    ['quoted'],
  ])
  expect(logs.at(-1)).toMatchObject({ event: 'exception', code: 'internal' })
})

test('a script gets no details where there are none', async () => {
  const app = await startApp(LOCALHOST)
  const answer = await (await app.fetch('http://localhost:8787/profile')).json()
  expect(answer).toMatchObject({ error: 'session_missing' })
  expect(answer).not.toHaveProperty('developer')
})

test.each(PLACES)(
  'at %s the request and the answer of an API that refuses are shown: %s',
  async (REDIRECT_URI, isLocal) => {
    const { page, logs, written } = await failingPage(REDIRECT_URI, () => {
      const text = '{"error":{"code":"Authorization_RequestDenied"}}'
      const answer = { status: 403, headers: new Headers(), text }
      throwUnlessOk(answer, 'Microsoft Graph', 'GET https://graph.microsoft.com/v1.0/users')
      throw new Error('not refused')
    })
    const said = ['v1.0/users', 'Authorization_RequestDenied']
    expect(said.map((words) => page.includes(words))).toEqual([isLocal, isLocal])
    expect(said.map((words) => written.join().includes(words))).toEqual([isLocal, isLocal])
    expect(JSON.stringify(logs)).not.toContain('Authorization_RequestDenied')
  },
)

test.each(PLACES)(
  'at %s a script that sends no Origin learns why it is rejected, and what to do: %s',
  async (REDIRECT_URI, isLocal) => {
    const app = await startApp({ REDIRECT_URI })
    const { origin } = new URL(REDIRECT_URI)
    const answer = await (await app.fetch(`${origin}/profile`, { method: 'POST' })).json()
    const developer = {
      'To fix it': `Send Origin: ${origin}, or exempt the path with csrf.except (docs/your-pages.md).`,
      Reason: 'no_sign',
    }
    expect(answer).toEqual({
      error: 'cross_site',
      message: 'That request came from another site',
      correlation_id: expect.any(String),
      ...(isLocal && { developer }),
    })
    expect(app.lastLog('error')).toMatchObject({ code: 'cross_site', reason: 'no_sign' })
    // In production, whoever forges requests must not make the log advise an exemption.
    expect('operator' in (app.lastLog('error') ?? {})).toBe(isLocal)
  },
)

test.each(PLACES)('at %s a body that is too large is told the limit: %s', async (REDIRECT_URI, isLocal) => {
  const app = await startApp({ REDIRECT_URI })
  const { origin } = new URL(REDIRECT_URI)
  const { body } = new Response('x'.repeat(65_537))
  for (const sent of [body, 'x'.repeat(65_537)]) {
    const init = { method: 'POST', body: sent, headers: { origin } }
    const answer = await (await app.fetch(`${origin}/profile`, init)).json()
    const fix = 'Send at most 65536 bytes, or raise bodyLimit for the path (docs/your-pages.md).'
    expect(answer).toEqual({
      error: 'too_large',
      message: 'The request is too large',
      correlation_id: expect.any(String),
      ...(isLocal && { developer: { 'To fix it': fix } }),
    })
  }
})

test.each(PLACES)('at %s an HTTPException of the app’s has its own status and words', async (uri) => {
  const refused = await failingPage(uri, () => {
    throw new HTTPException(400, { message: 'Malformed JSON in request body' })
  })
  expect([refused.response.status, refused.page]).toEqual([400, 'Malformed JSON in request body'])
  expect(refused.response.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect([refused.logs, refused.written]).toEqual([[], []])
  const failed = await failingPage(uri, () => {
    throw new HTTPException(503)
  })
  expect([failed.response.status, failed.logs]).toMatchObject([503, [{ event: 'exception' }]])
})

test.each(PLACES)('at %s an error page names the scopes that a page asked for: %s', async (uri, isLocal) => {
  const { page } = await failingPage(uri, () => {
    throw new EntrywayError('sign_in_unavailable', { scopes: ['openid', 'api://orders/read'] })
  })
  expect(page.includes('openid api://orders/read')).toBe(isLocal)
})
