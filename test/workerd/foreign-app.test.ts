// The README's ten lines in somebody else's Hono app: with routes, errors and CSRF rules of its own.
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { contoso, entrywayEverywhere } from '../../emulator/seed.ts'
import {
  EntrywayError,
  type EntrywayOptions,
  entryway,
  fromEnv,
  kvStore,
  type ProtectOptions,
  type SignedIn,
} from '../../src/entryway/index.ts'
import { ORIGIN, startApp } from './app.ts'

const EVERYBODY = {
  AUTHORITY: 'https://login.microsoftonline.com/common',
  CLIENT_ID: entrywayEverywhere.clientId,
}

type Bindings = { SESSIONS: KVNamespace; GREETING: string } & Record<string, unknown>

async function foreignApp(
  { options = {}, protect }: { options?: Partial<EntrywayOptions>; protect?: ProtectOptions } = {},
  change: Record<string, unknown> = {},
) {
  const auth = entryway<Bindings>((env) => ({ ...fromEnv(env), store: kvStore(env.SESSIONS), ...options }))
  const app = new Hono<{ Bindings: Bindings }>()
  if (protect) app.use(auth.protect(protect))
  app.route('/', auth.routes)
  app.get('/', (c) => c.text(`${c.env.GREETING}, everybody`))
  app.get('/me', auth.session(), (c) => c.json({ name: c.var.session?.identity.name ?? null }))
  app.use('/admin/*', auth.requireSession({ roles: ['Reports.Read'] }))
  app.get('/admin', (c) => c.text('the secret office'))
  app.get('/admin/users/:id', (c) => c.text(`the secret of ${c.req.param('id')}`))
  app.all('/admin/any', (c) => c.text(`the secret by ${c.req.method}`))
  const mine = new Hono<SignedIn<Bindings>>()
  mine.use(auth.requireSession())
  mine.get('/graph', async (c) => c.json(await c.var.session.fetchJson('/me', ['User.Read'])))
  mine.get('/mail', async (c) => c.json(await c.var.session.fetchJson('/me/messages', ['Mail.Read'])))
  mine.get('/missing', async (c) => c.json(await c.var.session.fetchJson('/me/nothing', ['User.Read'])))
  mine.get('/promotion', (c) => c.text(`${c.var.session.identity.roles.push('Reports.Read')} role`))
  mine.get('/slashless', async (c) => c.json(await c.var.session.fetchJson('me', ['User.Read'])))
  mine.get('/bug', () => {
    throw new RangeError('quoted-value')
  })
  app.route('/mine', mine)
  app.post('/hooks/github', auth.session(), async (c) =>
    c.text(`${c.var.session?.identity.name ?? 'nobody'} sent ${(await c.req.text()).length}`),
  )
  app.get('/hooks/challenge', auth.session(), (c) => c.json(c.var.session?.identity.name ?? null))
  app.post('/forms', (c) => c.text('done'))
  app.get('/:page', (c) => c.text(`the page ${c.req.param('page')}`))
  app.onError((error, c) => c.text(`our own: ${error.message}`, 500))
  app.notFound((c) => c.text('nothing of ours', 404))

  const visited = await startApp({ GREETING: 'Hello', ...change }, app)
  return {
    auth,
    kv: visited.kv,
    logs: visited.logs,
    send: (path: string, init?: RequestInit) => visited.fetch(path, init),
    browser: () => visited.browser(),
  }
}

test('tells a test that passes no environment to pass one', async () => {
  const auth = entryway<Bindings>((env) => ({ ...fromEnv(env), store: kvStore(env.SESSIONS) }))
  const app = new Hono<{ Bindings: Bindings }>()
  app.get('/', auth.session(), (c) => c.text('hello'))
  app.onError((error, c) => c.text(error.message, 500))
  expect(await (await app.request('/')).text()).toContain('app.request(path, init, env)')
})

test('a role that an app gives its user by mistake is not theirs at the next request', async () => {
  const { browser } = await foreignApp()
  const visitor = browser()
  await visitor.signIn('alex@contoso.example')
  expect((await visitor.get('/mine/promotion')).status).toBe(500)
  expect((await visitor.get('/admin')).status).toBe(403)
})

