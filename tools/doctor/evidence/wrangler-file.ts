// wrangler.toml as wrangler itself reads it.
import { existsSync } from 'node:fs'
import type { Unstable_Config } from 'wrangler'

export type WranglerFile =
  | { path: string; config: Unstable_Config }
  | { path: string; problem: 'is not there' | 'cannot be read by wrangler' }

export async function readWranglerFile(path: string): Promise<WranglerFile> {
  if (!existsSync(path)) return { path, problem: 'is not there' }
  // Half a second of loading that a wrong flag need not wait for.
  const { unstable_readConfig } = await import('wrangler')
  try {
    return { path, config: unstable_readConfig({ config: path }, { hideWarnings: true }) }
  } catch {
    // Its message quotes the file, where somebody may have put a secret.
    return { path, problem: 'cannot be read by wrangler' }
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
