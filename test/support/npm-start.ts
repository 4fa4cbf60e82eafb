// `npm start` on free ports, with sessions of its own.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const ROOT = join(import.meta.dirname, '..', '..')

export type Running = {
  child: ChildProcess
  exitCode: Promise<number | null>
  output(): string
  /** So many times, since it was started. Rejects when it ends before. */
  prints(text: string, times?: number): Promise<void>
}

/** In a process group of its own, as a terminal runs it. */
export function run(command: string, args: string[], cwd = ROOT, env = process.env): Running {
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  // A test file that cannot be loaded never comes to its own end.
  const kill = () => child.kill('SIGTERM')
  process.once('exit', kill)
  let output = ''
  const listeners = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
      for (const listen of listeners) listen()
    })
  }
  const exitCode = new Promise<number | null>((resolve) => child.once('exit', resolve))
  void exitCode.then(() => process.off('exit', kill))
  return {
    child,
    exitCode,
    output: () => output,
    prints: (text, times = 1) =>
      new Promise<void>((resolve, reject) => {
        const listen = () => output.split(text).length > times && resolve()
        listeners.add(listen)
        listen()
        void exitCode.then(() => reject(new Error(`It ended before it printed "${text}":\n${output}`)))
      }),
  }
}

export type Started = Running & { state: string; end(): Promise<void> }

/** @param args options of `npm start` */
export function startTool(args: string[], cwd = ROOT): Started {
  const state = mkdtempSync(join(tmpdir(), 'entryway-start-'))
  const running = run(process.execPath, ['tools/start.ts', '--state', state, ...args], cwd)
  return {
    ...running,
    state,
    async end() {
      if (running.child.exitCode === null) running.child.kill('SIGTERM')
      await running.exitCode
      rmSync(state, { recursive: true, force: true })
    },
  }
}

export type Urls = { appUrl: string; entraUrl: string }

/** As it prints them once both answer. */
export async function urlsOf(running: Running): Promise<Urls> {
  await running.prints('Press Ctrl-C to stop both.')
  const [, appUrl = ''] = /^ {2}Entryway +(http:\/\/localhost:\d+)$/m.exec(running.output()) ?? []
  const [, entraUrl = ''] = /^ {2}Local Entra +(http:\/\/localhost:\d+) /m.exec(running.output()) ?? []
  return { appUrl, entraUrl }
}

export const ANY_PORTS = ['--port', '0', '--entra-port', '0']