test('a body limit of a variable that is not set lets nothing in', async () => {
  const { send } = await foreignApp({ protect: { bodyLimit: { maxBytes: Number(undefined) } } })
  const post = (body: BodyInit | null) =>
    send('/forms', { method: 'POST', headers: { origin: ORIGIN }, body })
  expect([(await post('a')).status, (await post(null)).status]).toEqual([413, 200])
})

test.each([true, false])('a redirect URI may end in a slash, in an app with strict: %s', async (strict) => {
  const auth = entryway<Bindings>((env) => ({ ...fromEnv(env), store: kvStore(env.SESSIONS) }))
  const app = new Hono<{ Bindings: Bindings }>({ strict })
  app.route('/', auth.routes)
  const visited = await startApp({ REDIRECT_URI: `${ORIGIN}/callback/` }, app)
  const canceled = await visited.fetch('/callback/?error=access_denied&state=unknown')
  expect([canceled.status, (await canceled.json<{ error: string }>()).error]).toEqual([
    400,
    'attempt_missing',
  ])
})

test('says what a Graph path without its slash is taken for', async () => {
  const { browser } = await foreignApp()
  const visitor = browser()
  await visitor.signIn()
  expect(await (await visitor.get('/mine/slashless')).text()).toContain(
    'our own: me is not a URL; a Microsoft Graph path begins with /',
  )
})

test('signs a user in, shows them who they are, and signs them out', async () => {
  const { browser } = await foreignApp()
  const visitor = browser()
  expect(await (await visitor.get('/me')).json()).toEqual({ name: null })
  expect((await visitor.signIn()).status).toBe(303)
  expect(await (await visitor.get('/me')).json()).toEqual({ name: 'Adele Vance' })
  expect(await (await visitor.get('/mine/graph')).json()).toMatchObject({ displayName: 'Adele Vance' })
  expect((await visitor.post('/logout')).status).toBe(200)
  expect(await (await visitor.get('/me')).json()).toEqual({ name: null })
})

test('claims no page, error or method of the app it is mounted in', async () => {
  const { send } = await foreignApp()
  const home = await send('/')
  expect([await home.text(), home.headers.get('content-security-policy')]).toEqual(['Hello, everybody', null])
  expect(await (await send('/anything')).text()).toBe('the page anything')
  expect(await (await send('/a/b')).text()).toBe('nothing of ours')
  const elsewhere = { method: 'POST', headers: { origin: 'https://evil.example' } }
  expect(await (await send('/forms', elsewhere)).text()).toBe('done')
})

test.each([
  [false, null],
  [true, 'no-store'],
])(
  'a middleware that forgets next() is told so by Hono; with protect(): %s',
  async (isProtected, caching) => {
    const auth = entryway<Bindings>((env) => ({ ...fromEnv(env), store: kvStore(env.SESSIONS) }))
    const app = new Hono<{ Bindings: Bindings }>()
    if (isProtected) app.use(auth.protect())
    app.route('/', auth.routes)
    app.use('/page', async (c) => c.header('x-page', 'yes'))
    app.get('/page', (c) => c.text('never reached'))
    app.onError((error, c) => c.text(error.message, 500))
    const response = await (await startApp({}, app)).fetch('/page')
    expect([response.status, response.headers.get('cache-control'), await response.text()]).toEqual([
      500,
      caching,
      expect.stringContaining('forget to return a Response object or `await next()`'),
    ])
  },
)

test('protects its own routes without protect(): headers, CSRF check, body limit', async () => {
  const { send } = await foreignApp()
  const page = await send('/logout', { headers: { accept: 'text/html' } })
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
  const elsewhere = await send('/logout', { method: 'POST', headers: { origin: 'https://evil.example' } })
  expect([elsewhere.status, await elsewhere.json()]).toMatchObject([403, { error: 'cross_site' }])
  const body = 'x'.repeat(64 * 1024 + 1)
  expect((await send('/logout', { method: 'POST', body, headers: { origin: ORIGIN } })).status).toBe(413)
  const framed = await send('/logout/front-channel?sid=x')
  expect(framed.headers.get('content-security-policy')).toContain('frame-ancestors https://')
})

