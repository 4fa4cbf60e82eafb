// An app set up with the .dev.vars that npm run register wrote, and a person who signs in to it.
import { onTestFinished } from 'vitest'
import { createTestHarness } from 'wrangler'
import { visitor } from '../support/built-worker.ts'
import { EntraBrowser } from '../support/entra-browser.ts'
import { overHttp, variablesIn } from './register-run.ts'

/** @returns what the app says of the user once they have signed in */
export async function userAfterSignIn(file: string, username: string): Promise<string> {
  const variables = Object.entries(variablesIn(file)).map(([name, value]) => [name, value ?? ''] as const)
  const secrets = Object.fromEntries(variables)
  const server = createTestHarness({ workers: [{ configPath: './test/workerd/wrangler.toml', secrets }] })
  await server.listen()
  onTestFinished(() => server.close())
  const { origin } = new URL(variablesIn(file).REDIRECT_URI ?? '')
  const get = visitor(server, origin)
  const started = await get('/login')
  const callback = await new EntraBrowser(overHttp).signIn(started.headers.get('location') ?? '', username)
  const finished = await get(callback.href)
  if (finished.status !== 303) return finished.text()
  return (await get('/api/me')).text()
}
