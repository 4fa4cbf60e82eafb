// What an owner saves may throw when it is loaded, for a moment: wrangler ends then, and npm start does not.
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ANY_PORTS, urlsOf } from '../support/npm-start.ts'
import { projectCopy } from '../support/project-copy.ts'
import { startForTest } from './start-for-test.ts'

/** As an editor saves: another file takes the name. */
function save(file: string, text: string): void {
  writeFileSync(`${file}~`, text)
  renameSync(`${file}~`, file)
}

const THROWS = "\nthrow new Error('while it is loaded')\n"

test('code that throws while loading does not end the local Entra, and the app restarts with the next save', async () => {
  const folder = projectCopy()
  const started = startForTest(ANY_PORTS, folder)
  const { appUrl, entraUrl } = await urlsOf(started)
  await fetch(`${entraUrl}/.local-entra/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'mfa_required', times: 7 }),
  })
  const faults = async () => (await fetch(`${entraUrl}/.local-entra/faults`)).json()
  const before = await faults()
  expect(before).toMatchObject({ active: [{ name: 'mfa_required' }] })
  const index = join(folder, 'src', 'index.tsx')
  const source = readFileSync(index, 'utf8')
  const isRunning = async () => (await fetch(`${appUrl}/healthz`)).status === 200

  // The second half of the file is saved while wrangler still ends: no further save is needed.
  save(index, source + THROWS)
  await started.prints('Error: while it is loaded')
  save(index, source)
  await started.prints(`The app is running again: ${appUrl}`)
  expect(await isRunning()).toBe(true)
  expect(started.output()).not.toContain('when you save')

  save(index, source + THROWS)
  await started.prints('The local Entra keeps running, and the app starts again when you save')
  expect(started.output().split('Error: while it is loaded').length).toBeGreaterThan(2)
  expect(await faults()).toEqual(before)
  save(index, source)
  await started.prints(`The app is running again: ${appUrl}`, 2)
  expect(await isRunning()).toBe(true)
  expect(await faults()).toEqual(before)

  const file = join(folder, 'wrangler.toml')
  save(file, `${readFileSync(file, 'utf8')}\n# Saved again.\n`)
  await started.prints('Local server updated and ready')
  expect(started.output()).not.toMatch(/Using secrets defined in|has access to the following bindings/)
})
