// Nothing but a route has to be written for a page to be known: to a wrong method, and to REDIRECT_URI.
import { expect, test } from 'vitest'
import routes from '../../src/index.tsx'
import { ORIGIN, startApp } from './app.ts'

const AZURE_DEVOPS_URL = 'https://vssps.dev.azure.com/contoso'
const PAGES = routes.routes.filter(({ path }) => !path.includes('*')).map(({ path }) => path)
const PLACES = [...new Set(PAGES)].map((path) => path.replace(':id', 'x'))

test('there are pages to ask for', () => {
  expect(PLACES).toEqual(expect.arrayContaining(['/', '/login', '/profile/edit']))
})

test.each(PLACES)('%s with a method that it does not take says which it takes', async (path) => {
  const app = await startApp({ AZURE_DEVOPS_URL })
  const response = await app.fetch(path, { method: 'DELETE', headers: { origin: ORIGIN } })
  expect(response.status).toBe(405)
  const forms = /^\/(logout|profile\/edit|tokens\/new|tokens\/x\/(edit|rotate|revoke))$/
  expect(response.headers.get('allow')).toBe(forms.test(path) ? 'GET, HEAD, POST' : 'GET, HEAD')
})

test.each(['/nothing', '/profile/x', '/tokens/x/y', '/Profile'])('%s is not there', async (path) => {
  const app = await startApp({ AZURE_DEVOPS_URL })
  const response = await app.fetch(path, { method: 'DELETE', headers: { origin: ORIGIN } })
  expect([response.status, response.headers.get('allow')]).toEqual([404, null])
})

const PATHS = PLACES.filter((path) => path !== '/')

test.each([...PATHS, '/profile/'])(
  'REDIRECT_URI with the path %s is refused on every page, and nobody is sent to Entra',
  async (path) => {
    const app = await startApp({ REDIRECT_URI: ORIGIN + path })
    for (const page of ['/', '/login', path]) {
      const response = await app.fetch(page)
      const { settings } = (await response.json()) as { settings: unknown }
      expect(response.status).toBe(503)
      expect(settings).toMatchObject([
        { variable: 'REDIRECT_URI', problem: 'has a path that the app itself uses' },
      ])
    }
    expect(app.outbound).toEqual([])
  },
)

test.each(['/callback', '/profile/callback', '/tokens/x/callback'])('%s is taken', async (path) => {
  const app = await startApp({ REDIRECT_URI: ORIGIN + path })
  expect((await app.fetch('/login')).status).toBe(302)
})
