// npm run bench: everything in one run, printed and, unless it is a quick one, written into README.md.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Bundle, build } from './bundle.ts'
import { bare, type Contender, entryway, peers } from './contender.ts'
import { createEntra } from './entra.ts'
import { measureByMemberships, measureBySessions, measureSignOut } from './growth.ts'
import { measureGuardedPage } from './guarded-page.ts'
import { describeMachine, describeVersions } from './machine.ts'
import { measureSignIn } from './sign-in.ts'
import { measureStartUp } from './start-up.ts'
import * as tables from './table.ts'

const FULL = {
  // Many short rounds: what slows a machine comes and goes within seconds.
  guarded: { rounds: 30, requests: 2000 },
  signInStarts: 8,
  startUps: 40,
  // Filling the local KV takes longer than measuring it.
  sessions: [1, 1000, 10_000],
  growth: { rounds: 5, requests: 2000 },
  signOutRounds: 3,
}
/** Enough to see that everything works; its numbers mean little. */
const QUICK: typeof FULL = {
  guarded: { rounds: 3, requests: 1500 },
  signInStarts: 2,
  startUps: 5,
  sessions: [1, 100, 1000],
  growth: { rounds: 3, requests: 500 },
  signOutRounds: 1,
}
const PERSONS_SESSIONS = [1, 10, 100]
const MEMBERSHIPS = [0, 50, 200]

const { quick } = parseArgs({ options: { quick: { type: 'boolean', default: false } } }).values
const effort = quick ? QUICK : FULL
const machine = describeMachine()
const folder = mkdtempSync(join(tmpdir(), 'entryway-bench-'))
const began = Date.now()

function say(what: string): void {
  console.error(`${((Date.now() - began) / 1000).toFixed(0).padStart(5)} s  ${what}`)
}

try {
  const report = await run()
  console.log(report)
  if (!quick) writeReport(report)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function run(): Promise<string> {
  say('building the bundles')
  const contenders = [entryway, ...peers, bare]
  const built = new Map<string, Bundle>()
  for (const { entry } of contenders) {
    if (!built.has(entry)) built.set(entry, await build(entry, join(folder, `${built.size}`)))
  }
  const sampleApp = await build('src/index.tsx', join(folder, 'sample-app'))
  const empty = await build('bench/contenders/empty.ts', join(folder, 'empty'))
  const bundleOf = (contender: Contender) => built.get(contender.entry) as Bundle
  const entra = await createEntra(contenders.map(({ redirectUri }) => redirectUri))

  say('a guarded page')
  const guarded = await measureGuardedPage(bundleOf, entra, effort.guarded)
  say('a whole sign-in')
  const signIns = await measureSignIn(bundleOf, entra, effort.signInStarts)
  say('starting up')
  const bundles = new Map([
    [bare.name, bundleOf(bare)],
    [tables.CORE, bundleOf(entryway)],
    ['Entryway, the sample app', sampleApp],
  ])
  for (const each of peers) {
    if (![...bundles.values()].includes(bundleOf(each))) bundles.set(each.name, bundleOf(each))
  }
  const startUps = await measureStartUp(bundles, empty, effort.startUps, folder)
  say(`growth: up to ${Math.max(...effort.sessions)} sessions in KV`)
  const bySessions = await measureBySessions(bundleOf(entryway), entra, effort.sessions, effort.growth)
  say('growth: groups')
  const byMemberships = await measureByMemberships(bundleOf(entryway), entra, MEMBERSHIPS, effort.growth)
  say('growth: signing out everywhere')
  const signOuts = await measureSignOut(bundleOf(entryway), entra, PERSONS_SESSIONS, effort.signOutRounds)
  say('done')

  return [
    `${new Date().toISOString().slice(0, 10)}, ${quick ? 'a quick run, ' : ''}${machine}.`,
    `${describeVersions()}.`,
    tables.targetTable(tables.targets(guarded, signIns, bundleOf(entryway))),
    `### A guarded page\n\n${effort.guarded.rounds} rounds of ${effort.guarded.requests} requests; of ${4 * effort.guarded.requests} where warm and unguarded take turns.`,
    tables.guardedPageTable(guarded),
    `### A whole sign-in\n\n${effort.signInStarts} fresh isolates each.`,
    tables.signInTable(signIns),
    `### Bundle and start-up\n\n${effort.startUps} starts each.`,
    tables.bundleTable(bundles, startUps),
    '### Growth',
    tables.growthTable(bySessions, 'sessions in KV'),
    tables.growthTable(byMemberships, 'app roles and groups'),
    tables.signOutTable(signOuts),
  ].join('\n\n')
}

/** Replaces what stands between the two markers. */
function writeReport(report: string): void {
  const file = join(import.meta.dirname, 'README.md')
  const [START, END] = ['<!-- last run -->', '<!-- end of last run -->']
  const readme = readFileSync(file, 'utf8')
  const [start, end] = [readme.indexOf(START), readme.indexOf(END)]
  if (start < 0 || end < start) throw new Error(`${file} has lost its markers`)
  writeFileSync(file, `${readme.slice(0, start + START.length)}\n\n${report}\n\n${readme.slice(end)}`)
}
