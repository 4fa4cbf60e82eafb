// Ports that npm start finds itself, so that nobody has to look for free ones and hand them over.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

const ROOT = join(import.meta.dirname, '..', '..')

/** @returns what it has printed once both answer */
async function started(args: string[]): Promise<string> {
  const state = mkdtempSync(join(tmpdir(), 'entryway-ports-'))
  const child = spawn(process.execPath, ['tools/start.ts', '--state', state, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  onTestFinished(async () => {
    child.kill('SIGTERM')
    await ended
    rmSync(state, { recursive: true, force: true })
  })
  let output = ''
  await new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk
        if (output.includes('Ctrl-C ends both')) resolve()
      })
    }
    void ended.then(() => reject(new Error(`npm start ended:\n${output}`)))
  })
  return output
}

test.each([[''], ['-1'], ['65536']])('%j is no port that it could find one for', async (port) => {
  const args = ['--entra-port', '0', `--port=${port}`]
  await expect(started(args)).rejects.toThrow(/npm start ended:\nUsage: npm start/)
})

test('with 0 for both ports, the app and its Entra find each other at those that are printed', async () => {
  const output = await started(['--port', '0', '--entra-port', '0'])
  const [, app = ''] = /^ {2}Entryway +(http:\/\/localhost:\d+)$/m.exec(output) ?? []
  const [, entra = ''] = /^ {2}Local Entra +(http:\/\/localhost:\d+) /m.exec(output) ?? []
  expect([new URL(app).port, new URL(entra).port]).not.toContain('0')

  const signIn = await fetch(`${app}/login`, { redirect: 'manual' })
  const location = new URL(signIn.headers.get('location') ?? '')
  expect([location.origin, location.searchParams.get('redirect_uri')]).toEqual([entra, `${app}/getAToken`])
  expect((await fetch(location)).status).toBe(200)
})
