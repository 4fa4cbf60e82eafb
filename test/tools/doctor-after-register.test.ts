// What the doctor says that npm run register fixes, it fixes; and what register has left to do, the doctor says.
import { readFileSync, writeFileSync } from 'node:fs'
import { beforeEach, expect, test } from 'vitest'
import type { AppRegistration } from '../../emulator/directory/app-registration.ts'
import { readReplaced, withReplaced } from '../../tools/settings/replaced-credentials.ts'
import { examineWith, linesOf } from './doctor-patient.ts'
import { contosoRun, registered, runRegister } from './register-run.ts'

const LOCAL = ['http://localhost:8787/getAToken']

let app: AppRegistration
let file: string
let args: string[]
beforeEach(async () => {
  const run = await contosoRun()
  ;({ file, args } = run)
  await runRegister(args)
  app = registered(run.entra)[0] as AppRegistration
  run.entra.emulator.state.applicationPermissions.set(app.clientId, ['Application.Read.All'])
})

const examined = () => examineWith(['--env-file', file])

test.each<[string, Partial<AppRegistration>]>([
  ['redirect URI', { redirectUris: ['https://app.example.com/callback'] }],
  ['platform', { redirectUris: [], spaRedirectUris: LOCAL }],
  ['platform', { redirectUris: [], publicClientRedirectUris: LOCAL }],
])('%s: register fixes %j', async (check, change) => {
  Object.assign(app, change)
  expect((await examined()).faults).toMatchObject([
    { check, whatToDo: expect.stringMatching(/\b[Rr]un npm run register -- --dev-vars \S+, which/) },
  ])
  expect((await runRegister(args)).exitCode).toBe(0)
  expect((await examined()).faults).toEqual([])
})

const replaced = async () => linesOf(await examined(), 'replaced credential')

test('a replaced credential is a warning until the next run has removed it', async () => {
  expect(await replaced()).toEqual([])
  await runRegister([...args, '--rotate'])
  expect(await replaced()).toMatchObject([
    { status: 'warn', whatToDo: expect.stringMatching(/Then run npm run register(?!.*--deploy-secrets)/) },
  ])
  await runRegister(args)
  expect(await replaced()).toEqual([])
})

test('while the deployed Worker may use the replaced one, the warning names both ways to finish', async () => {
  await runRegister([...args, '--rotate'])
  const text = readFileSync(file, 'utf8')
  writeFileSync(file, withReplaced(text, { ...readReplaced(text), awaitsDeployment: true }))
  const [line] = await replaced()
  expect(line?.status).toBe('warn')
  expect(line?.whatToDo).toContain(`Run npm run register -- --dev-vars ${file} --deploy-secrets, then`)
  expect(line?.whatToDo).toContain('delete the line about it at the end of the file')
})
