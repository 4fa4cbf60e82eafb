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

test('code that throws while loading does not end the local Entra, and the next save restarts the app', async () => {
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

  const page = join(folder, 'src', 'index.tsx')
  const source = readFileSync(page, 'utf8')
  save(page, source + THROWS)
  await started.prints('The local Entra keeps running, and the app starts again when you save')
  expect(started.output()).toContain('Error: while it is loaded')
  expect(await faults()).toEqual(before)

  save(page, source)
  await started.prints(`The app is running again: ${appUrl}`)
  expect((await fetch(`${appUrl}/healthz`)).status).toBe(200)
  expect(await faults()).toEqual(before)
})

test('a file whose second half is saved while wrangler still ends needs no further save', async () => {
  const folder = projectCopy()
  const started = startForTest(ANY_PORTS, folder)
  const { appUrl } = await urlsOf(started)
  const index = join(folder, 'src', 'index.tsx')
  const source = readFileSync(index, 'utf8')
  save(index, source + THROWS)
  await started.prints('Error: while it is loaded')
  save(index, source)
  await started.prints(`The app is running again: ${appUrl}`)
  expect((await fetch(`${appUrl}/healthz`)).status).toBe(200)
  expect(started.output()).not.toContain('when you save')
})
