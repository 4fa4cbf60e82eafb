// The processes of this machine.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'

type Row = { pid: number; parent: number; state: string }

const fromProc = (): Row[] =>
  readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return []
    try {
      // The name in parentheses can have anything in it.
      const [, state = '', parent] = /.*\) (\S) (\d+)/s.exec(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? []
      return [{ pid: Number(name), parent: Number(parent), state }]
    } catch {
      return []
    }
  })

const fromPs = (): Row[] =>
  execFileSync('ps', ['-axo', 'pid=,ppid=,stat='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .map(([pid, parent, state = '']) => ({ pid: Number(pid), parent: Number(parent), state }))

const processes = (): Row[] => (existsSync('/proc/self/stat') ? fromProc() : fromPs())

/** With `pid` itself. */
export function processTree(pid: number): number[] {
  const all = processes()
  const under = (parent: number): number[] => [
    parent,
    ...all.filter((each) => each.parent === parent).flatMap((each) => under(each.pid)),
  ]
  return under(pid)
}

/** Those of `pids` that still run. */
export function running(pids: number[]): number[] {
  // A zombie has ended, and waits for its parent to notice.
  const alive = processes().filter(({ state }) => !state.startsWith('Z'))
  return pids.filter((pid) => alive.some((each) => each.pid === pid))
}