test('in an app with Hono’s basePath(), its pages say where the routes belong, and send nobody to a /login that is not there', async () => {
  const auth = entryway<Bindings>((env) => ({ ...fromEnv(env), store: kvStore(env.SESSIONS) }))
  const app = new Hono<{ Bindings: Bindings }>().basePath('/portal')
  app.route('/', auth.routes)
  app.get('/', auth.requireSession(), (c) => c.text('the portal'))
  const visited = await startApp({ REDIRECT_URI: 'http://localhost:8787/portal/callback' }, app)
  for (const path of ['/portal', '/portal/callback']) {
    const response = await visited.fetch(`http://localhost:8787${path}`, { headers: { accept: 'text/html' } })
    expect([path, response.status, await response.text()]).toEqual([
      path,
      500,
      expect.stringContaining('mounted below /portal. Mount them at the root'),
    ])
  }
})

test('a guard before the routes says where it belongs, instead of redirecting forever', async () => {
  const auth = entryway<Bindings>((env) => ({ ...fromEnv(env), store: kvStore(env.SESSIONS) }))
  const app = new Hono<{ Bindings: Bindings }>()
  app.use(auth.requireSession())
  app.route('/', auth.routes)
  const visited = await startApp({ REDIRECT_URI: 'http://localhost:8787/callback' }, app)
  const open = (path: string) =>
    visited.fetch(`http://localhost:8787${path}`, { headers: { accept: 'text/html' } })
  const guarded = await open('/')
  expect([guarded.status, guarded.headers.get('location')]).toEqual([302, '/login?return_to=%2F'])
  const login = await open('/login?return_to=%2F')
  expect([login.status, await login.text()]).toEqual([
    500,
    expect.stringContaining('Mount auth.routes before the guards'),
  ])
})

const SECRETS = ['/admin', '/admin/', '/admin/users/7', '/admin//users/7', '/admin/any']
const SPELLINGS = ['/ADMIN', '/%61dmin', '/admin%2Fusers/7', '//admin/any']

test.each([...SECRETS, ...SPELLINGS])('a guarded path fails closed: %s', async (path) => {
  const { send } = await foreignApp()
  for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PROPFIND', 'get']) {
    const response = await send(ORIGIN + path, { method })
    const text = await response.text()
    expect([method, text.includes('secret')]).toEqual([method, false])
    if (SECRETS.includes(path)) expect([method, response.status]).toEqual([method, 401])
  }
})

test('a guard lets in who has the role, and tells the others', async () => {
  const { browser } = await foreignApp()
  const adele = await browser().signedIn()
  expect(await (await adele.get('/admin/users/7')).text()).toBe('the secret of 7')
  const alex = await browser().signedIn('alex@contoso.example')
  const response = await alex.get('/admin/users/7')
  expect([response.status, (await response.text()).includes('secret')]).toEqual([403, false])
})

test('what a guarded handler meets is answered: consent that is missing, an API that fails; a bug is the app’s', async () => {
  const { browser, logs } = await foreignApp()
  const visitor = await browser().signedIn()
  const consent = await visitor.get('/mine/mail')
  expect([consent.status, consent.headers.get('location')]).toEqual([
    302,
    expect.stringContaining('Mail.Read'),
  ])
  const missing = await visitor.get('/mine/missing')
  expect([missing.status, await missing.text()]).toEqual([502, expect.stringContaining('Microsoft Graph')])
  expect(logs.filter(({ code }) => String(code).startsWith('api_'))).toHaveLength(1)
  expect(await (await visitor.get('/mine/bug')).text()).toBe('our own: quoted-value')
})

test('the built-in pages need no stylesheet', async () => {
  const { browser, send } = await foreignApp()
  const visitor = await browser().signedIn()
  for (const response of [
    await visitor.get('/logout'),
    await browser().get('/callback?code=x&state=y'),
    await visitor.post('/logout'),
    await browser().get('/mine/graph', { 'user-agent': 'Microsoft Office/16.0' }),
    await send('/callback?admin_consent=True&tenant=x', { headers: { accept: 'text/html' } }),
  ]) {
    const page = await response.text()
    expect(page).toMatch(/^<!doctype html>/)
    expect(page).not.toMatch(/<link|<style|<script|style=/)
  }
})

