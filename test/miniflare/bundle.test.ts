import { readdirSync, readFileSync } from 'node:fs'
import { SourceMap, type SourceMapping } from 'node:module'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { navigate } from '../support/built-worker.ts'
import { builtApp, ORIGIN } from './built-app.ts'

const { outdir, server, get, emulator } = builtApp()

describe('the bundle as it is deployed', () => {
  test('answers a GET with a body, which no browser sends and curl does, as one without', async () => {
    const headers = { accept: 'text/html', 'content-type': 'text/plain', 'content-length': '1' }
    for (const path of ['/', '/login', '/logout', '/callback']) {
      const { status } = await navigate(ORIGIN + path, { headers, body: 'x' }, server)
      expect([path, status]).toEqual([path, (await get(path)).status])
    }
  })

  test('keeps what it learned of the authority from one request to the next', async () => {
    await get('/login')
    const asked = () => emulator().requests.filter(({ url }) => url.includes('openid-configuration')).length
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

  test('has no Unicode property in a regular expression that V8 reads at start-up', () => {
    const source = readFileSync(join(outdir, 'index.js'), 'utf8')
    const literals = source.replaceAll(/String\.raw`[^`]*`/g, '')
    expect(literals).toMatch(/\.test\(/)
    expect(literals.match(/.{0,80}\\p\{.{0,80}/g)).toBeNull()
  })

  test('has nothing of the emulator in it', () => {
    const source = readFileSync(join(outdir, 'index.js'), 'utf8')
    expect(source).toContain('oauth2')
    expect(source).not.toMatch(/emulator|contoso\.example/i)
  })
})
