// A redirect URI that is registered for a single-page application: Entra wants PKCE of it from the first request on.
import { beforeEach, expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../../emulator/index.ts'
import { entryway } from '../../emulator/seed.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import { authorizeUrl } from '../support/entra-client.ts'

const spa = 'http://localhost:8787/spa'
const challenge = { code_challenge: 'a'.repeat(43), code_challenge_method: 'S256' }

let emulator: Emulator
beforeEach(async () => {
  emulator = await createEmulator()
  const app = emulator.state.apps.find(({ clientId }) => clientId === entryway.clientId)
  app?.spaRedirectUris.push('http://localhost/spa')
})

const errorOf = async (change: Record<string, string>) => {
  const response = await new EntraBrowser(emulator).get(authorizeUrl({ prompt: 'none', ...change }))
  return new URL(response.headers.get('Location') ?? 'about:blank').searchParams
}

test('a request for it without a challenge is refused at the redirect URI', async () => {
  const refused = await errorOf({ redirect_uri: spa })
  expect(refused.get('error')).toBe('invalid_request')
  expect(refused.get('error_description')).toContain('AADSTS9002325')
})

test.each([
  ['with a challenge', { redirect_uri: spa, ...challenge }],
  ['of the platform Web without one', {}],
])('a request %s is not', async (_, change) => {
  expect((await errorOf(change)).get('error')).toBe('login_required')
})
