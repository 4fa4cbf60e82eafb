// Reads wrangler.toml with wrangler itself.
import { existsSync, readFileSync } from 'node:fs'
import type { Unstable_Config } from 'wrangler'

export type WranglerFile =
  | { path: string; config: Unstable_Config; environment: string | null; environments: string[] }
  | { path: string; problem: string; environments: string[] }

/** @throws a system error if it is there, but cannot be read */
export async function readWranglerFile(path: string, environment: string | null): Promise<WranglerFile> {
  if (!existsSync(path)) return { path, problem: 'does not exist', environments: [] }
  // wrangler's own error would be taken for one in its contents.
  readFileSync(path)
  // Loaded late: it takes half a second, which an invalid flag need not wait for.
  const { unstable_readConfig } = await import('wrangler')
  const read = (env: string | null) =>
    unstable_readConfig({ config: path, ...(env === null ? {} : { env }) }, { hideWarnings: true })
  try {
    // wrangler throws if the file has environments but not this one.
    const defined = read(null).definedEnvironments ?? []
    if (environment !== null && !defined.includes(environment)) {
      const others = defined.length > 0 ? `, only ${defined.join(', ')}` : ''
      return { path, problem: `has no [env.${environment}]${others}`, environments: defined }
    }
    return { path, config: read(environment), environment, environments: defined }
  } catch {
    // The error message quotes the file, which may contain a secret.
    return { path, problem: 'cannot be read by wrangler', environments: [] }
  }
}

/** Values in [vars], which .dev.vars and secrets override. */
export function variablesOf(file: WranglerFile): Record<string, string> {
  if ('problem' in file) return {}
  return Object.fromEntries(
    Object.entries(file.config.vars).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [],
    ),
  )
}
