// What npm run register made, npm run doctor finds nothing wrong with.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { contoso, fourthCoffee, joni, nestor } from '../../emulator/seed.ts'
import { doctor } from '../../tools/doctor.ts'
import { newFolder, runRegister, serveEntra } from './register-run.ts'

const surroundings = { environment: {}, paper: { columns: 80, colors: false }, now: Date.now }

test.each([
  ['tenant', 'secret', contoso, nestor],
  ['organizations', 'certificate', contoso, nestor],
  ['common', 'secret', contoso, nestor],
  ['consumers', 'certificate', contoso, nestor],
  ['customers', 'secret', fourthCoffee, joni],
])('for %s, with a %s', async (kind, credential, tenant, operator) => {
  const entra = await serveEntra()
  const file = join(newFolder(), '.dev.vars')
  const args = [
    '--yes',
    '--authority',
    `${entra.url}/${tenant.id}`,
    '--dev-vars',
    file,
    '--name',
    'Front door',
  ]
  expect((await runRegister([...args, '--kind', kind, `--${credential}`], { operator })).exitCode).toBe(0)

  // Of a registration for personal accounts alone, no tenant knows anything.
  const home = kind === 'organizations' || kind === 'common' ? ['--tenant', tenant.id] : []
  const { exitCode, output } = await doctor(['--env-file', file, '--json', ...home], surroundings)
  const { checks } = JSON.parse(output) as { checks: { status: string }[] }
  expect([exitCode, checks.filter(({ status }) => status === 'fail')]).toEqual([0, []])
  expect(checks.filter(({ status }) => status === 'pass').length).toBeGreaterThan(5)
})
