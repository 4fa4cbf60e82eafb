// What npm run bench measures of Entryway: signed in, warm and cold, and unguarded. A run takes ten minutes, so it is seldom seen.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { build } from './bundle.ts'
import { entryway } from './contender.ts'
import { greeting } from './contenders/page.ts'
import { createEntra } from './entra.ts'
import { start } from './running.ts'
import { kvOperations, PERSON, signIn } from './sign-in.ts'
import { Visitor } from './visitor.ts'

test('the benchmark signs in, and a warm page reads no KV where a cold one does', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'entryway-bench-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const entra = await createEntra([entryway.redirectUri])
  const worker = await start(entryway, await build(entryway.entry, folder), entra, { recorded: true })
  onTestFinished(() => worker.stop())

  const visitor = new Visitor(worker.port)
  expect((await visitor.get('/guarded')).status).toBe(302)
  await signIn(visitor, entryway, entra)
  for (const [path, reads] of [
    ['/guarded', 0],
    ['/guarded/cold', 1],
    ['/unguarded', 0],
  ] as const) {
    const before = await kvOperations(worker)
    const { status, body } = await visitor.get(path)
    expect([path, status, body]).toEqual([path, 200, greeting(PERSON.name)])
    expect([path, (await kvOperations(worker)) - before]).toEqual([path, reads])
  }
})
