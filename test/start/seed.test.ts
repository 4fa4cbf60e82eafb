// npm start -- --seed FILE: an owner's own tenant, users and roles.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Seed } from '../../emulator/local-entra/seed.ts'
import { readOptions } from '../../tools/start/options.ts'
import { readSeedAuthority } from '../../tools/start/seed-authority.ts'
import { localSettings } from '../../tools/start/settings.ts'
import { StartError, UsageError } from '../../tools/start/start-error.ts'
import { navigate } from '../support/built-worker.ts'
import { ANY_PORTS, urlsOf } from '../support/npm-start.ts'
import { startForTest } from './start-for-test.ts'

const ROOT = join(import.meta.dirname, '../..')
const EXAMPLE = join(ROOT, 'emulator/local-entra/seed.example.json')

/** The first app may be the one of `npm start`. */
function exampleFor(redirectUri: string): Seed {
  const seed: Seed = JSON.parse(readFileSync(EXAMPLE, 'utf8'))
  seed.tenants[0]?.apps?.[0]?.redirectUris?.web?.push(redirectUri)
  return seed
}

function seedFile(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'entryway-seed-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'seed.json')
  writeFileSync(file, text)
  return file
}

test('the app signs in with its registration in the seed, as the users in the seed', async () => {
  const seed = exampleFor('http://localhost/getAToken')
  const [tenant] = seed.tenants
  const started = startForTest([...ANY_PORTS, '--seed', seedFile(JSON.stringify(seed))])
  const { appUrl, entraUrl } = await urlsOf(started)
  expect(started.output()).toContain(`Authority    northwind: users of ${tenant?.displayName}`)
  const away = await navigate(`${appUrl}/login`)
  const authorize = new URL(away.headers.get('location') ?? '')
  expect(authorize.href).toContain(`${entraUrl}/${tenant?.id}/oauth2/v2.0/authorize`)
  expect(authorize.searchParams.get('client_id')).toBe(tenant?.apps?.[0]?.clientId)
  const picker = await (await fetch(authorize)).text()
  expect(picker).toContain(tenant?.people?.[0]?.username)
})

test('a registration with a port in its redirect URI is found too, with its secret', async () => {
  const file = seedFile(JSON.stringify(exampleFor('http://localhost:8787/getAToken')))
  const { authority } = await readSeedAuthority(file)
  const settings = localSettings({
    port: 8787,
    authorityUrl: 'http://localhost:8788/x',
    authority,
    allowedTenants: [],
  })
  expect(settings).toMatchObject({
    CLIENT_ID: authority.app.clientId,
    CLIENT_SECRET: 'orders-secret-for-tests',
    SIGN_UP: 'off',
  })
})

test.each([
  ['is not JSON', '{', /seed\.json is not JSON/],
  ['breaks a rule', '{"tenants":[{"name":"Not a name"}]}', /seed\.json cannot be used:\n {2}tenants/],
  [
    'has no registration for the app',
    readFileSync(EXAMPLE, 'utf8'),
    /no registration that the app can sign in with: one with a secret, and "http:\/\/localhost\/getAToken"/,
  ],
])('a seed that %s is rejected with what is wrong', async (_, text, message) => {
  const read = readSeedAuthority(seedFile(text))
  await expect(read).rejects.toThrow(StartError)
  await expect(read).rejects.toThrow(message)
})

test('the seed of the guide can be used', async () => {
  const guide = readFileSync(join(ROOT, 'docs/local-entra.md'), 'utf8')
  const [, json = ''] = /npm start -- --seed FILE.*?```json\n(.*?)```/s.exec(guide) ?? []
  const { authority } = await readSeedAuthority(seedFile(json))
  expect(authority).toMatchObject({ name: 'tailwind', secret: 'reports-secret-for-tests' })
})

test('a seed that is not there is named', async () => {
  await expect(readSeedAuthority('/nowhere/seed.json')).rejects.toThrow(
    'There is no file /nowhere/seed.json.',
  )
})

test.each([['--authority=fabrikam'], ['--allowed-tenants=contoso']])('%s is not for a seed', (flag) => {
  expect(() => readOptions(['--seed', 'seed.json', flag])).toThrow(UsageError)
})
