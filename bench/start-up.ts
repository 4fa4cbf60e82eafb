// What it costs workerd to start with a bundle: read it, compile it, run its top level.
import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import workerd from 'workerd'
import { type Bundle, COMPATIBILITY_DATE } from './bundle.ts'
import { cpuSeconds } from './process.ts'
import { median, type Summary, summarize } from './statistics.ts'

const STARTED_WITHIN_SECONDS = 30

export type MeasuredStartUp = {
  name: string
  /** Milliseconds of CPU time more than an empty Worker takes. */
  cpu: Summary
}

/** @param bundles by name; `empty` = a Worker that does nothing */
export async function measureStartUp(
  bundles: Map<string, Bundle>,
  empty: Bundle,
  starts: number,
  folder: string,
): Promise<MeasuredStartUp[]> {
  const contestants = [['empty', empty] as const, ...bundles].map(([name, bundle], index) => ({
    name,
    config: writeConfig(bundle, join(folder, `start-up-${index}`)),
    milliseconds: [] as number[],
  }))
  for (let round = 0; round < starts; round++) {
    for (const { config, milliseconds } of contestants) milliseconds.push(await startOnce(config))
  }
  const [nothing, ...others] = contestants
  const floor = median(nothing?.milliseconds ?? [])
  return others.map(({ name, milliseconds }) => ({
    name,
    cpu: summarize(milliseconds.map((each) => each - floor)),
  }))
}

function writeConfig({ source }: Bundle, folder: string): string {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'index.js'), source)
  const config = join(folder, 'config.capnp')
  writeFileSync(
    config,
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "contender", worker = (
    modules = [(name = "index.js", esModule = embed "index.js")],
    compatibilityDate = "${COMPATIBILITY_DATE}",
  ))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "contender")],
);
`,
  )
  return config
}

/** Milliseconds of CPU time until it listens, which is after the top level has run. */
async function startOnce(config: string): Promise<number> {
  const child = spawn(workerd.default, ['serve', config, '--control-fd=3'], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
    timeout: STARTED_WITHIN_SECONDS * 1000,
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  try {
    const control = child.stdio[3] as Readable
    await new Promise<void>((resolve, reject) => {
      control.once('data', () => resolve())
      child.once('error', reject)
      child.once('exit', (code) => reject(new Error(`workerd ended with ${code} before it listened`)))
    })
    return cpuSeconds(child.pid ?? 0) * 1000
  } finally {
    child.kill('SIGKILL')
    await ended
  }
}
