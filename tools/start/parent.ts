// Detects that npm is gone: when killed, it sends no signal to its children.
import { readFileSync } from 'node:fs'

const CHECK_MS = 500
const SHELLS = ['sh', 'dash', 'bash', 'ash', 'busybox']

/** Linux only; null elsewhere, and for a process that has ended. */
function processStatus(pid: number): { name: string; parent: number } | null {
  try {
    const [, name = '', parent] =
      /^\d+ \((.*)\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
    return { name, parent: Number(parent) }
  } catch {
    return null
  }
}

/** The parent process and, behind npm's shell (which some shells replace with the command), npm itself. */
function ancestors(): string {
  const shell = processStatus(process.ppid)
  const npm = shell && SHELLS.includes(shell.name) ? shell.parent : null
  return `${process.ppid} ${npm}`
}

/** Without npm, nothing is watched: a script may start this and exit. */
export function onNpmEnd(listener: () => void): void {
  if (!process.env.npm_lifecycle_event) return
  const first = ancestors()
  setInterval(() => ancestors() === first || listener(), CHECK_MS).unref()
}
