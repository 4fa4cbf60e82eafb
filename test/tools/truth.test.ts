// npm run truth, with a second local Entra in the place of Microsoft's service.
import { expect, test } from 'vitest'
import { createEmulator } from '../../emulator/index.ts'
import { compare, type Difference } from '../../tools/truth/compare.ts'
import { observe } from '../../tools/truth/observation.ts'
import { probes } from '../../tools/truth/probe.ts'
import { CONTOSO, EXIT_CODES, localService, serviceOf, truth } from '../../tools/truth/truth.ts'

type Change = (request: Request, response: Response) => Promise<Response> | Response

/** A local Entra whose answers are changed on their way out. */
async function twin(change: Change) {
  const emulator = await createEmulator()
  return serviceOf(async (request) => change(request, await emulator.fetch(request)), CONTOSO)
}

const asks = (request: Request, path: string) => new URL(request.url).pathname === `/${path}`

test('finds no difference between two local Entras, whatever their keys, ids and times', async () => {
  const { asked, unanswered, differences } = await compare(
    await twin((_, response) => response),
    await localService(),
  )
  expect(differences).toEqual([])
  expect(unanswered).toEqual([])
  expect(asked).toBe(probes(CONTOSO).length)
})

test('asks some forty refusals, and no question twice', () => {
  const all = probes(CONTOSO)
  const refusals = all.filter(({ name }) => /^(token|devicecode|authorize): /.test(name))
  expect(refusals.length).toBeGreaterThanOrEqual(30)
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length)
  expect(new Set(all.map(({ path, form }) => JSON.stringify([path, form]))).size).toBe(all.length)
})

/** With this part of its text replaced. */
const reworded = (from: string | RegExp, to: string) => async (response: Response) => {
  const text = await response.text()
  expect(text).toMatch(from)
  return new Response(text.replace(from, to), response)
}

const withHeader = (name: string, change: (value: string) => string) => (response: Response) => {
  const headers = new Headers(response.headers)
  headers.set(name, change(headers.get(name) ?? ''))
  return new Response(response.body, { status: response.status, headers })
}

type Json = Record<string, unknown>
const withBody = (change: (body: Json) => Json) => async (response: Response) =>
  Response.json(change((await response.json()) as Json), response)

const METADATA = 'v2.0/.well-known/openid-configuration'
const AUTHORIZE = 'common/oauth2/v2.0/authorize'
const NONE = 'authorize: prompt=none without a session'
/** Of a silent sign-in alone. */
const redirected = (change: (url: string) => string) => (response: Response) =>
  response.headers.get('location')?.includes('login_required')
    ? withHeader('location', change)(response)
    : response

