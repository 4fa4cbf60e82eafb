// `wrangler dev` with the app: silent until the app is ready, and gone with all its children when it is ended.
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { devNull } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { StartError } from './start-error.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const WRANGLER = join(ROOT, 'node_modules', 'wrangler', 'bin', 'wrangler.js')
const READY_WITHIN_SECONDS = 120
const END_WITHIN_MS = 7_000
/** wrangler's own line for a request to /healthz, npm start's first. */
const HEALTH_LINE = /^.*GET \/healthz .*\n/gm

export type Wrangler = {
  /** Resolves once wrangler serves the app. @throws {StartError} if it ends first, or takes too long */
  ready: Promise<void>
  /** The exit code; null = it was killed. */
  exited: Promise<number | null>
  /** From now on its output is shown; what came before only if `withPast`. */
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
    // With `routes` in wrangler.toml it would rewrite Host and Origin to the deployed host (workers-sdk#14683).
    '--infer-origin-from-routes=false',
    // Without it wrangler warns at every start that the cron trigger has to be called by hand.
    '--test-scheduled',
    // In place of .dev.vars, which may be for a real tenant. In a file wrangler would expand each `$name`.
    ...['--env-file', devNull],
    ...Object.entries(settings).map(([name, value]) => `--var=${name}:${value}`),
  ]
  const isWindows = process.platform === 'win32'
  const child = spawn(
    process.execPath,
    ['--import', new URL('end-with-parent.ts', import.meta.url).href, WRANGLER, ...args],
    {
      cwd: ROOT,
      // A process group of its own: nothing in it outlives it, and Ctrl-C reaches npm start alone.
      detached: !isWindows,
      windowsHide: true,
      stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
      // Nothing here needs the network, and it starts without one.
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
      // Nobody is left.
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
      stdout.on('data', (text: string) => process.stdout.write(text.replaceAll(HEALTH_LINE, '')))
    },
    async end() {
      // esbuild that is stopped at work has a long complaint.
      stderr.unpipe().resume()
      stdin.end()
      const timer = setTimeout(killGroup, END_WITHIN_MS)
      await exited
      clearTimeout(timer)
    },
  }
}
