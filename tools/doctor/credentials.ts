// The secret, the certificate, or both: Entra takes them for this app.
import type { Credential } from '../../src/entra/credential.ts'
import { loadMetadata, type Metadata, MetadataError } from '../../src/entra/metadata.ts'
import { EntraTokenError, TokenResponseError } from '../../src/entra/provider.ts'
import type { Settings } from '../../src/settings.ts'
import { homeOf, requestAppToken } from './app-token.ts'
import { check } from './check.ts'
import { fail, type Outcome, pass, skipped, warn } from './outcome.ts'
import { refusal } from './refusal.ts'
import { unreachable } from './unreachable.ts'

const VARIABLE = { secret: 'CLIENT_SECRET', certificate: 'CLIENT_CERTIFICATE' }

async function probe(credential: Credential, { clientId }: Settings, metadata: Metadata, now: number) {
  try {
    const appToken = await requestAppToken(credential, clientId, metadata, now)
    return pass(`Entra takes ${VARIABLE[credential.kind]}.`, { appToken })
  } catch (error) {
    if (error instanceof EntraTokenError) return fail(...refusal(error.answer))
    if (!(error instanceof TokenResponseError)) {
      return unreachable(error, 'The token endpoint', metadata.tokenEndpoint)
    }
    return fail(
      `The token endpoint’s answer breaks the protocol (${error.reason}).`,
      'Something on the way answers in its place.',
    )
  }
}

/** The app tries the certificate first, and goes on with the secret when it is refused. */
function besideEachOther(outcomes: Outcome[]): Outcome[] {
  if (!outcomes.some(({ status }) => status === 'pass')) return outcomes
  return outcomes.map((outcome) =>
    outcome.status === 'fail'
      ? warn(`${outcome.sentence} The app goes on with the other credential.`, outcome.whatToDo ?? '')
      : outcome,
  )
}

export const credentials = check({
  name: 'credentials',
  needs: ['metadata', 'settings', 'silentAnswer'],
  async run({ metadata, settings }, { homeTenant, now }) {
    const home = homeOf(settings.authority, homeTenant)
    if (!home) {
      return skipped(
        `Entra judges a credential at the app’s own tenant only, and AUTHORITY is ${settings.authority.tenant}.`,
        'Add --tenant {Directory (tenant) ID of the registration}.',
      )
    }
    let atHome = metadata
    try {
      if (home !== settings.authority) atHome = await loadMetadata(home, now())
    } catch (error) {
      if (!(error instanceof MetadataError)) return unreachable(error, 'The tenant’s metadata', home.url)
      return fail(
        'There is no such tenant as --tenant says.',
        'Give the Directory (tenant) ID of the registration.',
      )
    }
    const probes = settings.credentials.map((credential) => probe(credential, settings, atHome, now()))
    return besideEachOther(await Promise.all(probes))
  },
})
