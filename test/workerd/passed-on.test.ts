// The app in front of another Worker: what goes on to it, and what comes back.
import { Hono } from 'hono'
import { expect, onTestFinished, test, vi } from 'vitest'
import {
  allowScripts,
  allowSources,
  entryway,
  fromEnv,
  memoryStore,
  requestForUser,
} from '../../src/entryway/index.ts'
import { ORIGIN, startApp } from './app.ts'

async function inFrontOf(origin: (request: Request) => Response | Promise<Response>) {
  const store = memoryStore()
  const auth = entryway<Env>((env) => ({ ...fromEnv(env), store }))
  const app = new Hono<{ Bindings: Env }>()
  app.use(auth.protect())
  app.route('/', auth.routes)
  app.onError(auth.onError)
  app.all('/orders/*', auth.requireSession(), (c) =>
    origin(requestForUser(c.req.raw, c.var.session.identity)),
  )
  const visited = await startApp({}, app)
  const send = (path: string, init?: RequestInit) => visited.fetch(path, init)
  return { send, browser: visited.browser() }
}

const echo = (request: Request) => Response.json(Object.fromEntries(request.headers))

test('anonymous visitors do not reach it', async () => {
  const reached = vi.fn(echo)
  const { send } = await inFrontOf(reached)
  for (const headers of [{}, { 'x-user-object-id': 'mallory' }, { upgrade: 'websocket', origin: ORIGIN }]) {
    expect((await send('/orders/1', { headers })).status).toBe(401)
  }
  expect(reached).not.toHaveBeenCalled()
})

test('it learns who the user is', async () => {
  const { browser } = await inFrontOf(echo)
  await browser.signIn()
  expect(await (await browser.get('/orders/1')).json()).toMatchObject({
    'x-user-object-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    'x-user-tenant-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    'x-user-name': 'Adele%20Vance',
    'x-user-username': 'adele%40contoso.example',
    'x-user-roles': 'Reports.Read',
  })
})

test.each(['X-User-Name', 'X_User_Name', 'X-User-Admin'])(
  'a visitor cannot be somebody else by sending %s',
  async (name) => {
    const { browser } = await inFrontOf(echo)
    await browser.signIn()
    const got = await browser.text('/orders/1', { [name]: 'mallory', 'x-other': 'stays' })
    expect(got).not.toContain('mallory')
    expect(got).toContain('stays')
  },
)

test('the session does not go on to it; its own cookies do', async () => {
  const { browser } = await inFrontOf(echo)
  await browser.signIn()
  await browser.startSignIn()
  const own = [...browser.cookies].map(([name, value]) => `${name}=${value}`)
  expect(own).toHaveLength(2)
  const cookie = [own[0], 'theirs=1', own[1]].join('; ')
  const response = await browser.get('/orders/1', { cookie })
  expect(await response.json()).toMatchObject({ cookie: 'theirs=1' })
  expect(await (await browser.get('/orders/1', { cookie: own.join(';') })).json()).not.toHaveProperty(
    'cookie',
  )
})

test('a name of any alphabet, with line breaks or half a character, is one header', async () => {
  const identity = { issuer: 'i', subject: 's', tenantId: 't', objectId: null, username: null, sid: null }
  const claims = {
    ...identity,
    name: 'Zoë 李\r\nX-User-Roles: Admin\ud83d',
    roles: ['a,b', 'c'],
    loginHint: null,
  }
  const { headers } = requestForUser(new Request(ORIGIN), claims)
  expect(decodeURIComponent(headers.get('x-user-name') ?? '')).toBe('Zoë 李\r\nX-User-Roles: Admin\ufffd')
  expect(headers.get('x-user-roles')).toBe('a%2Cb,c')
  expect(headers.has('x-user-object-id')).toBe(false)
})

test('a body is streamed there, and an answer is streamed back, with this app’s security headers', async () => {
  const chunks: ReadableStreamDefaultController<Uint8Array>[] = []
  const { browser } = await inFrontOf(
    async (request) =>
      new Response(
        new ReadableStream({
          start(controller) {
            chunks.push(controller)
            controller.enqueue(new TextEncoder().encode(`${request.method} first`))
          },
        }),
        { headers: { 'content-type': 'text/event-stream', server: 'theirs' } },
      ),
  )
  await browser.signIn()
  const response = await browser.post('/orders/1', { a: 'b' })
  const reader = response.body?.getReader()
  expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('POST first')
  chunks[0]?.enqueue(new TextEncoder().encode('second'))
  expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('second')
  chunks[0]?.close()
  expect((await reader?.read())?.done).toBe(true)
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
})

test('a WebSocket of somebody who is signed in is passed through', async () => {
  const { browser } = await inFrontOf((request) => {
    expect(request.headers.get('upgrade')).toBe('websocket')
    const [client, server] = Object.values(new WebSocketPair()) as [WebSocket, WebSocket]
    server.accept()
    server.addEventListener('message', ({ data }) =>
      server.send(`${request.headers.get('x-user-name')}: ${data}`),
    )
    return new Response(null, { status: 101, webSocket: client })
  })
  await browser.signIn()
  const headers = { upgrade: 'websocket', origin: ORIGIN, 'sec-fetch-site': 'same-origin' }
  const response = await browser.get('/orders/live', headers)
  expect(response.status).toBe(101)
  const answered = new Promise((resolve) => {
    response.webSocket?.accept()
    response.webSocket?.addEventListener('message', ({ data }) => resolve(data))
  })
  response.webSocket?.send('hello')
  expect(await answered).toBe('Adele%20Vance: hello')
  onTestFinished(() => response.webSocket?.close())
})

test('rejects a WebSocket that another site’s page opens, although the browser sends the cookie', async () => {
  const reached = vi.fn(echo)
  const { browser } = await inFrontOf(reached)
  await browser.signIn()
  for (const upgrade of ['websocket', 'WebSocket']) {
    for (const sign of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'same-site' }, {}]) {
      const headers: Record<string, string> = { upgrade, ...sign }
      expect((await browser.get('/orders/live', headers)).status).toBe(403)
    }
  }
  expect(reached).not.toHaveBeenCalled()
})

test('a page opens in its Content-Security-Policy what it names, and nothing else', async () => {
  const auth = entryway<Env>((env) => ({ ...fromEnv(env), store: memoryStore() }))
  const app = new Hono<{ Bindings: Env }>()
  app.use(auth.protect())
  app.get('/plain', (c) => c.text(''))
  app.get('/map', (c) => {
    allowSources(c, { 'connect-src': "'self' https://api.example", 'worker-src': "'self'" })
    allowSources(c, { 'font-src': "'self'", 'img-src': "'self' data:" })
    allowScripts(c)
    return c.text('')
  })
  app.notFound(async () => fetch('https://assets.example/'))
  const visited = await startApp({}, app)
  visited.intercept = () => new Response('theirs')
  const policy = async (path: string) => (await visited.fetch(path)).headers.get('content-security-policy')
  const plain = await policy('/plain')
  expect(await policy('/asset')).toBe(plain)
  expect(await policy('/map')).toBe(
    `${plain?.replace("img-src 'self'", "img-src 'self' data:")}; connect-src 'self' https://api.example; ` +
      "worker-src 'self'; font-src 'self'; script-src 'self'",
  )
})
