// `wrangler dev` with the app: silent until the app is ready; stopped with all its children.
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { devNull } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { StartError } from './start-error.ts'
import { quietly } from './wrangler-output.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const WRANGLER = join(ROOT, 'node_modules', 'wrangler', 'bin', 'wrangler.js')
const READY_WITHIN_SECONDS = 120
const END_WITHIN_MS = 7_000

export type Wrangler = {
  /** Resolves once wrangler serves the app. @throws {StartError} if it exits first, or takes too long */
  ready: Promise<void>
  /** The exit code; null = killed by a signal. */
  exited: Promise<number | null>
  /** Shows wrangler's output from now on; earlier output only if `withPast`. */
  show(withPast: boolean): void
  end(): Promise<void>
}

type WranglerOptions = {
  port: number
  inspectorPort: number
  /** The folder that stores sessions. */
  state: string
  settings: Record<string, string>
}

export function startWrangler({ port, inspectorPort, state, settings }: WranglerOptions): Wrangler {
  const args = [
    ...['dev', '--port', String(port), '--inspector-port', String(inspectorPort), '--persist-to', state],
    '--show-interactive-dev-session=false',
    // With `routes` in wrangler.toml, it would rewrite Host and Origin to the deployed host (workers-sdk#14683).
    '--infer-origin-from-routes=false',
    // Otherwise, wrangler warns at every start that the cron trigger must be called by hand.
    '--test-scheduled',
    // Replaces .dev.vars, which may be for a real tenant. Not a settings file, because wrangler would expand each `$name` in it.
    ...['--env-file', devNull],
    ...Object.entries(settings).map(([name, value]) => `--var=${name}:${value}`),
  ]
  const isWindows = process.platform === 'win32'
  const child = spawn(
    process.execPath,
    ['--import', new URL('end-with-parent.ts', import.meta.url).href, WRANGLER, ...args],
    {
      cwd: ROOT,
      // A separate process group: it can be stopped as a whole, and Ctrl-C reaches only npm start.
      detached: !isWindows,
      windowsHide: true,
      stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
      // Works offline: nothing here needs the network.
      env: {
        ...process.env,
        WRANGLER_SEND_METRICS: 'false',
        CLOUDFLARE_CF_FETCH_ENABLED: 'false',
        ...(process.stdout.isTTY && !process.env.NO_COLOR && { FORCE_COLOR: '1' }),
      },
    },
  ) as ChildProcessByStdio<Writable, Readable, Readable>
  const { pid, stdin, stdout, stderr } = child
  const exited = new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null))
    child.once('exit', resolve)
  })
  const killGroup = () => {
    try {
      if (pid && !isWindows) process.kill(-pid, 'SIGKILL')
      else child.kill('SIGKILL')
    } catch {
      // The group is already gone.
    }
  }
  void exited.then(killGroup)
  stdin.on('error', () => {})
  stderr.pipe(process.stderr)
  let past = ''
  const keep = (text: string) => {
    past += text
  }
  stdout.setEncoding('utf8').on('data', keep)

  return {
    exited,
    ready: new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new StartError(`The app was not ready within ${READY_WITHIN_SECONDS} seconds.`)),
        READY_WITHIN_SECONDS * 1000,
      )
      child.once('message', () => resolve(clearTimeout(timer)))
      void exited.then((code) => {
        clearTimeout(timer)
        reject(
          new StartError(
            code === null
              ? 'wrangler was killed before the app was ready.'
              : `wrangler ended with exit code ${code} before the app was ready.`,
          ),
        )
      })
    }),
    show(withPast) {
      stdout.off('data', keep)
      if (withPast) process.stdout.write(past)
      const quiet = quietly()
      stdout.on('data', (text: string) => process.stdout.write(quiet(text)))
    },
    async end() {
      // esbuild prints a long error when stopped while working.
      stderr.unpipe().resume()
      stdin.end()
      const timer = setTimeout(killGroup, END_WITHIN_MS)
      await exited
      clearTimeout(timer)
    },
  }
}
