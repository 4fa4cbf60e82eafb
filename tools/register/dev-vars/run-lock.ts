// Allows one run at a time per .dev.vars: two would each add a credential, but only one could be saved.
import { existsSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { RegisterRefusal } from '../command-line/refusal.ts'
import { codeOf } from './dev-vars.ts'
import { unwritable } from './dev-vars-file.ts'

/**
 * @param now milliseconds
 * @throws {RegisterRefusal} while another run holds the lock
 */
export async function whileLocked(path: string, now: number, run: () => Promise<void>): Promise<void> {
  // One for a file, by whichever link it is reached.
  const lock = `${existsSync(path) ? realpathSync(path) : path}.lock`
  acquire(lock, path, now)
  const release = () => rmSync(lock, { force: true })
  // Ctrl-C at a prompt ends the process there.
  process.once('exit', release)
  await run().finally(() => {
    process.removeListener('exit', release)
    release()
  })
}

function acquire(lock: string, path: string, now: number): void {
  if (isAbandoned(lock)) rmSync(lock, { force: true })
  try {
    writeFileSync(lock, `${process.pid} ${new Date(now).toISOString()}\n`, { flag: 'wx' })
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') {
      // On a full disk, the file may exist even though writing failed.
      rmSync(lock, { force: true })
      throw unwritable(lock, error)
    }
    const { pid, since } = holderOf(lock)
    const when = since ? ` since ${since.slice(0, 19).replace('T', ' ')} UTC` : ''
    throw new RegisterRefusal(
      'variables',
      `Another npm run register has been working on ${path}${when}${pid ? ` (process ${pid})` : ''}.`,
      `Wait until it ends, then run this again. If there is no such run, delete ${lock}.`,
    )
  }
}

function holderOf(lock: string): { pid: number | null; since: string } {
  const text = existsSync(lock) ? readFileSync(lock, 'utf8') : ''
  const [, pid, since = ''] = /^(\d+) (\S+)/.exec(text) ?? []
  return { pid: pid === undefined ? null : Number(pid), since }
}

/** Left by a killed run. */
function isAbandoned(lock: string): boolean {
  const { pid } = holderOf(lock)
  if (pid === null) return false
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    return codeOf(error) === 'ESRCH'
  }
}
