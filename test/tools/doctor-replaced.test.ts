// A credential that was replaced works until it is removed: the doctor says so, and what it waits for.
import { readFileSync, writeFileSync } from 'node:fs'
import { beforeEach, expect, test } from 'vitest'
import { doctor } from '../../tools/doctor.ts'
import { readReplaced, withReplaced } from '../../tools/settings/replaced-credentials.ts'
import { contosoRun, runRegister } from './register-run.ts'

const surroundings = { environment: {}, paper: { columns: 80, colors: false }, now: Date.now }

let file: string
let args: string[]
beforeEach(async () => {
  ;({ file, args } = await contosoRun())
  await runRegister(args)
})

async function lines(): Promise<{ status: string; whatToDo: string }[]> {
  const { output, exitCode } = await doctor(['--env-file', file, '--json'], surroundings)
  expect(exitCode).toBe(0)
  const { checks } = JSON.parse(output) as { checks: { check: string; status: string; whatToDo: string }[] }
  return checks.filter(({ check }) => check === 'replaced credential')
}

test('there is no warning before a rotation, nor once the old credential is removed', async () => {
  expect(await lines()).toEqual([])
  await runRegister([...args, '--rotate'])
  expect(await lines()).toHaveLength(1)
  await runRegister(args)
  expect(await lines()).toEqual([])
})

test('after --rotate, the warning says that the next run removes the old one', async () => {
  await runRegister([...args, '--rotate'])
  const [line] = await lines()
  expect(line).toMatchObject({
    status: 'warn',
    whatToDo: expect.stringContaining('Then run npm run register'),
  })
  expect(line?.whatToDo).not.toContain('--deploy-secrets')
})

test('while the deployed Worker may use the old one, the warning names both ways to finish', async () => {
  await runRegister([...args, '--rotate'])
  const text = readFileSync(file, 'utf8')
  writeFileSync(file, withReplaced(text, { ...readReplaced(text), awaitsDeployment: true }))
  const [line] = await lines()
  expect(line?.status).toBe('warn')
  const command = `npm run register -- --dev-vars ${file} --deploy-secrets`
  for (const way of [command, 'delete the line about it at the end of the file'])
    expect(line?.whatToDo).toContain(way)
})
