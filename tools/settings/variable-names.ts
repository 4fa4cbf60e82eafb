// The variables that the app reads, by name: all but its binding, which is wrangler.toml's.
import { Variables } from '../../src/entryway/settings/variables.ts'

export const VARIABLES: readonly string[] = Object.keys(Variables.entries).filter(
  (name) => name !== 'SESSIONS',
)
