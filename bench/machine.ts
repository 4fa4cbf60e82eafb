// Where a run took place, and with which versions.
import { readFileSync } from 'node:fs'
import { arch, cpus, loadavg, release, totalmem, type } from 'node:os'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')

/** Packages by the folder that they are installed in. */
const PACKAGES = {
  [join(ROOT, 'node_modules')]: ['wrangler', 'miniflare', 'workerd', 'hono', 'jose'],
  [join(import.meta.dirname, 'node_modules')]: [
    '@hono/oidc-auth',
    '@auth/core',
    '@hono/auth-js',
    'better-auth',
    'autocannon',
  ],
}

function versionOf(folder: string, name: string): string {
  const { version } = JSON.parse(readFileSync(join(folder, name, 'package.json'), 'utf8'))
  return `${name} ${version}`
}

export function describeMachine(): string {
  const [cpu] = cpus()
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`
  return `${cpus().length} × ${cpu?.model ?? 'unknown CPU'}, ${memory}, ${type()} ${release()} ${arch()}, load ${loadavg()[0]?.toFixed(2)} at the start`
}

export function describeVersions(): string {
  const packages = Object.entries(PACKAGES).flatMap(([folder, names]) =>
    names.map((name) => versionOf(folder, name)),
  )
  return [`Node ${process.versions.node}`, ...packages].join(', ')
}
