import { expect, test } from 'vitest'
import { builtApp } from './built-app.ts'

type Store = {
  list(options: { prefix: string }): Promise<{ keys: { name: string }[] }>
  delete(key: string): Promise<void>
}

const { server, restart, get, signIn } = builtApp()

test('the bundle signs a person in, and knows them still after a restart', async () => {
  const started = await get('/login?return_to=/api/me')
  const callback = await signIn(started.headers.get('location') ?? '', 'adele@contoso.example')
  const finished = await get(callback.href)
  expect([finished.status, finished.headers.get('location')]).toEqual([303, '/api/me'])
  const user = async () => (await get('/api/me')).text()
  expect(await user()).toContain('Adele Vance')

  await restart()
  expect(await user()).toContain('Adele Vance')

  // The twin: what was known came out of the store, not out of a memory that outlived the restart.
  const { SESSIONS } = await server.getWorker<{ SESSIONS: Store }>().getEnv()
  const { keys } = await SESSIONS.list({ prefix: 'session:' })
  await Promise.all(keys.map(({ name }) => SESSIONS.delete(name)))
  await restart()
  expect(await user()).not.toContain('Adele Vance')
})
