// Apps with claims mapping: their tokens are signed with a key that only ?appid= shows.
import { createLocalJWKSet, jwtVerify } from 'jose'
import { expect, test } from 'vitest'
import { createEmulator } from '../../emulator/index.ts'
import { entryway, intranet } from '../../emulator/seed.ts'
import { authority, tokensFor } from '../support/entra-client.ts'

async function startWithOwnKey() {
  const emulator = await createEmulator()
  const app = emulator.state.apps.find(({ clientId }) => clientId === entryway.clientId)
  if (app) app.ownSigningKey = true
  const read = async (url: string) => (await emulator.fetch(new Request(url))).json()
  const keysOf = async (query: string) => {
    const { jwks_uri } = await read(`${authority}/v2.0/.well-known/openid-configuration${query}`)
    return read(jwks_uri)
  }
  return { emulator, keysOf }
}

test('the metadata for the app leads to the key that signs its ID tokens', async () => {
  const { emulator, keysOf } = await startWithOwnKey()
  const { id_token } = await tokensFor(emulator)
  const verifiedWith = (keys: Parameters<typeof createLocalJWKSet>[0]) =>
    jwtVerify(String(id_token), createLocalJWKSet(keys))
  const own = await keysOf(`?appid=${entryway.clientId}`)
  expect((await verifiedWith(own)).payload.aud).toBe(entryway.clientId)
  await expect(verifiedWith(await keysOf(''))).rejects.toThrow('no applicable key')
  await expect(verifiedWith(await keysOf(`?appid=${intranet.clientId}`))).rejects.toThrow('no applicable key')
})

test('for any other app the keys are those of everybody', async () => {
  const { keysOf } = await startWithOwnKey()
  expect(await keysOf(`?appid=${intranet.clientId}`)).toEqual(await keysOf(''))
})
