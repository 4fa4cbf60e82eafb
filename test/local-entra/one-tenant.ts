// Seeds of one tenant, and what a seed's errors are; for tests of seeds.
import { createLocalEntra } from '../../emulator/local-entra/local-entra.ts'
import type { Seed } from '../../emulator/local-entra/seed.ts'
import { SeedError } from '../../emulator/local-entra/seed-error.ts'

/** Each `path: message`. */
export async function problemsOf(seed: unknown): Promise<string[]> {
  const error = await createLocalEntra({ seed: seed as Seed }).catch((thrown: unknown) => thrown)
  if (!(error instanceof SeedError)) return []
  return error.issues.map(({ path, message }) => `${path}: ${message}`)
}

export const tenant = (more: object) => ({ tenants: [{ name: 'adatum', ...more }] })
export const app = (more: object) => tenant({ apps: [{ displayName: 'A', ...more }] })
