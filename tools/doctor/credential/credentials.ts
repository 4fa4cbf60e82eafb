// Entra accepts the app's secret, certificate, or both.
import {
  type Authority,
  type Credential,
  CredentialProblem,
  type EntraAnswer,
  EntraTokenError,
  explain,
  fetchText,
  isCredentialRefused,
  type Metadata,
  MetadataError,
  metadataUrl,
  readMetadataAnswer,
  type Settings,
  TokenResponseError,
  validityProblem,
} from '../../../src/entryway/protocol.ts'
import { homeOf, requestAppToken } from '../../app-registration/app-token.ts'
import { metadataRefusal } from '../../app-registration/metadata-refusal.ts'
import { check } from '../diagnosis/check.ts'
import type { Findings, Given } from '../diagnosis/findings.ts'
import { fail, type Outcome, pass, skipped, warn } from '../diagnosis/outcome.ts'
import { unreachable } from '../diagnosis/unreachable.ts'
import { isTransient, refused } from '../evidence/entra-refusal.ts'

const IN_ITS_PLACE = 'A proxy or firewall responds in its place.'

const NEW_PAIR = 'Create a new key pair with npm run certificate, and upload its certificate.'
/** "The application is for Microsoft account users only": returned at the home tenant of an app for personal accounts. */
const PERSONAL_ONLY = 9002331
const UNTOLD_FOR_PERSONAL = 'For an app for personal accounts, Entra checks the credential only at a sign-in.'

/** Errors raised after the credential was accepted: Conditional Access for workload identities, or an API that requires assignment. */
function isOfAppTokens(answer: EntraAnswer): boolean {
  if (answer.aadsts === null) return false
  const { code } = explain({ error: '', suberror: null, aadsts: answer.aadsts })
  return OF_APP_TOKENS.includes(answer.aadsts) || ['access_policy', 'more_proof_needed'].includes(code)
}
const OF_APP_TOKENS = [50105, 501051, 65001, 90093, 530021, 530031, 530034]

const VARIABLE = { secret: 'CLIENT_SECRET', certificate: 'CLIENT_CERTIFICATE' }

/** `isRefused`: the credential is unusable or rejected; the app falls back to the other one, if set. */
type Probed = { outcome: Outcome; isRefused: boolean; isTaken?: true }

async function probe(
  credential: Credential,
  { clientId }: Settings,
  metadata: Metadata,
  given: Given,
): Promise<Probed> {
  const now = given.now()
  const accepted: Partial<Findings> = credential.kind === 'secret' ? { acceptedSecret: true } : {}
  if (credential.kind === 'certificate' && validityProblem(credential.certificate, now)) {
    return {
      outcome: skipped('CLIENT_CERTIFICATE is not used: see its lifetime below.'),
      isRefused: false,
    }
  }
  try {
    const appToken = await requestAppToken(credential, clientId, metadata, now)
    return {
      outcome: pass(`Entra accepts ${VARIABLE[credential.kind]}.`, { ...accepted, appToken }),
      isRefused: false,
      isTaken: true,
    }
  } catch (error) {
    if (error instanceof EntraTokenError && error.answer.aadsts === PERSONAL_ONLY) {
      return { outcome: skipped(UNTOLD_FOR_PERSONAL), isRefused: false }
    }
    if (error instanceof EntraTokenError && isOfAppTokens(error.answer)) {
      const number = `AADSTS${error.answer.aadsts}`
      return {
        outcome: warn(
          `Entra accepts ${VARIABLE[credential.kind]}, but a policy denies the app a token of its own (${number}).`,
          'This does not affect users’ sign-ins. The app needs no such token; only checks below that read Graph are skipped.',
          accepted,
        ),
        isRefused: false,
        isTaken: true,
      }
    }
    if (error instanceof EntraTokenError) {
      return {
        outcome: refused(error.answer, given),
        isRefused: !isTransient(error.answer) && isCredentialRefused(error.answer),
      }
    }
    if (error instanceof CredentialProblem) {
      return {
        outcome: fail(`${VARIABLE[credential.kind]} cannot be used: ${error.message}.`, NEW_PAIR),
        isRefused: true,
      }
    }
    const outcome =
      error instanceof TokenResponseError
        ? fail(`The token endpoint’s response violates the protocol (${error.context.reason}).`, IN_ITS_PLACE)
        : unreachable(error, 'The token endpoint', metadata.tokenEndpoint)
    return { outcome, isRefused: false }
  }
}

/** If either credential is accepted the app works, so the other is only a warning. */
function besideEachOther(probed: Probed[]): Outcome[] {
  const isOneTaken = probed.some(({ isTaken }) => isTaken)
  return probed.map(({ outcome, isRefused }) =>
    isRefused && isOneTaken
      ? warn(`${outcome.sentence} The app uses the other credential.`, outcome.whatToDo ?? '')
      : outcome,
  )
}

const NAMING = {
  name: '--tenant',
  set: (url: string) => `The app and its tenant must be in the cloud of AUTHORITY. Compare it with ${url}.`,
}

/** Metadata of the tenant given with --tenant. */
async function metadataOf(home: Authority, clientId: string): Promise<Metadata | Outcome> {
  const url = metadataUrl(home, clientId)
  try {
    const answer = await fetchText(url, { headers: { accept: 'application/json' } })
    try {
      return readMetadataAnswer(home, answer)
    } catch (error) {
      if (!(error instanceof MetadataError)) throw error
      return fail(...metadataRefusal(home, answer, error, NAMING))
    }
  } catch (error) {
    return unreachable(error, 'The tenant’s metadata', url)
  }
}

export const credentials = check({
  name: 'credentials',
  needs: ['metadata', 'settings', 'silentAnswer'],
  async run({ metadata, settings }, given) {
    const { homeTenant } = given
    if (given.withoutCredential) {
      return skipped('CLIENT_SECRET and the certificate are stored elsewhere (--without-credential).')
    }
    const home = homeOf(settings.authority, homeTenant)
    if (!home && settings.authority.tenant === 'consumers') return skipped(UNTOLD_FOR_PERSONAL)
    if (!home) {
      return skipped(
        `Entra checks a credential at the app’s own tenant only, but AUTHORITY is ${settings.authority.tenant}.`,
        'Add --tenant {Directory (tenant) ID of the registration}.',
      )
    }
    const atHome = home === settings.authority ? metadata : await metadataOf(home, settings.clientId)
    if ('status' in atHome) return atHome
    const probes = settings.credentials.map((credential) => probe(credential, settings, atHome, given))
    return besideEachOther(await Promise.all(probes))
  },
})
