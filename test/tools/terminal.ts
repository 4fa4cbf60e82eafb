// A terminal for tests: what it shows, and the keys that a person presses once it shows something.
import { join } from 'node:path'
import { spawn } from '@lydell/node-pty'
import { onTestFailed, onTestFinished } from 'vitest'

const ROOT = join(import.meta.dirname, '..', '..')

export const KEYS = {
  enter: '\r',
  down: '\x1b[B',
  left: '\x1b[D',
  space: ' ',
  ctrlC: '\x03',
  ctrlD: '\x04',
  ctrlZ: '\x1a',
  clearLine: '\x15',
}

export type Terminal = ReturnType<typeof openTerminal>

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a terminal is steered with
const STEERING = /\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07/g

/** Runs a script of this project with Node, without the npm and the shell that a person has around it. */
export const openTerminal = (
  script: string,
  args: string[],
  environment: Record<string, string> = {},
  columns = 80,
) => openCommand(process.execPath, [script, ...args], environment, columns)

/** Runs a script of package.json as a person does: with npm, from a shell that can stop and continue it. */
export const openNpmRun = (script: string, args: string[]) =>
  openCommand('sh', ['-mc', `npm run --silent ${script} -- "$@"`, 'sh', ...args])

function openCommand(
  command: string,
  args: string[],
  environment: Record<string, string> = {},
  columns = 80,
) {
  const child = spawn(command, args, {
    cwd: ROOT,
    cols: columns,
    rows: 50,
    // Under CI the spinner prints other lines.
    env: { ...process.env, TERM: 'xterm-256color', CI: undefined, BROWSER: 'none', ...environment },
  })
  let seen = ''
  let mark = 0
  let ended: number | null = null
  const heard = new Set<() => void>()
  const notify = () => {
    for (const listen of [...heard]) listen()
  }
  child.onData((data) => {
    seen += data.replaceAll(STEERING, '')
    notify()
  })
  const exitCode = new Promise<number>((resolve) => {
    child.onExit(({ exitCode: code }) => {
      ended = code
      resolve(code)
      notify()
    })
  })
  onTestFailed(() => console.log(seen))
  onTestFinished(async () => {
    if (ended === null) child.kill()
    await exitCode
  })
  return {
    exitCode,
    /** All that was shown since it was opened. */
    screen: () => seen,
    /** As `kill` sends it, past the terminal. */
    signal: (name: NodeJS.Signals) => child.kill(name),
    press: (...keys: string[]) => {
      for (const key of keys) child.write(key)
    },
    /** Resolves once this has been shown after what was waited for last; gives what came between. */
    shows: (text: string) =>
      new Promise<string>((resolve, reject) => {
        const listen = () => {
          const at = seen.indexOf(text, mark)
          if (at < 0) {
            if (ended !== null)
              reject(new Error(`it ended with ${ended} before it showed "${text}":\n${seen}`))
            return
          }
          heard.delete(listen)
          const between = seen.slice(mark, at + text.length)
          mark = at + text.length
          resolve(between)
        }
        heard.add(listen)
        listen()
      }),
  }
}
