// An app's frame around the built-in pages, and its own pages in place of them.
import { Hono } from 'hono'
import { html } from 'hono/html'
import { expect, test } from 'vitest'
import {
  allowScripts,
  EntrywayError,
  entryway,
  fromEnv,
  kvStore,
  type Pages,
  type Session,
} from '../../src/entryway/index.ts'
import { startApp } from './app.ts'
import type { Browser } from './browser.ts'
import { forgeClaims } from './hostile-entra.ts'

/** As a site may have its layout: with hono/html, with hono/jsx, as a string. */
const FRAMES = {
  'hono/html': ({ title, body }) =>
    html`<!doctype html><title>${title} – Contoso</title><main>${body}</main><footer>Contoso</footer>`,
  'hono/jsx': ({ title, body }) => (
    <html lang="en">
      <title>{title} – Contoso</title>
      <main>{body}</main>
      <footer>Contoso</footer>
    </html>
  ),
  'a string, later': async ({ body }) => `<!doctype html><main>${body}</main><footer>Contoso</footer>`,
} satisfies Record<string, Pages['frame']>

async function appWith(pages: Partial<Pages>, settings: Record<string, unknown> = {}) {
  const auth = entryway<Env>((env) => ({ ...fromEnv(env), store: kvStore(env.SESSIONS), pages }))
  const app = new Hono<{ Bindings: Env }>()
  app.use(auth.protect(), auth.session())
  app.onError(auth.onError)
  app.route('/', auth.routes)
  app.get('/mine', auth.requireSession(), (c) => c.text('mine'))
  app.get('/titled', () => {
    throw new EntrywayError('forbidden', { message: { title: '<b>Contoso</b> & you' } })
  })
  return startApp(settings, app)
}

/** Each built-in page but that of the settings. */
async function everyPage(signedIn: Browser, stranger: Browser) {
  return {
    'Sign out?': await signedIn.get('/logout'),
    'Sign out on every device?': await signedIn.get('/logout?everywhere'),
    'The app is approved': await signedIn.get('/callback?admin_consent=True&tenant=x'),
    'This sign-in can’t be completed here': await stranger.get('/callback?code=x&state=y'),
    'Open this page in your browser': await stranger.get('/mine', { 'user-agent': 'Microsoft Office/16.0' }),
    'Signing you out of Microsoft…': await signedIn.post('/logout'),
  }
}

const wrong = { CLIENT_ID: 'x' }
const asPage = { headers: { accept: 'text/html' } }

