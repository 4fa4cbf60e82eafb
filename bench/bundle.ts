// A contender as wrangler would deploy it with Entryway's own configuration: one minified module.
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'

const ROOT = join(import.meta.dirname, '..')
const WRANGLER = join(ROOT, 'node_modules', 'wrangler', 'bin', 'wrangler.js')
const CONFIGURATION = join(ROOT, 'wrangler.toml')
const BUILT_WITHIN_SECONDS = 120
export const COMPATIBILITY_DATE = '2026-11-01'

/** Budgets, compressed: `npm run size`. */
export const MAX_CORE_KIB = 60
export const MAX_SAMPLE_APP_KIB = 87

export type Bundle = { source: string; rawBytes: number; gzipBytes: number }

/** @param entry relative to the repository */
export async function build(entry: string, folder: string): Promise<Bundle> {
  await wrangler(['deploy', entry, '--dry-run', '--minify', '--config', CONFIGURATION, '--outdir', folder])
  const [, name = ''] = /([^/]+)\.tsx?$/.exec(entry) ?? []
  const source = readFileSync(join(folder, `${name}.js`), 'utf8')
  const rawBytes = Buffer.byteLength(source)
  return { source, rawBytes, gzipBytes: gzipSync(source).byteLength }
}

async function wrangler(parameters: string[]): Promise<void> {
  // Nothing here needs the network.
  const env = { ...process.env, WRANGLER_SEND_METRICS: 'false', CLOUDFLARE_CF_FETCH_ENABLED: 'false' }
  await promisify(execFile)(process.execPath, [WRANGLER, ...parameters], {
    cwd: ROOT,
    env,
    timeout: BUILT_WITHIN_SECONDS * 1000,
  })
}
