import { expect, test } from 'vitest'
import { contoso } from '../../emulator/seed.ts'
import { variables } from '../../src/call-api/settings.ts'
import { fromEnv } from '../../src/entryway/index.ts'
import { parseVariables } from '../../src/entryway/settings/variables.ts'
import { contosoSettings } from './app.ts'

function parse(change: Record<string, unknown>) {
  const env = { ...contosoSettings, ...change }
  return parseVariables(variables, env, fromEnv(env).settings)
}

const problemsOf = (change: Record<string, unknown>) =>
  parse(change).problems.map(({ variable, problem }) => `${variable} ${problem}`)

test.each([
  ['http://graph.microsoft.com/v1.0/me', 'ENDPOINT is not an https URL'],
  ['/v1.0/me', 'ENDPOINT is not an https URL'],
  [true, 'ENDPOINT is not text'],
  ['https://me@graph.microsoft.com/v1.0/me', 'ENDPOINT has a name or a password in it'],
  ['https://:word@graph.microsoft.com/v1.0/me', 'ENDPOINT has a name or a password in it'],
])('ENDPOINT %j is rejected', (ENDPOINT, problem) => {
  expect(problemsOf({ ENDPOINT })).toEqual([problem])
})

test('ENDPOINT is read, and may be left out', () => {
  const href = 'https://graph.microsoft.com/v1.0/me/messages'
  expect(parse({ ENDPOINT: href }).values.ENDPOINT?.href).toBe(href)
  expect(parse({ ENDPOINT: '' })).toEqual({ values: { ENDPOINT: null }, problems: [] })
})

const OF_ANOTHER_API = 'ENDPOINT is of another API than SCOPE'
const GRAPH_ME = 'https://graph.microsoft.com/v1.0/me'
const OWN_API = 'api://x/.default'

test.each([
  ['a neighbor', 'https://api.example/x', undefined],
  ['a host that looks like Graph', 'https://graph.microsoft.com.api.example/x', undefined],
  ['another port', 'https://graph.microsoft.com:8443/v1.0/me', undefined],
  ['an API on this machine', 'http://localhost:9999/x', undefined],
  [
    'a neighbor, for a scope with Graph’s address',
    'https://api.example/x',
    'https://graph.microsoft.com/.default',
  ],
  [
    'a neighbor, for one with a slash more',
    'https://api.example/x',
    'https://graph.microsoft.com//User.Read',
  ],
  ['a neighbor, for one in capitals', 'https://api.example/x', 'https://Graph.Microsoft.com/User.Read'],
  [
    'a neighbor, for Graph’s own id',
    'https://api.example/x',
    '00000003-0000-0000-C000-000000000000/User.Read',
  ],
  ['a neighbor, for Graph of another cloud', 'https://api.example/x', 'https://graph.microsoft.us/User.Read'],
])('the person’s token for Graph is not sent to %s', (_, ENDPOINT, SCOPE) => {
  const REDIRECT_URI = 'http://localhost:8787/getAToken'
  expect(problemsOf({ ENDPOINT, SCOPE, REDIRECT_URI })).toEqual([OF_ANOTHER_API])
  expect(problemsOf({ ENDPOINT: GRAPH_ME, SCOPE, REDIRECT_URI })).toEqual([])
  expect(problemsOf({ SCOPE, REDIRECT_URI })).toEqual([])
})

test('the token for another API is not sent to Graph', () => {
  expect(problemsOf({ SCOPE: OWN_API, ENDPOINT: GRAPH_ME })).toEqual([OF_ANOTHER_API])
  expect(problemsOf({ SCOPE: OWN_API, ENDPOINT: 'https://api.example/x' })).toEqual([])
})

const LOCAL_SETTINGS = {
  AUTHORITY: `http://localhost:8788/${contoso.id}`,
  REDIRECT_URI: 'http://localhost:8787/getAToken',
}

test('a local Entra is its own Graph', () => {
  expect(problemsOf({ ...LOCAL_SETTINGS, ENDPOINT: 'http://localhost:8788/v1.0/me' })).toEqual([])
  expect(problemsOf({ ...LOCAL_SETTINGS, ENDPOINT: 'https://api.example/x' })).toEqual([OF_ANOTHER_API])
  const SCOPE = 'api://contoso-api/access_as_user'
  const ENDPOINT = 'http://localhost:8788/contoso-api/hello'
  expect(problemsOf({ ...LOCAL_SETTINGS, SCOPE, ENDPOINT })).toEqual([])
})

test.each([
  'http://localhost:8788/x',
  'https://localhost/x',
  'https://localhost./x',
  'https://api.localhost/x',
  'https://127.1/x',
  'https://0.0.0.0/x',
  'https://[::1]/x',
  'https://[::ffff:127.0.0.1]/x',
])('behind a public REDIRECT_URI ENDPOINT %s is rejected', (ENDPOINT) => {
  const REDIRECT_URI = 'http://localhost:8787/getAToken'
  expect(problemsOf({ SCOPE: OWN_API, ENDPOINT })).toEqual([
    'ENDPOINT is on localhost although REDIRECT_URI is not',
  ])
  expect(problemsOf({ SCOPE: OWN_API, ENDPOINT, REDIRECT_URI })).toEqual([])
})

test('a scope of another API needs an ENDPOINT: its token is for nobody else', () => {
  const SCOPE = 'api://x/.default'
  expect(problemsOf({ SCOPE })).toEqual(['ENDPOINT is missing although SCOPE is of another API than Graph'])
  expect(problemsOf({ SCOPE, ENDPOINT: 'https://api.example/x' })).toEqual([])
  expect(problemsOf({ SCOPE: 'https://graph.microsoft.com/.default' })).toEqual([])
})

test('ENDPOINT that is wrong is named beside settings that are wrong', () => {
  expect(problemsOf({ CLIENT_ID: 'x', SCOPE: ',', ENDPOINT: 'x' })).toEqual(['ENDPOINT is not an https URL'])
})
