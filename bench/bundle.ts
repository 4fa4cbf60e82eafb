// A contender as wrangler would deploy it: one minified module.
import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'

const ROOT = join(import.meta.dirname, '..')
const WRANGLER = join(ROOT, 'node_modules', 'wrangler', 'bin', 'wrangler.js')
const BUILT_WITHIN_SECONDS = 120
export const COMPATIBILITY_DATE = '2026-11-01'

export type Bundle = { source: string; rawBytes: number; gzipBytes: number }

/** @param entry relative to the repository */
export async function build(entry: string, folder: string): Promise<Bundle> {
  mkdirSync(folder, { recursive: true })
  const configFile = join(folder, 'wrangler.json')
  const config = {
    name: 'contender',
    main: join(ROOT, entry),
    minify: true,
    keep_names: false,
    compatibility_date: COMPATIBILITY_DATE,
  }
  writeFileSync(configFile, JSON.stringify(config))
  await wrangler(['deploy', '--dry-run', '--config', configFile, '--outdir', folder])
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
