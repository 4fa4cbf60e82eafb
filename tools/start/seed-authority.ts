// npm start -- --seed FILE: the app signs in with a registration in the file instead of a sample's.
import { readSeedFile, seedProblem } from '../../emulator/command-line/seed-file.ts'
import { createLocalEntra } from '../../emulator/local-entra/local-entra.ts'
import type { Seed } from '../../emulator/local-entra/seed.ts'
import { SeedError } from '../../emulator/local-entra/seed-error.ts'
import type { LocalAuthority } from './local-authority.ts'
import { StartError } from './start-error.ts'

/** The path of REDIRECT_URI; the port does not matter for localhost. */
const REDIRECT_URI = 'http://localhost/getAToken'
const withoutPort = (uri: string) => uri.replace(/^(http:\/\/localhost):\d+/, '$1')

/** @throws {StartError} the file cannot be used, or has no registration for the app */
export async function readSeedAuthority(
  file: string,
): Promise<{ seed: Seed; authority: LocalAuthority & { name: string } }> {
  const seed = readSeed(file)
  const { tenants, apps } = await createLocalEntra({ seed }).catch((error: unknown) => {
    throw error instanceof SeedError ? new StartError(seedProblem(file, error)) : error
  })
  // The file's own tenants come before the samples.
  for (const { id, name, kind, displayName } of tenants) {
    for (const { tenantId, clientId, secrets, redirectUris } of apps) {
      const [secret] = secrets
      const isForApp = redirectUris.web.some((uri) => withoutPort(uri) === REDIRECT_URI)
      if (tenantId !== id || secret === undefined || !isForApp) continue
      const isForCustomers = kind === 'customers'
      const authority: LocalAuthority & { name: string } = {
        name,
        path: id,
        app: { clientId },
        secret,
        organization: null,
        signUp: isForCustomers,
        sentence: `${isForCustomers ? 'customers' : 'users'} of ${displayName}`,
        hint: isForCustomers
          ? 'Passcodes are shown on the page.'
          : 'Sign in as anyone in the seed. There are no passwords.',
      }
      return { seed, authority }
    }
  }
  throw new StartError(
    `${file} has no registration that the app can sign in with: one with a secret, and "${REDIRECT_URI}" in redirectUris.web.`,
  )
}

function readSeed(file: string): Seed {
  try {
    return readSeedFile(file)
  } catch (error) {
    throw new StartError((error as Error).message)
  }
}
