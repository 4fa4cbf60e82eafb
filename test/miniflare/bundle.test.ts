import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { SourceMap, type SourceMapping } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestHarness, type TestHarnessOptions } from 'wrangler'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { contoso, entryway, secret } from '../../emulator/seed.ts'
import { navigate, nothingSet, visitor } from '../support/built-worker.ts'
import { bundle, standInForMicrosoft } from '../support/bundle.ts'
import { EntraBrowser } from '../support/entra-browser.ts'

const ORIGIN = 'http://localhost:8787'

type Store = {
  list(options: { prefix: string }): Promise<{ keys: { name: string }[] }>
  delete(key: string): Promise<void>
}
const outdir = mkdtempSync(join(tmpdir(), 'entryway-bundle-'))
const options: TestHarnessOptions = {
  workers: [
    {
      configPath: './wrangler.toml',
      prebuiltWorkerDir: outdir,
      secrets: {
        ...nothingSet,
        AUTHORITY: `https://login.microsoftonline.com/${contoso.id}`,
        CLIENT_ID: entryway.clientId,
        CLIENT_SECRET: secret,
        REDIRECT_URI: `${ORIGIN}/callback`,
      },
    },
  ],
}
const server = createTestHarness(options)

beforeAll(async () => {
  bundle('src/index.tsx', outdir)
  emulator = await createEmulator({ appOrigin: ORIGIN })
  goBack = standInForMicrosoft(emulator)
  entra = new EntraBrowser(emulator)
  await server.listen()
})
afterAll(async () => {
  await server.close()
  goBack()
  rmSync(outdir, { recursive: true, force: true })
})

let emulator: Emulator
let goBack = () => {}
let entra: EntraBrowser
const get = visitor(server, ORIGIN)

describe('the bundle as it is deployed', () => {
  test('answers a GET with a body, which no browser sends and curl does, as one without', async () => {
    const headers = { accept: 'text/html', 'content-type': 'text/plain', 'content-length': '1' }
    for (const path of ['/', '/login', '/logout', '/callback']) {
      const { status } = await navigate(ORIGIN + path, { headers, body: 'x' }, server)
      expect([path, status]).toEqual([path, (await get(path)).status])
    }
  })

  test('signs a person in, and knows them still after a restart', async () => {
    const started = await get('/login?return_to=/api/me')
    const callback = await entra.signIn(started.headers.get('location') ?? '', 'adele@contoso.example')
    const finished = await get(callback.href)
    expect([finished.status, finished.headers.get('location')]).toEqual([303, '/api/me'])
    const user = async () => (await get('/api/me')).text()
    expect(await user()).toContain('Adele Vance')

    await server.update(options)
    expect(await user()).toContain('Adele Vance')

    // The twin: what was known came out of the store, not out of a memory that outlived the restart.
    const { SESSIONS } = await server.getWorker<{ SESSIONS: Store }>().getEnv()
    const { keys } = await SESSIONS.list({ prefix: 'session:' })
    await Promise.all(keys.map(({ name }) => SESSIONS.delete(name)))
    await server.update(options)
    expect(await user()).not.toContain('Adele Vance')
  })

  test('keeps what it learned of the authority from one request to the next', async () => {
    await get('/login')
    const asked = () => emulator.requests.filter(({ url }) => url.includes('openid-configuration')).length
    const before = asked()
    await Promise.all([get('/login'), get('/login'), get('/login')])
    expect(asked()).toBe(before)
  })

  test('serves the files of public with headers of their own', async () => {
    const files = readdirSync('public', { withFileTypes: true }).filter((file) => file.isFile())
    for (const path of files.map(({ name }) => `/${name}`).filter((each) => each !== '/_headers')) {
      const response = await get(path)
      const header = (name: string) => response.headers.get(name)
      expect([path, response.status, header('x-content-type-options')]).toEqual([path, 200, 'nosniff'])
      // Browsers ignore it over http, so that localhost may have it too (RFC 6797 section 8.1).
      expect(header('strict-transport-security')).toBe('max-age=31536000')
    }
  })

  test('has a source map that leads from a place in a stack to the file and line', () => {
    const lines = readFileSync(join(outdir, 'index.js'), 'utf8').split('\n')
    const text = 'Method not allowed'
    const line = lines.findIndex((each) => each.includes(text))
    const map = new SourceMap(JSON.parse(readFileSync(join(outdir, 'index.js.map'), 'utf8')))
    const { originalSource, originalLine } = map.findEntry(
      line,
      lines[line]?.indexOf(text) ?? -1,
    ) as SourceMapping
    const source = readFileSync('src/entryway/errors/messages.ts', 'utf8').split('\n')
    expect(originalSource).toMatch(/src\/entryway\/errors\/messages\.ts$/)
    expect(source[originalLine]).toContain(text)
  })

  test('has nothing of the emulator in it', () => {
    const source = readFileSync(join(outdir, 'index.js'), 'utf8')
    expect(source).toContain('oauth2')
    expect(source).not.toMatch(/emulator|contoso\.example/i)
  })
})
