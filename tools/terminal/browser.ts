// Opens the user's browser, or explains why there is none.
import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

type Environment = Readonly<Record<string, string | undefined>>

/** The program and arguments that open a URL; else why the user would not see a browser, phrased to follow "because". */
export function browserCommand(environment: Environment, platform: NodeJS.Platform): string[] | string {
  const { BROWSER: named } = environment
  if (named)
    return named.trim() === '' || named === 'none' ? `BROWSER is ${named.trim() || 'blank'}` : [named]
  // It would open on a machine where nobody is watching.
  if (environment.SSH_CONNECTION || environment.SSH_TTY) return 'this is an SSH session'
  if (environment.CI) return 'CI is set'
  if (platform === 'darwin') return ['open']
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler']
  const isOnPath = (program: string) => onPath(program, environment.PATH ?? '')
  if (environment.WSL_DISTRO_NAME && isOnPath('wslview')) return ['wslview']
  if (!environment.DISPLAY && !environment.WAYLAND_DISPLAY) return 'there is no graphical display here'
  return isOnPath('xdg-open') ? ['xdg-open'] : 'xdg-open is not installed'
}

function onPath(program: string, path: string): boolean {
  return path.split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/** Long enough for a program to fail if it cannot open anything. */
const STARTED_AFTER_MS = 2000

/** @returns whether it started and did not fail immediately */
export function openBrowser([program = '', ...first]: string[], url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, [...first, url], { stdio: 'ignore', detached: true })
    const timer = setTimeout(() => resolve(true), STARTED_AFTER_MS)
    const settle = (started: boolean) => {
      clearTimeout(timer)
      resolve(started)
    }
    child.once('error', () => settle(false))
    child.once('exit', (code) => settle(code === 0))
    child.unref()
  })
}
