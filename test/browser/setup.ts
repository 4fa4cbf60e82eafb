// Once for all browser tests: a browser, and `npm start` as a newcomer runs it, on ports that are free.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { type ChromiumChoice, findChromium, launchChromium } from '../../tools/chromium.ts'

declare module 'vitest' {
  interface ProvidedContext {
    chromium: ChromiumChoice
    appUrl: string
    entraUrl: string
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const chromium = await findChromium()
  // Started once here, so that a browser that cannot start is one clear message and not one for each test.
  await (await launchChromium(chromium)).close()

  const state = mkdtempSync(join(tmpdir(), 'entryway-test-'))
  const [port, entraPort] = [await freePort(), await freePort()]
  const start = spawn(
    process.execPath,
    ['tools/start.ts', '--port', String(port), '--entra-port', String(entraPort), '--state', state],
    { cwd: join(import.meta.dirname, '..', '..'), stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const ended = new Promise<void>((resolve) => start.once('exit', () => resolve()))
  let output = ''
  await new Promise<void>((resolve, reject) => {
    for (const stream of [start.stdout, start.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk
        if (output.includes('Ctrl-C ends both')) resolve()
      })
    }
    void ended.then(() => reject(new Error(`npm start ended:\n${output}`)))
  })
  project.provide('chromium', chromium)
  project.provide('appUrl', `http://localhost:${port}`)
  project.provide('entraUrl', `http://localhost:${entraPort}`)
  return async () => {
    start.kill('SIGTERM')
    await ended
    rmSync(state, { recursive: true, force: true })
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
