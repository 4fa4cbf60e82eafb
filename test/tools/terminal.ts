// A process at a pseudo-terminal: what it shows, and the keys that a person presses once it shows something.
import { join } from 'node:path'
import { spawn } from '@lydell/node-pty'
import { onTestFailed, onTestFinished } from 'vitest'
import { createScreen } from './screen.ts'

const ROOT = join(import.meta.dirname, '..', '..')

/** Runs a script of this project with Node, without the npm and the shell that a person has around it. */
export const openTerminal = (script: string, args: string[], environment: Record<string, string> = {}) =>
  openCommand(process.execPath, [script, ...args], environment)

/** Runs a script of package.json as a person does: with npm, from a shell that can stop and continue it. */
export const openNpmRun = (script: string, args: string[]) =>
  openCommand('sh', ['-mc', `npm run --silent ${script} -- "$@"`, 'sh', ...args])

function openCommand(command: string, args: string[], environment: Record<string, string> = {}) {
  const child = spawn(command, args, {
    cwd: ROOT,
    cols: 80,
    rows: 50,
    // Under CI the spinner prints other lines.
    env: { ...process.env, TERM: 'xterm-256color', CI: undefined, BROWSER: 'none', ...environment },
  })
  const screen = createScreen()
  child.onData(screen.write)
  const exitCode = new Promise<number>((resolve) => {
    child.onExit(({ exitCode: code }) => {
      screen.end(code)
      resolve(code)
    })
  })
  onTestFailed(() => console.log(screen.text()))
  onTestFinished(async () => {
    if (!screen.hasEnded()) child.kill()
    await exitCode
  })
  return {
    exitCode,
    screen: screen.text,
    shows: screen.shows,
    /** As `kill` sends it, past the terminal. */
    signal: (name: NodeJS.Signals) => child.kill(name),
    press: (...keys: string[]) => {
      for (const key of keys) child.write(key)
    },
  }
}
