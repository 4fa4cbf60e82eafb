// wrangler.toml as wrangler itself reads it.
import { existsSync } from 'node:fs'
import type { Unstable_Config } from 'wrangler'

export type WranglerFile =
  | { path: string; config: Unstable_Config; environment: string | null; environments: string[] }
  | { path: string; problem: string; environments: string[] }

export async function readWranglerFile(path: string, environment: string | null): Promise<WranglerFile> {
  if (!existsSync(path)) return { path, problem: 'does not exist', environments: [] }
  // Half a second of loading that a wrong flag need not wait for.
  const { unstable_readConfig } = await import('wrangler')
  const read = (env: string | null) =>
    unstable_readConfig({ config: path, ...(env === null ? {} : { env }) }, { hideWarnings: true })
  try {
    // wrangler throws where there are environments, and this is none of them.
    const defined = read(null).definedEnvironments ?? []
    if (environment !== null && !defined.includes(environment)) {
      const others = defined.length > 0 ? `, only ${defined.join(', ')}` : ''
      return { path, problem: `has no [env.${environment}]${others}`, environments: defined }
    }
    return { path, config: read(environment), environment, environments: defined }
  } catch {
    // Its message quotes the file, where somebody may have put a secret.
    return { path, problem: 'cannot be read by wrangler', environments: [] }
  }
}

/** What its [vars] set, which .dev.vars and secrets go before. */
export function variablesOf(file: WranglerFile): Record<string, string> {
  if ('problem' in file) return {}
  return Object.fromEntries(
    Object.entries(file.config.vars).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [],
    ),
  )
}
