// What the doctor says that npm run register mends, it mends.
import { beforeEach, expect, test } from 'vitest'
import type { AppRegistration } from '../../emulator/directory/app-registration.ts'
import { doctor } from '../../tools/doctor.ts'
import { contosoRun, type Entra, registered, runRegister } from './register-run.ts'

const surroundings = { environment: {}, paper: { columns: 80, colors: false }, now: Date.now }
const LOCAL = 'http://localhost:8787/getAToken'

let entra: Entra
let file: string
let args: string[]
beforeEach(async () => {
  ;({ entra, file, args } = await contosoRun())
  await runRegister(args)
  const { clientId } = registered(entra)[0] as AppRegistration
  entra.emulator.state.applicationPermissions.set(clientId, ['Application.Read.All'])
})

async function failed(): Promise<{ check: string; whatToDo: string }[]> {
  const { output } = await doctor(['--env-file', file, '--json'], surroundings)
  const { checks } = JSON.parse(output) as { checks: { check: string; status: string; whatToDo: string }[] }
  return checks.filter(({ status }) => status === 'fail')
}

test.each<[string, string, (app: AppRegistration) => void]>([
  [
    'registered nowhere',
    'redirect URI',
    (app) => {
      app.redirectUris = ['https://app.example.com/callback']
    },
  ],
  [
    'of a single-page application',
    'platform',
    (app) => {
      app.redirectUris = []
      app.spaRedirectUris = [LOCAL]
    },
  ],
  [
    'of a desktop app',
    'platform',
    (app) => {
      app.redirectUris = []
      app.publicClientRedirectUris = [LOCAL]
    },
  ],
])('a redirect URI %s', async (_, check, spoil) => {
  spoil(registered(entra)[0] as AppRegistration)
  expect(await failed()).toMatchObject([
    { check, whatToDo: expect.stringMatching(/\b[Rr]un npm run register -- --dev-vars \S+, which/) },
  ])
  expect((await runRegister(args)).exitCode).toBe(0)
  expect(await failed()).toEqual([])
})
