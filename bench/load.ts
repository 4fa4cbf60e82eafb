// Pages under load, in rounds: A B C A B C, so that whatever else the machine does falls on all of them alike.
import autocannon from 'autocannon'
import { cpuSeconds } from './process.ts'
import { median, type Summary, summarize } from './statistics.ts'
import { headersOf, ORIGIN } from './visitor.ts'

const CONNECTIONS = 8
/** Autocannon looks this often whether it is done; its own second would be the unit of every round. */
const LOOKS_EVERY_MILLISECONDS = 10
/** Of a page in a round: its requests come in so many slices. */
const TURNS = 4
/** A slice that takes longer than this has hung. */
const LOAD_WITHIN_SECONDS = 300

export type Page = {
  name: string
  port: number
  pid: number
  path: string
  cookie: string
  /** Every answer must be this. */
  body: string
  /** More than other pages take, with as many more requests, where two are compared to a hundredth. */
  turns?: number | undefined
}

/** `requests`: in a round, of a page that takes no more turns than others. */
export type Effort = { rounds: number; requests: number }

export type Measured = {
  page: Page
  /** Microseconds of the workerd process for each request, by round. */
  cpu: number[]
  /** Requests per second, by round. */
  throughput: number[]
}

export async function measure(pages: Page[], effort: Effort): Promise<Measured[]> {
  const measured = pages.map((page): Measured => ({ page, cpu: [], throughput: [] }))
  const byProcess = [...Map.groupBy(measured, ({ page }) => page.pid).values()]
  for (const { page } of measured) await load(page, effort.requests)
  for (let round = 0; round < effort.rounds; round++) {
    for (const neighbors of byProcess) await measureRound(neighbors, effort.requests)
  }
  return measured
}

/**
 * One round of the pages of one process, which take turns in short slices. First each is loaded without being counted:
 * meanwhile other processes had the processor's caches, and the first page would pay for what the second finds there.
 */
async function measureRound(neighbors: Measured[], requests: number): Promise<void> {
  const slice = requests / TURNS
  const turns = neighbors[0]?.page.turns ?? TURNS
  for (const { page } of neighbors) await load(page, slice)
  const spent = neighbors.map((measured) => ({ measured, cpuSeconds: 0, seconds: 0 }))
  for (let turn = 0; turn < turns; turn++) {
    for (const each of spent) {
      const { page } = each.measured
      const before = cpuSeconds(page.pid)
      each.seconds += await load(page, slice)
      each.cpuSeconds += cpuSeconds(page.pid) - before
    }
  }
  for (const each of spent) {
    each.measured.cpu.push((each.cpuSeconds * 1e6) / (turns * slice))
    each.measured.throughput.push((turns * slice) / each.seconds)
  }
}

/** Against another page: by round first, because what slows a round slows both. */
export function cpuRatio(measured: Measured, other: Measured): Summary {
  return summarize(measured.cpu.map((cpu, round) => cpu / (other.cpu[round] ?? Number.NaN)))
}

export const medianCpu = (measured: Measured) => median(measured.cpu)

/** @returns seconds */
async function load(page: Page, amount: number): Promise<number> {
  const began = performance.now()
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const running = autocannon(
      {
        url: `http://127.0.0.1:${page.port}`,
        requests: [{ path: ORIGIN + page.path }],
        connections: CONNECTIONS,
        amount,
        sampleInt: LOOKS_EVERY_MILLISECONDS,
        headers: headersOf(page.cookie),
        verifyBody: (body) => body === page.body,
      },
      (error, done) => {
        clearTimeout(hung)
        if (error) reject(error)
        else resolve(done)
      },
    )
    const hung = setTimeout(() => running.stop(), LOAD_WITHIN_SECONDS * 1000)
  })
  const seconds = (performance.now() - began) / 1000
  const wrong = result.errors + result.mismatches + result.non2xx + result.timeouts
  if (wrong > 0 || result.requests.total < amount) {
    throw new Error(
      `${page.name}: ${wrong} of ${amount} answers were not the page (${result.requests.total})`,
    )
  }
  return seconds
}