const NAMES = [
  'entryway',
  'session',
  'guarded',
  'peeked',
  'anonymous',
  'framed',
  'protected',
  'sources',
  'task',
]

test.each(NAMES)(
  'what an app keeps as `%s` in the context is not taken for Entryway’s own: not for a session, nor for an exemption',
  async (name) => {
    const auth = entryway<Bindings>((env) => ({ ...fromEnv(env), store: kvStore(env.SESSIONS) }))
    const app = new Hono<{ Bindings: Bindings; Variables: Record<string, unknown> }>()
    // One for all requests, as its own instance of Entryway would be.
    const kept = { session: { basket: 3 } }
    app.use(async (c, next) => {
      c.set(name, kept)
      await next()
    })
    app.route('/', auth.routes)
    app.get('/mine', auth.requireSession(), (c) => c.text('the secret'))
    const visited = await startApp({}, app)
    const statuses = async (browser: ReturnType<typeof visited.browser>) => [
      (await browser.get('/api/me')).status,
      (await browser.get('/mine')).status,
    ]
    expect(await statuses(visited.browser())).toEqual([302, 302])
    const signedIn = await visited.browser().signedIn()
    expect(await statuses(signedIn)).toEqual([200, 200])
    expect(await statuses(visited.browser())).toEqual([302, 302])
    const { status, headers } = await signedIn.get('/logout')
    expect(status).toBe(200)
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('x-frame-options')).toBe('DENY')
  },
)

test('whoever one instance lets in does not pass the guard of another that the same request meets', async () => {
  const customers = entryway<Bindings>((env) => ({ ...fromEnv(env), store: kvStore(env.SESSIONS) }))
  const staff = entryway<Bindings>(
    (env) => ({ ...fromEnv({ ...env, ALLOWED_TENANTS: contoso.id }), store: kvStore(env.SESSIONS) }),
    { basePath: '/staff' },
  )
  const app = new Hono<{ Bindings: Bindings }>()
  app.use('/shop/*', customers.protect())
  app.use('/staff/*', customers.protect())
  app.onError(customers.onError)
  app.route('/', customers.routes)
  app.route('/', staff.routes)
  app.get('/shop', customers.requireSession(), (c) => c.text('the shop'))
  app.get('/office', staff.requireSession(), (c) => c.text('the secret'))
  app.get('/shop/office', staff.requireSession(), (c) => c.text('the secret'))
  app.get('/both', customers.session(), staff.requireSession(), (c) => c.text('the secret'))
  const visited = await startApp(EVERYBODY, app)
  const customer = await visited.browser().signedIn('megan@fabrikam.example')
  expect(await customer.text('/shop')).toBe('the shop')
  expect((await customer.get('/office')).status).toBe(302)
  for (const path of ['/shop/office', '/both', '/staff/login']) {
    const response = await customer.get(path)
    expect([path, response.status]).toEqual([path, 500])
    expect(await response.text()).not.toContain('the secret')
  }
  expect(await (await visited.browser().signedIn()).text('/office')).toBe('the secret')
})

function appWithItsOwnLogin(mountedAt = '/') {
  const configure = (env: Bindings) => ({ ...fromEnv(env), store: kvStore(env.SESSIONS) })
  const auth = entryway<Bindings>(configure, { basePath: '/auth', home: '/app' })
  const app = new Hono<{ Bindings: Bindings }>()
  app.use(auth.protect())
  app.route(mountedAt, auth.routes)
  app.all('/login', (c) => c.text('a login of the app’s own'))
  app.get('/healthz', (c) => c.text('healthy'))
  app.get('/app', auth.requireSession(), (c) => c.text(`hello, ${c.var.session.identity.name}`))
  app.onError(auth.onError)
  return startApp({}, app)
}

