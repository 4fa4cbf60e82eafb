// CPU time of other processes, as Linux tells it.
import { readdirSync, readFileSync } from 'node:fs'

/** The fields of /proc/{pid}/stat from the state on; the name before them may hold spaces and parentheses. */
function readStat(pid: number | string): { name: string; fields: string[] } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const end = text.lastIndexOf(')')
    return { name: text.slice(text.indexOf('(') + 1, end), fields: text.slice(end + 2).split(' ') }
  } catch {
    return null
  }
}

/** Ids of this process's own children with that name. */
export function childrenNamed(name: string): number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .filter((pid) => {
      const stat = readStat(pid)
      return stat?.name === name && Number(stat.fields[1]) === process.pid
    })
    .map(Number)
}

/**
 * How long the threads of a process have run, user and system: exact, where /proc/{pid}/stat counts in steps of 10 ms.
 * workerd keeps its threads, so none is missing. Source: the kernel's documentation of sched-stats.
 */
export function cpuSeconds(pid: number): number {
  const nanoseconds = readdirSync(`/proc/${pid}/task`).map((thread) =>
    Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]),
  )
  return nanoseconds.reduce((sum, each) => sum + each, 0) / 1e9
}