test.each<[string, path: string, (response: Response) => Promise<Response> | Response, Partial<Difference>]>([
  [
    'a new field of the metadata',
    `common/${METADATA}`,
    reworded('{', '{"new_endpoint_aliases":{"token_endpoint":"x"},'),
    { probe: 'metadata of common', where: 'body.new_endpoint_aliases.token_endpoint', local: null },
  ],
  [
    'a field that the metadata no longer has',
    `consumers/${METADATA}`,
    reworded(/"kerberos_endpoint":"[^"]*",/, ''),
    { probe: 'metadata of consumers', where: 'body.kerberos_endpoint', real: null },
  ],
  [
    'one more member of a list',
    `organizations/${METADATA}`,
    reworded('"client_secret_post"', '"client_secret_post","tls_client_auth"'),
    { probe: 'metadata of organizations', where: 'body.token_endpoint_auth_methods_supported[]' },
  ],
  [
    'an issuer of another form',
    `${CONTOSO.tenant}/${METADATA}`,
    reworded(/"issuer":"[^"]*\/v2\.0"/, `"issuer":"https://sts.windows.net/${CONTOSO.tenant}/"`),
    {
      probe: 'metadata of a tenant by id',
      where: 'body.issuer',
      real: '"https://sts.windows.net/{tenant}/"',
      local: '"https://login.microsoftonline.com/{tenant}/v2.0"',
    },
  ],
  [
    'keys without their issuer',
    'common/discovery/v2.0/keys',
    withBody(({ keys }) => ({ keys: (keys as Json[]).map(({ issuer: _, ...key }) => key) })),
    { probe: 'keys of common', where: 'body.keys[].issuer', real: null },
  ],
  [
    'the status',
    `${CONTOSO.tenant}/oauth2/v2.0/token`,
    ({ status, body, headers }) => new Response(body, { status: status === 401 ? 400 : status, headers }),
    { probe: 'token: client credentials of a public client', where: 'status', real: '400', local: '401' },
  ],
  [
    'an AADSTS number',
    'unknown.invalid/oauth2/v2.0/token',
    reworded(/\[90002\]/, '[900023]'),
    { probe: 'token: an unknown domain', where: 'body.error_codes[]', real: '900023', local: '90002' },
  ],
  [
    'a sentence',
    'common/oauth2/v2.0/devicecode',
    async (response) =>
      new Response((await response.text()).replace("parameter: 'scope'", "parameter: 'scopes'"), response),
    { probe: 'devicecode: no scope', where: 'body.error_description' },
  ],
  [
    'the error in a redirect',
    AUTHORIZE,
    redirected((url) => url.replace('login_required', 'interaction_required')),
    { probe: NONE, where: 'location.error', real: 'interaction_required', local: 'login_required' },
  ],
  [
    'the charset',
    `common/${METADATA}`,
    withHeader('content-type', (type) => type.replace('utf-8', 'utf-16')),
    {
      probe: 'metadata of common',
      where: 'header content-type',
      real: 'application/json; charset=utf-16',
      local: 'application/json; charset=utf-8',
    },
  ],
  [
    'how long it may be cached',
    `common/${METADATA}`,
    withHeader('cache-control', () => 'private'),
    {
      probe: 'metadata of common',
      where: 'header cache-control',
      real: 'private',
      local: 'max-age=86400, private',
    },
  ],
  [
    'the order of the fields',
    `common/${METADATA}`,
    withBody(({ issuer, ...others }) => ({ issuer, ...others })),
    {
      probe: 'metadata of common',
      where: 'order',
      real: 'body.issuer before body.token_endpoint',
      local: 'body.token_endpoint before body.issuer',
    },
  ],
  [
    'the order of a redirect',
    AUTHORIZE,
    redirected((url) => url.replace(/\?(.*)&(state=[^&]*)$/, '?$2&$1')),
    {
      probe: NONE,
      where: 'order',
      real: 'location.state before location.error',
      local: 'location.error before location.state',
    },
  ],
  [
    'the letters of its escapes',
    AUTHORIZE,
    redirected((url) => url.replace(/%../g, (octet) => octet.toUpperCase())),
    { probe: NONE, where: 'location escapes', real: 'capitals', local: 'small letters' },
  ],
  [
    'its spaces',
    AUTHORIZE,
    redirected((url) => url.replaceAll('+', '%20')),
    { probe: NONE, where: 'location spaces', real: '%20', local: '+' },
  ],
])('names a difference in %s, and no other', async (_, path, change, difference) => {
  const real = await twin((request, response) => (asks(request, path) ? change(response) : response))
  const { differences } = await compare(real, await localService())
  expect(differences).toEqual([expect.objectContaining(difference)])
})

test('names a difference in the separator before the ids', async () => {
  const real = await twin((request, response) =>
    asks(request, 'common/oauth2/v2.0/token') && request.method === 'GET'
      ? reworded(' Trace ID', '\\r\\nTrace ID')(response)
      : response,
  )
  expect((await compare(real, await localService())).differences).toEqual([
    expect.objectContaining({
      probe: 'token: GET',
      where: 'body.error_description',
      real: expect.stringContaining('.\\r\\n{ids}'),
    }),
  ])
})

