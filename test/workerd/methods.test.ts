// A route is known to a wrong method, and to REDIRECT_URI, without a list beside it.
import { expect, test } from 'vitest'
import { ORIGIN, startApp, visit } from './app.ts'
import routes from './small-app.tsx'

const PAGES = routes.routes.filter(({ path }) => !path.includes('*')).map(({ path }) => path)
const PLACES = [...new Set(PAGES)]

test('the app has pages to test', () => {
  expect(PLACES).toEqual(expect.arrayContaining(['/', '/login', '/profile']))
})

test.each([...PLACES, '/callback'])(
  '%s with a method that it does not take says which it takes',
  async (path) => {
    const app = await startApp()
    const response = await app.fetch(path, { method: 'DELETE', headers: { origin: ORIGIN } })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe(
      ['/logout', '/profile/edit', '/greeting', '/sessions'].includes(path) ? 'GET, HEAD, POST' : 'GET, HEAD',
    )
    expect([app.kv.operations, app.outbound]).toEqual([[], []])
  },
)

test.each(['/nothing', '/profile/x', '/Profile'])('%s returns 404', async (path) => {
  const app = await startApp()
  const response = await app.fetch(path, { method: 'DELETE', headers: { origin: ORIGIN } })
  expect([response.status, response.headers.get('allow')]).toEqual([404, null])
})

const OWN = ['/login', '/logout', '/logout/front-channel', '/healthz', '/api/me']

test.each(OWN)(
  'REDIRECT_URI with the core’s own path %s is rejected on every page, and nobody is sent to Entra',
  async (path) => {
    const app = await startApp({ REDIRECT_URI: ORIGIN + path })
    for (const page of ['/', '/login', path]) await expectTaken(await app.fetch(page))
    expect(app.outbound).toEqual([])
  },
)

test.each(PLACES.filter((path) => path !== '/' && !OWN.includes(path)))(
  'says so at %s if REDIRECT_URI has that path of a page, and redeems no code',
  async (path) => {
    const { app, browser } = await visit({ REDIRECT_URI: ORIGIN + path })
    const { searchParams } = await browser.startSignIn()
    app.outbound.length = 0
    await expectTaken(await app.fetch(`${path}?code=x&state=${searchParams.get('state')}`))
    expect(app.outbound).toEqual([])
    // The twin: other pages go on.
    expect((await app.fetch('/healthz')).status).toBe(200)
  },
)

async function expectTaken(response: Response): Promise<void> {
  const { settings } = (await response.json()) as { settings: unknown }
  expect([response.status, settings]).toMatchObject([
    503,
    [{ variable: 'REDIRECT_URI', problem: 'has a path that the app itself uses' }],
  ])
}

test.each(['/callback', '/profile/callback', '/tokens/x/callback'])(
  'accepts REDIRECT_URI with the path %s',
  async (path) => {
    const app = await startApp({ REDIRECT_URI: ORIGIN + path })
    expect((await app.fetch('/login')).status).toBe(302)
  },
)
