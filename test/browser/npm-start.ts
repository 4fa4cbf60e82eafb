// `npm start` as a newcomer runs it, on ports that are free.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { twoFreePorts } from '../support/port.ts'

export type Started = { appUrl: string; entraUrl: string; end(): Promise<void> }

/** @param authority a name that `npm start -- --authority` takes. @param flags of `npm start`, beside it */
export async function npmStart(authority: string, flags: string[] = []): Promise<Started> {
  const state = mkdtempSync(join(tmpdir(), 'entryway-test-'))
  const [port, entraPort] = await twoFreePorts()
  const ports = ['--port', String(port), '--entra-port', String(entraPort)]
  const start = spawn(
    process.execPath,
    ['tools/start.ts', '--authority', authority, ...flags, ...ports, '--state', state],
    { cwd: join(import.meta.dirname, '..', '..'), stdio: ['ignore', 'pipe', 'pipe'] },
  )
  // A test file that cannot be loaded never comes to its own end.
  process.once('exit', () => start.kill('SIGTERM'))
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
  return {
    appUrl: `http://localhost:${port}`,
    entraUrl: `http://localhost:${entraPort}`,
    async end() {
      start.kill('SIGTERM')
      await ended
      rmSync(state, { recursive: true, force: true })
    },
  }
}
