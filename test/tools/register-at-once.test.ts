// Two runs of npm run register on one file: the second is refused before it calls anything, and nothing is left that nobody has.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { beforeEach, expect, test } from 'vitest'
import { heldByNobody } from './killed-run.ts'
import {
  answerInstead,
  contosoRun,
  type Entra,
  registered,
  runForJson,
  runRegister,
  writes,
} from './register-run.ts'

let entra: Entra
let file: string
let args: string[]
beforeEach(async () => {
  ;({ entra, file, args } = await contosoRun())
})

/** Held back at this call until it is let go. */
async function heldAt(path: RegExp, ...flags: string[]) {
  const [there, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  answerInstead(entra, 'POST', path, async () => {
    there.resolve()
    await go.promise
    return null
  })
  const run = runForJson([...args, ...flags])
  await there.promise
  return async () => {
    go.resolve()
    return (await run).exitCode
  }
}

test.each([
  ['a first run', /\/applications$/, []],
  ['a rotation', /\/addPassword$/, ['--rotate']],
])('%s is not disturbed by another on the same file', async (_, path, flags) => {
  if (flags.length > 0) await runRegister(args)
  const finish = await heldAt(path, ...flags)
  const requests = entra.emulator.requests.length
  const second = await runForJson([...args, ...flags], { operator: null })
  const who = `^Another npm run register has been working on ${file} since .* UTC \\(process ${process.pid}\\)\\.$`
  expect([second.exitCode, second.report.error]).toEqual([
    6,
    {
      kind: 'variables',
      message: expect.stringMatching(new RegExp(who)),
      next: `Wait until it ends, then run this again. If there is no such run, delete ${file}.lock.`,
    },
  ])
  expect(entra.emulator.requests).toHaveLength(requests)
  expect(await finish()).toBe(0)
  expect([heldByNobody(entra, file), registered(entra).length, existsSync(`${file}.lock`)]).toEqual([
    [],
    1,
    false,
  ])
})

test('a dry run does not wait for another run', async () => {
  await runRegister(args)
  const finish = await heldAt(/\/addPassword$/, '--rotate')
  expect((await runForJson([...args, '--dry-run'])).report.outcome).toBe('dry_run')
  expect(await finish()).toBe(0)
})

test('the lock of a run that is no longer there is taken over', async () => {
  const { pid } = spawnSync(process.execPath, ['--version'])
  writeFileSync(`${file}.lock`, `${pid} 2026-11-29T09:00:00.000Z\n`)
  expect((await runForJson(args)).report.outcome).toBe('changed')
  expect(existsSync(`${file}.lock`)).toBe(false)
})

test('a lock that does not say whose it is stays', async () => {
  writeFileSync(`${file}.lock`, '')
  const { exitCode, report } = await runForJson(args, { operator: null })
  expect([exitCode, report.error?.next, writes(entra)]).toEqual([
    6,
    expect.stringContaining(`delete ${file}.lock`),
    [],
  ])
  expect(readFileSync(`${file}.lock`, 'utf8')).toBe('')
  rmSync(`${file}.lock`)
  expect((await runForJson(args)).exitCode).toBe(0)
})
