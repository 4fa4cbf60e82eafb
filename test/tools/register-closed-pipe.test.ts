// npm run register into a pipe that nobody reads any more: what is made is written down all the same.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { contosoRun, registered, variablesIn, withToken } from './register-run.ts'

test.each(['stdout', 'stderr'] as const)('closing %s loses no secret', async (name) => {
  const { entra, file, args } = await contosoRun()
  if (name === 'stderr') args.push('--json')
  const { environment } = await withToken(entra)
  const child = spawn(process.execPath, ['tools/register.ts', ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child[name].destroy()
  child[name === 'stdout' ? 'stderr' : 'stdout'].resume()
  expect(await once(child, 'close')).toEqual([0, null])
  const [app, ...others] = registered(entra)
  expect(others).toEqual([])
  const CLIENT_SECRET = app?.secrets[0]?.value
  expect(variablesIn(file)).toMatchObject({ CLIENT_ID: app?.clientId, CLIENT_SECRET })
})
