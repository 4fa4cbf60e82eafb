// npm run entra, as a terminal runs it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { entraCommand } from '../../emulator/command-line/entra.ts'
import { contoso, entryway, secret } from '../../emulator/seed.ts'
import { adatum } from '../support/adatum.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import { authorizeUrl } from '../support/entra-client.ts'
import { tlsClient } from './tls-client.ts'

const folder = mkdtempSync(join(tmpdir(), 'local-entra-'))
afterAll(() => rmSync(folder, { recursive: true }))
const inFolder = (name: string) => join(folder, name)

/** The command in this process. `code` is null while it serves. */
async function run(...args: string[]) {
  const [out, err]: [string[], string[]] = [[], []]
  let stop = () => Promise.resolve()
  const code = await entraCommand(['--ca-folder', inFolder('ca'), ...args], 'npm run entra --', {
    print: (text) => out.push(text),
    printError: (text) => err.push(text),
    onStop: (close) => {
      stop = close
    },
  })
  onTestFinished(() => stop())
  return { code, out: out.join('\n'), err: err.join('\n'), stop }
}

const urlIn = (printed: string) => /Local Entra {2}(\S+)/.exec(printed)?.[1] ?? ''

/** Serving at a free port; stopped when the test ends. */
async function start(...args: string[]) {
  const { code, out, err, stop } = await run('--port', '0', ...args)
  if (code !== null) throw new Error(err)
  const url = urlIn(out)
  return { url, port: Number(/port (\d+)/.exec(out)?.[1] ?? new URL(url).port), printed: out, stop }
}

/** As a terminal runs it. */
function spawnEntra(...args: string[]) {
  const child = spawn(process.execPath, ['tools/entra.ts', '--ca-folder', inFolder('ca'), ...args])
  onTestFinished(() => void child.kill())
  const output = { out: '', err: '' }
  child.stdout.on('data', (chunk) => {
    output.out += chunk
  })
  child.stderr.on('data', (chunk) => {
    output.err += chunk
  })
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, ...output }))
  const serving = async () => {
    while (!output.out.includes('Ctrl-C')) await once(child.stdout, 'data')
    return urlIn(output.out)
  }
  return { child, ended, serving }
}

const metadataAt = (base: string) => `${base}/${contoso.id}/v2.0/.well-known/openid-configuration`
const authority = () => readFileSync(inFolder('ca/ca.pem'), 'utf8')

test('serves over http, and exits with 0 when stopped', async () => {
  const { child, ended, serving } = spawnEntra('--port', '0')
  const url = await serving()
  expect(url).toMatch(/^http:\/\/localhost:\d+$/)
  const metadata = (await (await fetch(metadataAt(url))).json()) as Record<string, string>
  expect(metadata).toMatchObject({
    issuer: `${url}/${contoso.id}/v2.0`,
    userinfo_endpoint: `${url}/oidc/userinfo`,
  })
  child.kill('SIGTERM')
  const { code, out, err } = await ended
  expect([code, err]).toEqual([0, ''])
  expect(out).toContain(`Client ID      ${entryway.clientId}
    Client secret  ${secret}
    Redirect URI   http://localhost/getAToken, at any port
  All apps: ${url}/.local-entra/apps

  Control for tests: ${url}/.local-entra `)
  expect(out).not.toContain('${')
})

