// The signing keys of emulators that live side by side, and their rollover.
import { decodeProtectedHeader } from 'jose'
import { expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { entrywayEverywhere } from '../../emulator/seed.ts'
import { callGraph, tokensAt, tokensFor } from '../support/entra-client.ts'

const PUBLIC = 'https://login.microsoftonline.com'

async function keysAt(emulator: Emulator, name: string) {
  const response = await emulator.fetch(new Request(`${PUBLIC}/${name}/discovery/v2.0/keys`))
  return ((await response.json()) as { keys: { kid: string; n: string }[] }).keys
}

const kidOf = (token: unknown) => decodeProtectedHeader(String(token)).kid

test('emulators do not accept each other’s tokens', async () => {
  const [one, other] = [await createEmulator(), await createEmulator()]
  const { access_token } = await tokensFor(one)
  expect((await callGraph(one, '/v1.0/me', access_token)).status).toBe(200)
  expect((await callGraph(other, '/v1.0/me', access_token)).status).toBe(401)
  const kids = (await keysAt(other, 'contoso.example')).map(({ kid }) => kid)
  expect(kids).not.toContain(kidOf(access_token))
})

test('a rollover signs with a key that this emulator never had, and drops the old one', async () => {
  const emulator = await createEmulator()
  const before = await keysAt(emulator, 'common')
  const { access_token } = await tokensFor(emulator)
  const moduli = new Set(before.map(({ n }) => n))
  for (let rollover = 1; rollover <= 2; rollover++) {
    emulator.setFault('keys_rotated')
    const [first] = await keysAt(emulator, 'contoso.example')
    expect(moduli.has(first?.n ?? '')).toBe(false)
    moduli.add(first?.n ?? '')
    expect(kidOf((await tokensFor(emulator)).id_token)).toBe(first?.kid)
  }
  const after = (await keysAt(emulator, 'common')).map(({ kid }) => kid)
  expect(after).not.toContain(before[0]?.kid)
  expect(after).not.toContain(before[4]?.kid)
  expect((await callGraph(emulator, '/v1.0/me', access_token)).status).toBe(200)
})

test('personal accounts have a key of their own', async () => {
  const emulator = await createEmulator()
  const place = { at: `${PUBLIC}/common`, app: entrywayEverywhere }
  const personal = await tokensAt(emulator, { ...place, username: 'casey@outlook.example' })
  const work = await tokensAt(emulator, { ...place, username: 'megan@fabrikam.example' })
  const [key, ...others] = await keysAt(emulator, 'consumers')
  expect(others).toHaveLength(1)
  expect(kidOf(personal.id_token)).toBe(key?.kid)
  expect(kidOf(work.id_token)).not.toBe(key?.kid)
  const first = await Promise.all([keysAt(await createEmulator(), 'common'), keysAt(emulator, 'common')])
  for (const keys of first) expect(new Set(keys.map(({ n }) => n)).size).toBe(5)
})
