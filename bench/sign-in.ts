// A whole sign-in, from the refused page to the greeting: what the person waits for, and what is asked of others.
import { EntraBrowser } from '../test/support/entra-browser.ts'
import type { Bundle } from './bundle.ts'
import { type Contender, entryway, peers } from './contender.ts'
import type { Entra } from './entra.ts'
import { type Running, start } from './running.ts'
import { type Summary, summarize } from './statistics.ts'
import { Visitor } from './visitor.ts'

export const PERSON = { username: 'adele@contoso.example', name: 'Adele Vance' }
const WARM_SIGN_INS = 3
/** Between an isolate and Entra: next to each other, and a continent apart. */
export const DELAYS_MILLISECONDS = [0, 50]

export type Cost = { waited: number; outbound: number; kv: number }

export type MeasuredSignIn = {
  name: string
  delayMilliseconds: number
  isolate: 'cold' | 'warm'
  /** Milliseconds. */
  waited: Summary
  outbound: number
  kv: number
}

/** @param starts fresh isolates of each contender for each delay */
export async function measureSignIn(
  bundleOf: (contender: Contender) => Bundle,
  entra: Entra,
  starts: number,
): Promise<MeasuredSignIn[]> {
  const contenders = [entryway, ...peers]
  const results: MeasuredSignIn[] = []
  for (const delayMilliseconds of DELAYS_MILLISECONDS) {
    const costs = contenders.map((contender) => ({ contender, cold: [] as Cost[], warm: [] as Cost[] }))
    for (let round = 0; round < starts; round++) {
      for (const { contender, cold, warm } of costs) {
        const worker = await start(contender, bundleOf(contender), entra, { recorded: true })
        entra.delayMilliseconds = delayMilliseconds
        try {
          cold.push(await costOfSignIn(contender, worker, entra))
          for (let i = 0; i < WARM_SIGN_INS; i++) warm.push(await costOfSignIn(contender, worker, entra))
        } finally {
          entra.delayMilliseconds = 0
          await worker.stop()
        }
      }
    }
    for (const { contender, cold, warm } of costs) {
      results.push({ name: contender.name, delayMilliseconds, isolate: 'cold', ...summaryOf(cold) })
      results.push({ name: contender.name, delayMilliseconds, isolate: 'warm', ...summaryOf(warm) })
    }
  }
  return results
}

async function costOfSignIn(contender: Contender, worker: Running, entra: Entra): Promise<Cost> {
  const outboundBefore = worker.outbound.length
  const kvBefore = await kvOperations(worker)
  const visitor = new Visitor(worker.port)
  await signIn(visitor, contender, entra)
  return {
    waited: visitor.waited,
    outbound: worker.outbound.length - outboundBefore,
    kv: (await kvOperations(worker)) - kvBefore,
  }
}

/** From the guarded page to Entra and back to it. @throws unless it ends by greeting the person */
export async function signIn(visitor: Visitor, contender: Contender, entra: Entra): Promise<void> {
  const authorizeUrl = await contender.begin(visitor)
  const callback = await new EntraBrowser(entra).signIn(authorizeUrl, PERSON.username)
  let answer = await visitor.get(callback.pathname + callback.search)
  for (let redirects = 0; answer.location !== null && redirects < 4; redirects++) {
    answer = await visitor.get(answer.location)
  }
  if (answer.status !== 200 || !answer.body.includes(PERSON.name)) {
    throw new Error(`${contender.name} does not greet ${PERSON.name}: ${answer.status} ${answer.body}`)
  }
}

/** All of them so far; the worker must be a recorded one. */
export async function kvOperations(worker: Running): Promise<number> {
  const counts: Record<string, number> = JSON.parse(
    (await new Visitor(worker.port).get('/kv-operations')).body,
  )
  return Object.values(counts).reduce((sum, each) => sum + each, 0)
}

function summaryOf(costs: Cost[]): { waited: Summary; outbound: number; kv: number } {
  return {
    waited: summarize(costs.map(({ waited }) => waited)),
    outbound: sameInEach(costs.map(({ outbound }) => outbound)),
    kv: sameInEach(costs.map(({ kv }) => kv)),
  }
}

/** Counts do not vary; one that does is the largest. */
const sameInEach = (counts: number[]) => Math.max(...counts)