describe('--https', () => {
  test('presents a certificate for any requested name', async () => {
    const { port, printed } = await start('--https')
    expect(printed).toContain(inFolder('ca/ca.pem'))
    expect(statSync(inFolder('ca/ca-key.pem')).mode & 0o077).toBe(0)
    // An app in another container, which is not root, reads the certificate there.
    expect(statSync(inFolder('ca')).mode & 0o777).toBe(0o755)
    expect(statSync(inFolder('ca/ca.pem')).mode & 0o777).toBe(0o644)
    const call = tlsClient(port, authority())
    for (const name of ['localhost', 'entra', 'my-entra.internal']) {
      const base = `https://${name}:${port}`
      const metadata = JSON.parse((await call(metadataAt(base))).text)
      expect(metadata).toMatchObject({
        issuer: `${base}/${contoso.id}/v2.0`,
        jwks_uri: `${base}/${contoso.id}/discovery/v2.0/keys`,
      })
    }
  })

  test('keeps its authority between starts', async () => {
    const first = await start('--https')
    const before = authority()
    await first.stop()
    const { port } = await start('--https')
    expect(authority()).toBe(before)
    expect((await tlsClient(port, before)(`https://localhost:${port}/`)).status).toBe(200)
  })

  test('names the mistake in the terminal when a request comes over http', async () => {
    const { child, serving } = spawnEntra('--port', '0', '--https')
    const { port } = new URL(await serving())
    const said = once(child.stderr, 'data')
    await expect(fetch(`http://localhost:${port}/`)).rejects.toThrow()
    expect(String(await said)).toContain('use https:// in the URL')
  })

  test('with --public-url, says that the proxy is served over https', async () => {
    const { port, printed } = await start('--https', '--public-url', 'http://entra.example')
    expect(printed).toContain('Local Entra  http://entra.example ')
    expect(printed).toContain(`Listens on   https, port ${port}, for your proxy`)
  })

  test('is not trusted by a client that trusts another authority', async () => {
    const { port } = await start('--https')
    await (await start('--https', '--ca-folder', inFolder('other-ca'))).stop()
    const call = tlsClient(port, readFileSync(inFolder('other-ca/ca.pem'), 'utf8'))
    await expect(call(`https://localhost:${port}/`)).rejects.toThrow()
  })
})

test('--real-names serves Entra, Graph, Azure DevOps and External ID under their own names', async () => {
  const { port, printed } = await start('--real-names')
  const call = tlsClient(port, authority())
  const hosts = [...printed.matchAll(/^127\.0\.0\.1 (\S+)$/gm)].map(([, host]) => host)
  expect(hosts).toEqual(
    expect.arrayContaining([
      'login.microsoftonline.com',
      'graph.microsoft.com',
      'vssps.dev.azure.com',
      'fourthcoffee.ciamlogin.com',
    ]),
  )
  const metadata = JSON.parse((await call(metadataAt('https://login.microsoftonline.com'))).text)
  expect(metadata.issuer).toBe(`https://login.microsoftonline.com/${contoso.id}/v2.0`)
  expect((await call('https://graph.microsoft.com/v1.0/me')).status).toBe(401)
  expect((await call('https://vssps.dev.azure.com/contoso/_apis/tokens/pats')).status).toBe(302)
  const customers = await call(
    'https://fourthcoffee.ciamlogin.com/fourthcoffee.onmicrosoft.com/v2.0/.well-known/openid-configuration',
  )
  expect(JSON.parse(customers.text).issuer).toMatch(/^https:\/\/f0c0ffee-.*\.ciamlogin\.com/)
})

test('--public-url sets the URLs in the metadata, whatever the Host header', async () => {
  const { port } = await start('--public-url', 'https://entra.example')
  const metadata = (await (await fetch(metadataAt(`http://127.0.0.1:${port}`))).json()) as Record<
    string,
    string
  >
  expect(metadata).toMatchObject({
    issuer: `https://entra.example/${contoso.id}/v2.0`,
    userinfo_endpoint: 'https://entra.example/oidc/userinfo',
  })
})

test('--host sets the address', async () => {
  const { port } = await start('--host', '0.0.0.0')
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200)
})

test('--base-path leads front-channel sign-out to the paths of an app that has one', async () => {
  const authority = `${(await start('--base-path', '/auth')).url}/${contoso.id}`
  const browser = new EntraBrowser({ fetch: (request) => fetch(request, { redirect: 'manual' }) })
  await browser.signIn(authorizeUrl({}, authority), 'adele@contoso.example')
  const { frontChannel } = await browser.logout(`${authority}/oauth2/v2.0/logout`)
  expect(frontChannel.map(({ pathname }) => pathname)).toEqual(['/auth/logout/front-channel'])
  expect((await run('--base-path', 'auth')).err).toContain('--base-path must be like /auth, not "auth".')
})

test('--seed loads the tenants in the file', async () => {
  writeFileSync(inFolder('seed.json'), JSON.stringify(adatum))
  const { url, printed } = await start('--seed', inFolder('seed.json'))
  expect(printed).toContain('A. Datum')
  expect(printed).not.toContain('Contoso')
  expect((await fetch(`${url}/adatum.example/v2.0/.well-known/openid-configuration`)).status).toBe(200)
})

