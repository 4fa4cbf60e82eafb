import { expect, test } from 'vitest'
import { startApp } from './app.ts'

/** Each is wrong, and might be somebody's secret that was put in the wrong place. */
const WRONG = {
  AUTHORITY: 'value-of-authority',
  CLIENT_ID: 'value-of-client-id',
  CLIENT_SECRET: '0a0a0a0a-0000-4000-8000-0000000000ff',
  REDIRECT_URI: 'https://value-of-redirect.example/Value-of/../path',
  SCOPE: 'value-of-scope "x"',
  ALLOWED_TENANTS: 'value-of-tenants',
  SESSION_IDLE_MINUTES: 'value-of-minutes',
  SESSION_MAX_HOURS: 'value-of-hours',
  // Of a feature, which comes after the core's.
  ENDPOINT: 'value-of-endpoint',
}
const NAMES = Object.keys(WRONG)

const ROUTES = [
  ['GET', '/'],
  ['GET', '/login'],
  ['GET', '/profile'],
  ['GET', '/logout'],
  ['POST', '/logout'],
  ['GET', '/healthz'],
  ['DELETE', '/no-such-page'],
] as const

test.each(ROUTES)('%s %s answers 503 while a setting is wrong', async (method, path) => {
  const app = await startApp({ CLIENT_SECRET: undefined })
  const response = await app.fetch(path, { method, headers: { accept: 'text/html' } })
  expect(response.status).toBe(503)
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(response.headers.getSetCookie()).toEqual([])
  expect(await response.text()).toContain('<code>CLIENT_SECRET</code> is missing')
  expect(app.outbound).toEqual([])
  expect(app.kv.operations).toEqual([])
  expect(app.lastLog('settings_error')?.variables).toEqual(['CLIENT_SECRET is missing'])
})

test('the page and the log name every variable that is wrong, and no value', async () => {
  const app = await startApp(WRONG)
  const response = await app.fetch('/', { headers: { accept: 'text/html' } })
  const page = await response.text()
  for (const name of NAMES) expect(page).toContain(`<code>${name}</code> `)
  const logged = app.lastLog('settings_error')?.variables as string[]
  expect(logged.map((line) => line.split(' ')[0])).toEqual(NAMES)
  const seen = page + JSON.stringify([app.logs, [...response.headers]])
  expect(seen.toLowerCase()).not.toContain('value-of')
  expect(seen).not.toContain(WRONG.CLIENT_SECRET)
})

test('a script gets the same as JSON', async () => {
  const app = await startApp(WRONG)
  const response = await app.fetch('/healthz', { headers: { accept: '*/*' } })
  expect(response.status).toBe(503)
  const json = await response.json<{ error: string; settings: Record<string, string>[] }>()
  expect(json.error).toBe('settings')
  expect(json.settings.map(({ variable }) => variable)).toEqual(NAMES)
  for (const each of json.settings) expect(Object.keys(each)).toEqual(['variable', 'problem', 'expected'])
  expect(JSON.stringify(json).toLowerCase()).not.toContain('value-of')
})

test('a missing KV binding answers 503, and is named', async () => {
  const app = await startApp()
  app.restart({ SESSIONS: undefined })
  const response = await app.fetch('/', { headers: { accept: 'text/html' } })
  expect(response.status).toBe(503)
  expect(await response.text()).toContain('<code>SESSIONS</code> is not bound')
})
