// The app's KV namespace, through wrangler: it has the operator's sign-in to Cloudflare, and finds the namespace.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { MARKER_TTL_SECONDS, parseJson } from '../../src/entryway/protocol.ts'

/** The store of `npm run dev`, or of a wrangler.toml environment. */
export type Place = { local: boolean; env: string | null }
export type Metadata = Record<string, unknown>

export type Keys = {
  /** By name. */
  list(prefix: string): Map<string, Metadata>
  /** The value of an existing key. */
  get(name: string): string
  /** Expires with the marker that it is. */
  put(name: string, value: string, metadata: Metadata): void
}

const WRANGLER = join(import.meta.dirname, '../../node_modules/wrangler/bin/wrangler.js')
const TIMEOUT_MS = 120_000
const MAX_OUTPUT_BYTES = 256 * 1024 * 1024

/** Its methods throw an Error if wrangler fails, with wrangler's output as the message. */
export function keysAt({ local, env }: Place): Keys {
  const where = [local ? '--local' : '--remote', '--binding', 'SESSIONS', ...(env ? ['--env', env] : [])]
  const run = (...command: string[]) => wrangler([...command, ...where])
  return {
    list(prefix) {
      const listed = parseJson(run('list', '--prefix', prefix))
      if (!Array.isArray(listed)) throw new Error('wrangler did not list keys')
      return new Map(listed.map(({ name, metadata }) => [String(name), metadata ?? {}]))
    },
    get: (name) => run('get', name, '--text'),
    put(name, value, metadata) {
      const options = ['--ttl', String(MARKER_TTL_SECONDS), '--metadata', JSON.stringify(metadata)]
      run('put', name, value, ...options)
    },
  }
}

function wrangler(command: string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [WRANGLER, 'kv', 'key', ...command], {
    encoding: 'utf8',
    maxBuffer: MAX_OUTPUT_BYTES,
    timeout: TIMEOUT_MS,
  })
  if (status !== 0) throw new Error(`wrangler kv key ${command[0]} failed:\n${stderr}${stdout}`)
  return stdout
}
