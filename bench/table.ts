// What was measured, as Markdown.
import { type Bundle, MAX_CORE_KIB } from './bundle.ts'
import { peers } from './contender.ts'
import type { MeasuredSignOut } from './growth.ts'
import { UNGUARDED, WARM } from './guarded-page.ts'
import { cpuRatio, type Measured, medianCpu } from './load.ts'
import type { MeasuredSignIn } from './sign-in.ts'
import type { MeasuredStartUp } from './start-up.ts'
import { median, type Summary, summarize } from './statistics.ts'

export const CORE = 'Entryway, the core in a Hono app'

export type Target = { sentence: string; measured: string; met: boolean }

export function guardedPageTable(measured: Measured[]): string {
  const warm = named(measured, WARM)
  const rows = measured.map((each) => [
    each.page.name,
    spread(cpuRatio(each, warm), 2),
    spread(summarize(each.cpu), 0),
    median(each.throughput).toFixed(0),
    String(each.page.cookie.length),
  ])
  return table(
    ['page', 'CPU ÷ Entryway warm', 'CPU µs per request', 'requests per second', 'cookie bytes'],
    rows,
  )
}

export function growthTable(measured: Measured[], what: string): string {
  const [first] = measured
  if (!first) return ''
  const rows = measured.map((each) => {
    // Against the smallest of its own kind: warm with warm, cold with cold.
    const kind = each.page.path
    const smallest = measured.find(({ page }) => page.path === kind) ?? first
    return [each.page.name, spread(cpuRatio(each, smallest), 2), spread(summarize(each.cpu), 0)]
  })
  return table([what, 'CPU ÷ smallest', 'CPU µs per request'], rows)
}

export function signInTable(measured: MeasuredSignIn[]): string {
  const rows = measured.map((each) => {
    const entryway = measured.find(
      ({ name, isolate, delayMilliseconds }) =>
        name === 'Entryway' && isolate === each.isolate && delayMilliseconds === each.delayMilliseconds,
    )
    return [
      each.name,
      each.isolate,
      `${each.delayMilliseconds} ms`,
      (each.waited.median / (entryway?.waited.median ?? Number.NaN)).toFixed(2),
      spread(each.waited, 0),
      String(each.outbound),
      String(each.kv),
    ]
  })
  const heads = [
    'sign-in',
    'isolate',
    'latency to Entra',
    'time ÷ Entryway',
    'ms waited',
    'outbound',
    'KV operations',
  ]
  return table(heads, rows)
}

/** The first is what the others are measured against. */
export function bundleTable(bundles: Map<string, Bundle>, startUps: MeasuredStartUp[]): string {
  const [[firstName = ''] = []] = bundles
  const first = startUps[0]?.cpu.median ?? Number.NaN
  const rows = [...bundles].map(([name, { rawBytes, gzipBytes }]) => {
    const cpu = startUps.find((each) => each.name === name)?.cpu ?? summarize([])
    return [name, kib(rawBytes), kib(gzipBytes), (cpu.median / first).toFixed(2), spread(cpu, 1)]
  })
  return table(['bundle', 'KiB', 'KiB gzip', `start-up ÷ ${firstName}`, 'start-up CPU ms'], rows)
}

export function signOutTable(measured: MeasuredSignOut[]): string {
  const rows = measured.map(({ sessions, waited, cpu, kv }) => [
    String(sessions),
    spread(waited, 1),
    spread(cpu, 1),
    String(kv),
  ])
  return table(['the user’s sessions', 'ms waited', 'CPU ms, local KV included', 'KV operations'], rows)
}

/** What the benchmark must show. */
export function targets(guarded: Measured[], signIns: MeasuredSignIn[], core: Bundle): Target[] {
  const warm = named(guarded, WARM)
  const ratio = cpuRatio(warm, named(guarded, UNGUARDED)).median
  const measuredPeers = guarded.filter(({ page }) => peers.some(({ name }) => name === page.name))
  const cheapest = measuredPeers.reduce((least, each) => (medianCpu(each) < medianCpu(least) ? each : least))
  const outbound = (name: string) =>
    signIns.find((each) => each.name === name && each.isolate === 'warm')?.outbound ?? Number.NaN
  const fewestOfPeers = Math.min(...peers.map(({ name }) => outbound(name)))
  return [
    {
      sentence: 'a warm guarded page costs at most 1.1 × the unguarded one',
      measured: ratio.toFixed(2),
      met: ratio <= 1.1,
    },
    {
      sentence: 'and less than any peer’s',
      measured: `${medianCpu(warm).toFixed(0)} µs; ${cheapest.page.name} ${medianCpu(cheapest).toFixed(0)} µs`,
      met: medianCpu(warm) < medianCpu(cheapest),
    },
    {
      sentence: 'a warm sign-in makes one outbound request, fewer than any peer as documented',
      measured: `${outbound('Entryway')}; peers at least ${fewestOfPeers}`,
      met: outbound('Entryway') === 1 && fewestOfPeers > 1,
    },
    {
      sentence: `the bundle of the core in a Hono app is at most ${MAX_CORE_KIB} KiB, compressed`,
      measured: `${kib(core.gzipBytes)} KiB`,
      met: core.gzipBytes <= MAX_CORE_KIB * 1024,
    },
  ]
}

export function targetTable(rows: Target[]): string {
  return table(
    ['target', 'measured', ''],
    rows.map(({ sentence, measured, met }) => [sentence, measured, met ? 'met' : '**missed**']),
  )
}

function named(measured: Measured[], name: string): Measured {
  const found = measured.find(({ page }) => page.name === name)
  if (!found) throw new Error(`${name} was not measured`)
  return found
}

/** Median, and the middle half of the rounds. */
function spread({ median, lowQuartile, highQuartile }: Summary, digits: number): string {
  return `${median.toFixed(digits)} (${lowQuartile.toFixed(digits)}–${highQuartile.toFixed(digits)})`
}

const kib = (bytes: number) => (bytes / 1024).toFixed(1)

export function table(heads: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  const rule = heads.map((_, column) => (column === 0 ? '---' : '---:'))
  return [line(heads), line(rule), ...rows.map(line)].join('\n')
}