test('with a base path, the app keeps its own /login and /healthz, and every way in and out leads beneath the base path', async () => {
  const visited = await appWithItsOwnLogin()
  const visitor = visited.browser()
  expect(await (await visitor.get('/login')).text()).toBe('a login of the app’s own')
  expect(await (await visitor.get('/healthz')).text()).toBe('healthy')
  expect((await visitor.get('/auth/healthz')).status).toBe(200)
  const rejected = await visited.fetch('/auth/api/me', { headers: { accept: 'application/json' } })
  expect([rejected.status, await rejected.json()]).toMatchObject([
    401,
    { sign_in_url: `${ORIGIN}/auth/login?return_to=%2Fapp` },
  ])
  const begun = await visitor.get('/app')
  expect(begun.headers.get('location')).toBe('/auth/login?return_to=%2Fapp')
  const atEntra = await visitor.get('/auth/login?return_to=%2Fauth%2Flogin')
  expect((await visitor.followToEntra(atEntra)).headers.get('location')).toBe('/app')
  expect(await (await visitor.get('/app')).text()).toBe('hello, Adele Vance')
  const question = await visitor.text('/auth/logout')
  expect(question.match(/(?:href|action)="[^"]*"/g)).toEqual(['action="/auth/logout"', 'href="/app"'])
  const answer = await visitor.post('/auth/logout', { next: 'choose_account' })
  expect(answer.headers.get('location')).toBe('/auth/login?prompt=select_account')
  expect(await (await visitor.get('/callback?error=access_denied&state=x')).text()).toContain(
    'href="/auth/login?',
  )
  const approved = await visitor.text('/callback?admin_consent=True&tenant=x')
  expect(approved.match(/href="[^"]*"/g)).toEqual(['href="/auth/login"'])
})

test.each([
  'auth',
  '/',
  '/auth/',
  '//evil.example',
  'https://evil.example',
  '/auth?x',
  '/:tenant',
  '/auth/*',
])(
  'the base path %s, which could lead elsewhere or nowhere, is rejected when the Worker starts',
  (basePath) => {
    const withPath = (path: string) => () =>
      entryway<Bindings>((env) => ({ ...fromEnv(env), store: kvStore(env.SESSIONS) }), { basePath: path })
    expect(withPath(basePath)).toThrow('basePath should be like /auth')
    for (const path of ['', '/auth', '/apps/sign-in.v2']) expect(withPath(path)).not.toThrow()
  },
)

test('routes that are mounted elsewhere than they are said to be name the mistake', async () => {
  const visited = await appWithItsOwnLogin('/sso')
  const page = await (await visited.browser().get('/sso/auth/login')).text()
  expect(visited.logs.at(-1)).toMatchObject({ event: 'exception', reason: 'TypeError' })
  expect(page).toContain('Something went wrong')
})

test.each([
  ['api_busy', true],
  ['api_timed_out', true],
  ['entra_unavailable', true],
  ['store_unavailable', true],
  ['api_not_found', false],
  ['forbidden', false],
  ['internal', false],
] as const)('a handler that catches %s learns whether the same may succeed later: %s', (code, transient) => {
  expect(new EntrywayError(code).transient).toBe(transient)
})

test('names wrong settings where Entryway is used, and serves other pages', async () => {
  const { send } = await foreignApp({}, { CLIENT_ID: 'x' })
  const response = await send('/me')
  expect([response.status, await response.json()]).toMatchObject([503, { error: 'settings' }])
  expect(await (await send('/')).text()).toBe('Hello, everybody')
})

const EXCEPT: ProtectOptions = {
  csrf: { except: ['/hooks/*'] },
  bodyLimit: { paths: { '/hooks/github': 200_000 } },
}

test('a webhook is let in from elsewhere, with a larger body, and nobody is signed in for it', async () => {
  const { browser, send } = await foreignApp({ protect: EXCEPT })
  const visitor = await browser().signedIn()
  const cookie = `__Host-entryway-session=${visitor.sessionToken}`
  const hook = (origin: string) =>
    send('/hooks/github', { method: 'POST', body: 'x'.repeat(150_000), headers: { cookie, origin } })
  expect(await (await hook('https://github.example')).text()).toBe('nobody sent 150000')
  // The twin: from the app's own pages the same path is the user's.
  expect(await (await hook(ORIGIN)).text()).toBe('Adele Vance sent 150000')
})

test('where a guard runs before protect(), a request from elsewhere to an exempt path is not done in the user’s name', async () => {
  const auth = entryway<Bindings>((env) => ({ ...fromEnv(env), store: kvStore(env.SESSIONS) }))
  const app = new Hono<{ Bindings: Bindings }>()
  app.route('/', auth.routes)
  app.use(auth.session())
  app.use(auth.protect(EXCEPT))
  app.post('/hooks/github', auth.session(), (c) => c.text(c.var.session?.identity.name ?? 'nobody'))
  const visited = await startApp({}, app)
  const visitor = await visited.browser().signedIn()
  const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'same-site' }
  const forged = await visitor.post('/hooks/github', {}, headers)
  expect([forged.status, await forged.text()]).toEqual([403, expect.not.stringContaining('Adele')])
  expect(await (await visitor.post('/hooks/github')).text()).toBe('Adele Vance')
})

test('an exemption of every path does not let another site sign a user out, nor a sign-in begin where it cannot end', async () => {
  const { browser, send } = await foreignApp({ protect: { csrf: { except: ['/*'] } } })
  const visitor = await browser().signedIn()
  const cookie = `__Host-entryway-session=${visitor.sessionToken}`
  const signOut = (origin: string) => send('/logout', { method: 'POST', headers: { cookie, origin } })
  const forged = await signOut('https://evil.example')
  expect([forged.status, forged.headers.get('set-cookie')]).toEqual([403, null])
  expect(await (await visitor.get('/me')).json()).toEqual({ name: 'Adele Vance' })
  expect((await signOut(ORIGIN)).status).toBe(200)
  for (const path of [
    '/login?return_to=/me',
    '/logout',
    '/api/me',
    '/callback?error=access_denied&state=x',
  ]) {
    const elsewhere = await send(`https://1a2b3c4d.trycloudflare.example${path}`)
    expect([elsewhere.status, elsewhere.headers.get('location')]).toEqual([302, `${ORIGIN}${path}`])
  }
})

// A tunnel, a preview and workers.dev reach the app too, and a webhook follows no redirect.
test.each(['https://1a2b3c4d.trycloudflare.example', 'http://entryway.example'])(
  'at %s a webhook is let in, and nobody is signed in for it; no other path is',
  async (elsewhere) => {
    const { browser, send } = await foreignApp({ protect: EXCEPT })
    const visitor = await browser().signedIn()
    const cookie = `__Host-entryway-session=${visitor.sessionToken}`
    for (const origin of [undefined, elsewhere, ORIGIN, 'https://github.example']) {
      const headers = { cookie, ...(origin && { origin }) }
      const hook = await send(`${elsewhere}/hooks/github`, { method: 'POST', body: 'x', headers })
      expect([hook.status, await hook.text()]).toEqual([200, 'nobody sent 1'])
      const form = await send(`${elsewhere}/forms`, { method: 'POST', body: 'x', headers })
      expect([form.status, await form.json()]).toMatchObject([403, { error: 'wrong_origin' }])
    }
    const challenge = await send(`${elsewhere}/hooks/challenge`, { headers: { cookie } })
    expect([challenge.status, await challenge.text()]).toEqual([200, 'null'])
    expect((await send(`${elsewhere}/me`)).headers.get('location')).toBe(`${ORIGIN}/me`)
  },
)

test.each([
  ...['/forms', '/hooks', '/hooks-x', '/HOOKS/github', '/x/../forms', '/hooks/../forms'].map(
    (path) => ['/hooks/*', path, 403] as const,
  ),
  ['/hooks/github', '/hooks/github', 200],
  ['/hooks/github', '/hooks/github/x', 403],
  ['/hooks/github', '/hooks/github2', 403],
  ['/hooks/github', '/hooks', 403],
] as const)('where %s is exempt, a POST to %s from another site is %i', async (except, path, status) => {
  const { send } = await foreignApp({ protect: { csrf: { except: [except] } } })
  const response = await send(path, { method: 'POST', headers: { origin: 'https://evil.example' } })
  expect(response.status).toBe(status)
})

test('protect() covers every page once, and the body limit of all but the named paths stays', async () => {
  const { send } = await foreignApp({ protect: EXCEPT })
  const home = await send('/')
  expect(home.headers.get('content-security-policy')).toContain("default-src 'none'")
  const body = 'x'.repeat(150_000)
  expect((await send('/forms', { method: 'POST', body, headers: { origin: ORIGIN } })).status).toBe(413)
})
