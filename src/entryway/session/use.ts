// Writing down what a session does: once a request, when it is done, and no faster than the store takes writes of a key.
import { StoreError } from '../store/patient-store.ts'
import type { Task } from '../task.ts'
import { sleep } from '../wait.ts'
import type { StoredSession } from './cache.ts'
import type { UseRecord } from './record.ts'
import { deleteUse, writeUse } from './record-store.ts'
import { deriveKeys } from './seal.ts'

/** A request that writes may be cut off; from then on another may. */
const WRITING_MS = 15_000

/** Notes that the session is used now, and what has changed; it is written at the end of the request. */
export function noteUse(session: StoredSession, change: Partial<UseRecord> = {}): void {
  session.use = { ...session.use, lastUsedAt: Date.now() / 1000, ...change }
  session.unsaved = true
}

/** At the end of a request, also for one whose write failed. The answer does not wait for it. */
export function saveUse(task: Task, session: StoredSession): void {
  if (session.unsaved) task.waitUntil(write(task, session))
}

async function write(task: Task, session: StoredSession): Promise<void> {
  const { sessions, store, log } = task
  const { id, token } = session
  // One at a time, or a write that is tried again would replace a newer one. The request that is writing writes what changes meanwhile.
  if (Date.now() < session.writingUntil) return
  session.writingUntil = Date.now() + WRITING_MS
  const interval = store.writeIntervalMs ?? 0
  const hasEnded = () => sessions.hasEnded(token.user, id, Date.now())
  try {
    const keys = await deriveKeys(token.value)
    while (session.unsaved) {
      const wait = session.writtenAt + interval - Date.now()
      if (wait > 0) await sleep(Math.min(wait, interval))
      if (hasEnded()) return
      session.unsaved = false
      session.writtenAt = Date.now()
      await writeUse(task, session, keys)
    }
    // It ended meanwhile: what was written brings nothing back, but has tokens in it.
    if (hasEnded()) await deleteUse(store, token.user, id)
  } catch (error) {
    // It costs a second refresh later, not the session; the next request tries again.
    session.unsaved = true
    if (!(error instanceof StoreError)) throw error
    log('store_write_failed', { reason: 'use' })
  } finally {
    session.writingUntil = 0
  }
}
