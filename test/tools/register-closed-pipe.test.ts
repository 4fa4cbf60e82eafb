// npm run register into a pipe that nobody reads any more: what is made is written down all the same.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { nestor } from '../../emulator/seed.ts'
import { asOperator, operatorTokens } from '../support/operator.ts'
import { contosoRun, registered, variablesIn } from './register-run.ts'

const SCRIPT = join(import.meta.dirname, '..', '..', 'tools', 'register.ts')

test.each(['stdout', 'stderr'] as const)('closing %s loses no secret', async (name) => {
  const { entra, file, args } = await contosoRun()
  await asOperator(entra.emulator)
  const { access_token: token } = await operatorTokens(entra.emulator, nestor)
  const more = name === 'stderr' ? ['--json'] : []
  const child = spawn(process.execPath, [SCRIPT, ...args, ...more], {
    env: { ...process.env, GRAPH_TOKEN: String(token) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child[name].destroy()
  const other = child[name === 'stdout' ? 'stderr' : 'stdout']
  let text = ''
  other.on('data', (chunk: Buffer) => {
    text += chunk
  })
  const exitCode = await new Promise((resolve) => child.once('close', resolve))
  expect(exitCode, text).toBe(0)
  const [app, ...others] = registered(entra)
  expect(others).toEqual([])
  expect(variablesIn(file)).toMatchObject({
    CLIENT_ID: app?.clientId,
    CLIENT_SECRET: app?.secrets[0]?.value,
  })
})
