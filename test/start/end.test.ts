// However npm start ends, nothing that it started outlives it.
import { setTimeout as wait } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { ANY_PORTS, type Running, run, type Urls, urlsOf } from '../support/npm-start.ts'
import { processTree, running } from '../support/processes.ts'
import { startForTest } from './start-for-test.ts'

/** npm start's processes once both servers answer, and what is left of them later. */
async function started(process: Running): Promise<{ tree: number[] } & Urls> {
  const urls = await urlsOf(process)
  const tree = processTree(process.child.pid ?? 0)
  onTestFinished(() => {
    for (const pid of running(tree)) globalThis.process.kill(pid, 'SIGKILL')
  })
  // npm start, wrangler's two, esbuild, and workerd's two.
  expect(tree.length).toBeGreaterThanOrEqual(6)
  return { tree, ...urls }
}

async function expectAllGone({ tree, appUrl, entraUrl }: { tree: number[] } & Urls): Promise<void> {
  // Grandchildren give no event.
  await expect.poll(() => running(tree), { timeout: 30_000, interval: 50 }).toEqual([])
  for (const url of [appUrl, entraUrl]) await expect(fetch(url)).rejects.toThrow()
}

test('SIGKILL ends everything', async () => {
  const process = startForTest(ANY_PORTS)
  const all = await started(process)
  process.child.kill('SIGKILL')
  await expectAllGone(all)
})

test('SIGKILL for the whole process group, as Playwright’s webServer sends it, ends everything', async () => {
  const process = startForTest(ANY_PORTS)
  const all = await started(process)
  globalThis.process.kill(-(process.child.pid ?? 0), 'SIGKILL')
  await expectAllGone(all)
})

test('Ctrl-C ends everything, and the ports are free before npm start itself has ended', async () => {
  const process = startForTest(ANY_PORTS)
  const all = await started(process)
  globalThis.process.kill(-(process.child.pid ?? 0), 'SIGINT')
  expect(await process.exitCode).toBe(0)
  for (const url of [all.appUrl, all.entraUrl]) await expect(fetch(url)).rejects.toThrow()
  await expectAllGone(all)
})

test('wrangler that is killed ends npm start, workerd and the local Entra', async () => {
  const process = startForTest(ANY_PORTS)
  const all = await started(process)
  globalThis.process.kill(all.tree[1] ?? 0, 'SIGKILL')
  expect(await process.exitCode).toBe(1)
  await expectAllGone(all)
})

test.each(['SIGTERM', 'SIGKILL'] as const)('npm that gets %s leaves nothing behind', async (signal) => {
  const process = run('npm', ['start', '--', ...ANY_PORTS])
  const all = await started(process)
  process.child.kill(signal)
  await process.exitCode
  await expectAllGone(all)
})

test('SIGHUP of a terminal that is closed while it starts ends everything, with exit code 0', async () => {
  const process = startForTest(ANY_PORTS)
  const pid = process.child.pid ?? 0
  // Until wrangler is there.
  while (processTree(pid).length < 3) await wait(1)
  const tree = processTree(pid)
  process.child.kill('SIGHUP')
  expect(await process.exitCode).toBe(0)
  expect(process.output()).toBe('')
  await expect.poll(() => running(tree), { timeout: 30_000, interval: 50 }).toEqual([])
})
