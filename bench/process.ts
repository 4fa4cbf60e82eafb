// CPU time of other processes, as Linux tells it.
import { readdirSync, readFileSync } from 'node:fs'

/** What a second is to /proc: USER_HZ, 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100

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

/** User and system time of a process since it began, in steps of 10 ms. Source: proc_pid_stat(5), utime and stime. */
export function cpuSeconds(pid: number): number {
  const fields = readStat(pid)?.fields
  if (!fields) throw new Error(`process ${pid} is gone`)
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}

/** The same of the threads that are there now, exact; for a start-up, which takes few steps of 10 ms. */
export function cpuSecondsOfThreads(pid: number): number {
  const nanoseconds = readdirSync(`/proc/${pid}/task`).map((thread) =>
    Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]),
  )
  return nanoseconds.reduce((sum, each) => sum + each, 0) / 1e9
}