test('--state keeps registrations between runs', async () => {
  const state = ['--state', inFolder('state.json')]
  const first = await start(...state)
  const tokenFor = async (url: string) => {
    const body = {
      app: '14d82eec-204b-4c2f-b7e8-296a70dab67e',
      person: 'nestor',
      scope: 'Application.ReadWrite.All',
      origin: url,
    }
    const answer = await fetch(`${url}/.local-entra/tokens`, { method: 'POST', body: JSON.stringify(body) })
    return ((await answer.json()) as { token: string }).token
  }
  const graph = async (url: string, method: string, body?: unknown) => {
    const headers = { Authorization: `Bearer ${await tokenFor(url)}`, 'Content-Type': 'application/json' }
    const init = body ? { method, headers, body: JSON.stringify(body) } : { method, headers }
    return (await (await fetch(`${url}/v1.0/applications`, init)).json()) as {
      appId?: string
      value?: { appId: string }[]
    }
  }
  const { appId } = await graph(first.url, 'POST', { displayName: 'Kept' })
  expect(appId).toBeTypeOf('string')
  await first.stop()
  expect(statSync(inFolder('state.json')).mode & 0o077).toBe(0)
  const second = await start(...state)
  expect((await graph(second.url, 'GET')).value?.map((app) => app.appId)).toContain(appId)
})

test('accepts 60 KB of cookies, and rejects 300 KB with an explanation', async () => {
  const { url } = await start()
  const visit = (kilobytes: number) =>
    fetch(url, { headers: { Cookie: `a=${'x'.repeat(kilobytes * 1024)}` } })
  expect((await visit(60)).status).toBe(200)
  const refused = await visit(300)
  expect(refused.status).toBe(431)
  expect(await refused.text()).toContain('Cookies of localhost belong to every port')
})

describe('explains what is wrong', () => {
  test('--help', async () => {
    const { code, out } = await spawnEntra('--help').ended
    expect(code).toBe(0)
    expect(out).toMatch(/^Usage: npm run entra -- \[options\]\n/)
    expect(out.split('\n').filter((line) => line.length >= 100)).toEqual([])
  })

  test.each([
    [['--prot', '1'], 'There is no such flag: --prot. Did you mean --port?'],
    [['--port', 'http'], '--port must be a number from 0 to 65535, not "http".'],
    [['--public-url', 'entra.example'], '--public-url must be a URL without a path'],
    [['--public-url', 'https://entra.example/entra'], '--public-url must be a URL without a path'],
  ])('%s', async (args, message) => {
    const { code, err } = await run(...args)
    expect(code).toBe(2)
    expect(err).toContain(message)
    expect(err).toMatch(/\nSee --help for all options\.$/)
  })

  test('an address that this machine lacks', async () => {
    expect(await run('--host', '?')).toMatchObject({
      ...{ code: 1, err: 'This machine has no address ?.' },
    })
  })

  test('a port in use', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => void server.close())
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    expect(await spawnEntra('--port', String(port)).ended).toEqual({
      ...{ code: 1, out: '' },
      err: `Port ${port} is in use. Choose another with --port.\n`,
    })
  })

  test.each([
    ['no.json', null, 'There is no file'],
    ['half.json', '{', 'is not JSON'],
    ['wrong.json', '{"tenants":[{"name":"a","peple":[]}]}', 'tenants[0].peple: there is no such field'],
  ])('the seed %s', async (name, content, message) => {
    if (content !== null) writeFileSync(inFolder(name), content)
    const { code, err } = await run('--seed', inFolder(name))
    expect(code).toBe(1)
    expect(err).toContain(message)
  })

  test.each([
    ['something else', '{"name":"app","version":"1.0.0"}', 'is not a state file of the local Entra'],
    ['no JSON', 'hello', 'is not a state file of the local Entra'],
    ['another version', '{"version":0,"apps":[]}', 'is the state of another version: delete it'],
  ])('a state file of %s', async (_, content, message) => {
    writeFileSync(inFolder('other.json'), content)
    const { code, err } = await run('--state', inFolder('other.json'))
    expect(code).toBe(1)
    expect(err).toContain(message)
  })

  test('a folder for the state file', async () => {
    const { code, err } = await run('--state', inFolder('.'))
    expect(code).toBe(1)
    expect(err).toContain('is a folder')
    expect(err).not.toContain('delete')
  })
})
