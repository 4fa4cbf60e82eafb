// npm run doctor as a terminal and a script run it: a process of its own, its exit code, and what goes where.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { expiredSecret, secret } from '../../emulator/seed.ts'
import { asEnvFile, healthyPatient } from './doctor-patient.ts'

const ROOT = join(import.meta.dirname, '..', '..')

/** As package.json has it: without the `--` Node would take --env-file for its own. */
function run(args: string[], environment: NodeJS.ProcessEnv = {}) {
  const { PATH, HOME } = process.env
  return new Promise<{ exitCode: number; stdout: string; stderr: string }>((resolve) => {
    execFile(
      process.execPath,
      ['--', join('tools', 'doctor.ts'), ...args],
      { cwd: ROOT, env: { PATH, HOME, ...environment } },
      (error, stdout, stderr) =>
        resolve({ exitCode: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    )
  })
}

test('exits with 0 when all checks pass, and prints plain text without a terminal', async () => {
  const { variables } = await healthyPatient()
  const { exitCode, stdout, stderr } = await run(['--env-file', asEnvFile(variables)])
  expect(stderr).toBe('')
  expect(stdout).toContain('No problems.')
  expect(stdout).not.toContain('\u001b')
  expect(exitCode).toBe(0)
})

test('exits with 1 when a check fails, and prints exactly one JSON document with --json', async () => {
  const { variables } = await healthyPatient()
  const environment = { ...variables, CLIENT_SECRET: expiredSecret }
  const { exitCode, stdout, stderr } = await run(['--variables-from-environment', '--json'], environment)
  expect(exitCode).toBe(1)
  expect(stderr).toBe('')
  const { healthy, source, checks } = JSON.parse(stdout)
  expect({ healthy, source }).toEqual({ healthy: false, source: 'the environment' })
  expect(checks).toContainEqual({
    check: 'credentials',
    status: 'fail',
    sentence: 'Entra returned an error: CLIENT_SECRET has expired (AADSTS7000222).',
    // The command has the flags that this run had.
    whatToDo: expect.stringMatching(
      /^Run npm run register -- --authority \S+ --client-id \S+ --rotate\. Or create one under Certificates & secrets > New client secret, and copy its Value to CLIENT_SECRET\. If you created or changed it just now, wait a few minutes and run this again\.$/,
    ),
  })
})

test('exits with 2 on invalid arguments, and prints the error on stderr without the secret', async () => {
  const { exitCode, stdout, stderr } = await run(['--env-file', '/nowhere/.dev.vars', secret])
  expect(exitCode).toBe(2)
  expect(stdout).toBe('')
  expect(stderr).toContain('npm run doctor -- --help')
  expect(stderr).not.toContain(secret)
})