test.each(Object.entries(FRAMES))('a frame of %s is around every built-in page', async (kind, frame) => {
  const app = await appWith({ frame })
  const pages = {
    ...(await everyPage(await app.browser().signedIn(), app.browser())),
    'Almost there': await (await appWith({ frame }, wrong)).fetch('/logout', asPage),
  }
  for (const [title, response] of Object.entries(pages)) {
    const page = await response.text()
    expect(page).toMatch(/<main><h1>.*<\/main><footer>Contoso<\/footer>/s)
    expect(page.match(/<h1>.*?<\/h1>/g)).toEqual([`<h1>${title}</h1>`])
    if (!kind.startsWith('a string')) expect(page).toContain(`<title>${title} – Contoso</title>`)
    expect(page).not.toMatch(/&lt;|\[object/)
  }
})

test.each(Object.entries(FRAMES))(
  'a name of <script> stays text on the sign-out page in a frame of %s',
  async (_, frame) => {
    const app = await appWith({ frame })
    forgeClaims(app, (claims) => ({ ...claims, preferred_username: '<script>alert(1)</script>' }))
    const page = await (await app.browser().signedIn()).text('/logout')
    expect(page).toContain('<bdi>&lt;script&gt;alert(1)&lt;/script&gt;</bdi>')
    expect(page).not.toContain('<script')
  },
)

test('an error’s title, a URL and a setting’s words are escaped once', async () => {
  const frame = FRAMES['hono/html']
  const app = await appWith({ frame })
  const titled = await app.browser().text('/titled')
  for (const tag of ['h1', 'title']) expect(titled).toContain(`<${tag}>&lt;b&gt;Contoso&lt;/b&gt; &amp; you`)
  const office = await app.browser().get('/mine?a=1&b="<b>', { 'user-agent': 'Microsoft Office/16.0' })
  const url = 'https://entryway.example/mine?a=1&amp;b=%22%3Cb%3E'
  expect(await office.text()).toContain(`<a href="${url}">${url}</a>`)
  const unset = { problem: { variable: '<b>', problem: '"is"', expected: 'a & b' } }
  const auth = entryway<Env>((env) => ({
    ...fromEnv(env),
    store: { ...kvStore(env.SESSIONS), ...unset },
    pages: { frame },
  }))
  const settings = await (await startApp({}, new Hono<{ Bindings: Env }>().route('/', auth.routes))).fetch(
    '/login',
    asPage,
  )
  expect(await settings.text()).toContain(
    '<dt><code>&lt;b&gt;</code> &quot;is&quot;</dt><dd>It should be a &amp; b.</dd>',
  )
})

function Broken(): never {
  throw new RangeError('quoted-value')
}

test.each<[string, Pages['frame']]>([
  ['throws', () => Broken()],
  ['rejects', () => Promise.reject(new RangeError('quoted-value'))],
  ['has a component that throws', () => <Broken />],
])('where the frame %s, each built-in page is plain, and the log has one line for it', async (_, frame) => {
  const app = await appWith({ frame })
  const [signedIn, stranger] = [await app.browser().signedIn(), app.browser()]
  const pages = await everyPage(signedIn, stranger)
  const exceptions = app.logs.filter(({ event }) => event === 'exception')
  expect(exceptions).toHaveLength(Object.keys(pages).length)
  expect(Object.values(pages).map(({ status }) => status)).toEqual([200, 200, 200, 400, 200, 200])
  const unset = await appWith({ frame }, wrong)
  const settings = await unset.fetch('/logout', asPage)
  expect([settings.status, unset.lastLog('exception')?.reason]).toEqual([503, 'RangeError'])
  for (const [title, response] of Object.entries({ ...pages, 'Almost there': settings })) {
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    const page = await response.text()
    expect(page).toMatch(/^<!doctype html>/)
    expect(page).toContain(`<main>\n<h1>${title}</h1>`)
    expect(page).not.toContain('quoted-value')
  }
  expect(JSON.stringify(app.logs)).not.toContain('quoted-value')
})

test('a page of the app’s own is shown without the frame; where it throws, the plain one', async () => {
  const own: Partial<Pages> = {
    signOut: ({ identity }) => html`<!doctype html><p>Leaving, ${identity?.name}?</p>`,
    error: () => Broken(),
  }
  const app = await appWith({ frame: FRAMES['hono/html'], ...own })
  const browser = await app.browser().signedIn()
  expect(await browser.text('/logout')).toBe('<!doctype html><p>Leaving, Adele Vance?</p>')
  const response = await browser.get('/titled')
  expect([response.status, await response.text()]).toEqual([403, expect.stringContaining('<main>\n<h1>')])
})

test('a frame knows who is signed in; on the way out it is nobody, though a guard had found them', async () => {
  const frame: Pages['frame'] = ({ body }, c) => {
    const session: Session | null = c.get('session')
    return html`<header>${session?.identity.name ?? 'nobody'}</header>${body}`
  }
  const browser = await (await appWith({ frame })).browser().signedIn()
  for (const path of ['/logout', '/titled', '/callback?admin_consent=True&tenant=x'])
    expect(await browser.text(path)).toContain('<header>Adele Vance</header>')
  expect(await (await browser.post('/logout')).text()).toContain('<header>nobody</header>')
})

test('a frame opens the Content-Security-Policy for what it loads, for the built-in pages alone', async () => {
  const frame: Pages['frame'] = ({ body }, c) => {
    allowScripts(c)
    return html`<script src="/menu.js" defer></script>${body}`
  }
  const browser = await (await appWith({ frame })).browser().signedIn()
  const policyOf = async (path: string) => (await browser.get(path)).headers.get('content-security-policy')
  expect(await policyOf('/logout')).toContain("script-src 'self'")
  expect(await policyOf('/mine')).not.toContain('script-src')
})
