// What grows with the number of sessions, of a person's sessions, and of a person's groups. Entryway only.
import type { Bundle } from './bundle.ts'
import { entryway } from './contender.ts'
import { greeting } from './contenders/page.ts'
import type { Entra } from './entra.ts'
import { signedInCookie } from './guarded-page.ts'
import { type Effort, type Measured, measure, type Page } from './load.ts'
import { cpuSeconds } from './process.ts'
import { type Running, start } from './running.ts'
import { kvOperations, PERSON, signIn } from './sign-in.ts'
import { type Summary, summarize } from './statistics.ts'
import { Visitor } from './visitor.ts'

/** Sessions for each request to the filler, so that none takes long. */
const FILLED_AT_ONCE = 5000

type Visit = { name: string; worker: Running; cookie: string }

/** All warm rounds before the cold ones: these leave garbage, and the process is the same. */
async function measureBoth(visits: Visit[], effort: Effort): Promise<Measured[]> {
  const pages = (isolate: string, path: string) =>
    visits.map(({ name, worker, cookie }): Page => {
      const { port, pid } = worker
      return { name: `${name}, ${isolate}`, port, pid, path, cookie, body: greeting(PERSON.name) }
    })
  const warm = await measure(pages('warm', '/guarded'), effort)
  return [...warm, ...(await measure(pages('cold', '/guarded/cold'), effort))]
}

/** The guarded page with so many sessions in KV, each number in a KV of its own. */
export async function measureBySessions(
  bundle: Bundle,
  entra: Entra,
  counts: number[],
  effort: Effort,
): Promise<Measured[]> {
  const running: Running[] = []
  try {
    const visits: Visit[] = []
    for (const count of counts) {
      const worker = await start(entryway, bundle, entra)
      running.push(worker)
      const cookie = await signedInCookie(entryway, worker, entra, '/guarded')
      for (let from = 1; from < count; from += FILLED_AT_ONCE) {
        const to = Math.min(count, from + FILLED_AT_ONCE)
        const filled = await fetch(`http://127.0.0.1:${worker.fillerPort}/?from=${from}&to=${to}`)
        if (!filled.ok) throw new Error(`KV could not be filled: ${filled.status}`)
      }
      visits.push({ name: String(count), worker, cookie })
    }
    return await measureBoth(visits, effort)
  } finally {
    await Promise.all(running.map((worker) => worker.stop()))
  }
}

/** The guarded page for somebody with so many app roles and groups. */
export async function measureByMemberships(
  bundle: Bundle,
  entra: Entra,
  counts: number[],
  effort: Effort,
): Promise<Measured[]> {
  const worker = await start(entryway, bundle, entra)
  try {
    const visits: Visit[] = []
    for (const count of counts) {
      entra.memberships = Array.from({ length: count }, () => crypto.randomUUID())
      const cookie = await signedInCookie(entryway, worker, entra, '/guarded')
      visits.push({ name: String(count), worker, cookie })
    }
    return await measureBoth(visits, effort)
  } finally {
    entra.memberships = []
    await worker.stop()
  }
}

export type MeasuredSignOut = {
  sessions: number
  /** Milliseconds. */
  waited: Summary
  /** Milliseconds. */
  cpu: Summary
  kv: number
}

/** "Sign out on every device" for a person with so many sessions. */
export async function measureSignOut(
  bundle: Bundle,
  entra: Entra,
  counts: number[],
  rounds: number,
): Promise<MeasuredSignOut[]> {
  const costs = counts.map((sessions) => ({ sessions, waited: [], cpu: [], kv: [] }) as SignOutCosts)
  const worker = await start(entryway, bundle, entra, { recorded: true })
  try {
    for (let round = 0; round < rounds; round++) {
      for (const each of costs) await signOutOnce(worker, entra, each)
    }
  } finally {
    await worker.stop()
  }
  return costs.map(({ sessions, waited, cpu, kv }) => ({
    sessions,
    waited: summarize(waited),
    cpu: summarize(cpu),
    kv: Math.max(...kv),
  }))
}

type SignOutCosts = { sessions: number; waited: number[]; cpu: number[]; kv: number[] }

async function signOutOnce(worker: Running, entra: Entra, costs: SignOutCosts): Promise<void> {
  const visitors = Array.from({ length: costs.sessions }, () => new Visitor(worker.port))
  for (const visitor of visitors) await signIn(visitor, entryway, entra)
  const [one, last] = [visitors[0], visitors.at(-1)]
  if (!one || !last) return
  const before = { waited: one.waited, cpu: cpuSeconds(worker.pid), kv: await kvOperations(worker) }
  const answer = await one.post('/logout', new URLSearchParams({ everywhere: 'yes' }))
  costs.waited.push(one.waited - before.waited)
  costs.cpu.push((cpuSeconds(worker.pid) - before.cpu) * 1000)
  costs.kv.push((await kvOperations(worker)) - before.kv)
  if (answer.status !== 200) throw new Error(`signing out everywhere: ${answer.status} ${answer.body}`)
  if ((await last.get('/guarded')).status === 200)
    throw new Error('a session outlived signing out everywhere')
}