/** As `npm run truth` calls it, Microsoft's ids in the place of Contoso's. */
const asMicrosoft = async (change: Change) => {
  const emulator = await createEmulator()
  return async (request: Request) => {
    const text = (value: string) =>
      value
        .replaceAll('72f988bf-86f1-41af-91ab-2d7cd011db47', CONTOSO.tenant)
        .replaceAll('microsoft.onmicrosoft.com', CONTOSO.domain)
    const init =
      request.method === 'POST' ? { method: 'POST', body: new URLSearchParams(await request.text()) } : {}
    const answer = await emulator.fetch(new Request(text(request.url), { ...init, redirect: 'manual' }))
    return change(request, answer)
  }
}

test('prints what differs, and no id, time, key or token of an answer', async () => {
  const secrets = [
    '1bad5eed-0000-4000-8000-000000000001',
    '2031-01-02 03:04:05Z',
    'eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ',
  ]
  const fetch = await asMicrosoft((request, response) =>
    asks(request, 'common/oauth2/v2.0/token')
      ? Response.json({
          error: 'invented',
          trace_id: secrets[0],
          timestamp: secrets[1],
          access_token: secrets[2],
        })
      : response,
  )
  const { exitCode, output } = await truth([], fetch)
  expect(exitCode).toBe(EXIT_CODES.different)
  expect(output).toContain('token: an empty form\n  status\n    Microsoft    200\n    local Entra  400')
  expect(output).toContain('"invented"')
  for (const secret of secrets) expect(output).not.toContain(secret)
  expect(output).toMatch(/\d+ questions, \d+ differences in \d+ of them\.$/)
})

test('without a network, it reports one line after one request', async () => {
  let asked = 0
  const { exitCode, output } = await truth([], () => {
    asked += 1
    const cause = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' })
    return Promise.reject(new TypeError('fetch failed', { cause }))
  })
  expect(exitCode).toBe(EXIT_CODES.unreachable)
  expect(output).toMatch(/^login\.microsoftonline\.com: its host name was not found\. [^\n]*$/)
  expect(asked).toBe(1)
})

test('a request without a response is listed, and the others continue', async () => {
  const real = await twin((request, response) => {
    if (asks(request, 'consumers/discovery/v2.0/keys')) throw new TypeError('fetch failed')
    return response
  })
  const { unanswered, differences } = await compare(real, await localService())
  expect([unanswered, differences]).toEqual([['keys of consumers'], []])
})

test.each([
  [['--help'], 0],
  [['--tenant', 'x'], 2],
])('%j is answered with the usage, and nothing is asked', async (args, exitCode) => {
  const answered = await truth(args, () => Promise.reject(new Error('asked')))
  expect(answered).toEqual({ exitCode, output: expect.stringMatching(/^Usage: npm run truth\n/) })
})

test('reads the number and sentence of an error page as Microsoft writes it into its script', async () => {
  const html = `<script>$Config={"strServiceExceptionMessage":"AADSTS700016: Application with identifier \\u0027x"}</script>`
  const seen = await observe(
    new Response(html, { status: 400, headers: { 'content-type': 'text/html' } }),
    CONTOSO,
  )
  expect(seen.get('page')).toBe("AADSTS700016: Application with identifier 'x")
})

test('of a list it keeps what stands in any of its objects, and what some of them lack', async () => {
  const keys = [
    { kty: 'RSA', use: 'sig', aliases: ['b', 'a'] },
    { kty: 'EC', aliases: ['c'] },
  ]
  const seen = await observe(Response.json({ keys, none: [] }), CONTOSO)
  expect(Object.fromEntries(seen)).toMatchObject({
    'body.keys[].kty': '"EC" | "RSA"',
    'body.keys[].use': '"sig" | (absent)',
    'body.keys[].aliases[]': '"a" | "b" | "c"',
    'body.none[]': '(empty)',
  })
})
