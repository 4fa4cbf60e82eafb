// Entra accepts the app's secret, certificate, or both.
import {
  type Credential,
  CredentialProblem,
  type EntraAnswer,
  EntraTokenError,
  explain,
  isCredentialRefused,
  type Metadata,
  type Settings,
  TokenResponseError,
  validityProblem,
} from '../../../src/entryway/protocol.ts'
import { homeOf, requestAppToken } from '../../app-registration/app-token.ts'
import { check } from '../diagnosis/check.ts'
import type { Findings, Given } from '../diagnosis/findings.ts'
import { fail, type Outcome, pass, skipped, warn } from '../diagnosis/outcome.ts'
import { unreachable } from '../diagnosis/unreachable.ts'
import { readMetadata } from '../entra/metadata.ts'
import { isTransient, refused } from '../evidence/entra-refusal.ts'

const IN_ITS_PLACE = 'A proxy or firewall responds in its place.'
const NOT_NEEDED =
  'This does not affect users’ sign-ins. The app needs no such token; only checks below that read Graph are skipped.'
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

/** If one is rejected, the app uses the other one. */
type Probed = [verdict: 'accepted' | 'rejected' | 'unknown', outcome: Outcome]

async function probe(
  credential: Credential,
  { clientId }: Settings,
  metadata: Metadata,
  given: Given,
): Promise<Probed> {
  const now = given.now()
  const variable = VARIABLE[credential.kind]
  const accepted: Partial<Findings> = credential.kind === 'secret' ? { acceptedSecret: true } : {}
  if (credential.kind === 'certificate' && validityProblem(credential.certificate, now))
    return ['unknown', skipped('CLIENT_CERTIFICATE is not used: see its lifetime below.')]
  try {
    const appToken = await requestAppToken(credential, clientId, metadata, now)
    return ['accepted', pass(`Entra accepts ${variable}.`, { ...accepted, appToken })]
  } catch (error) {
    if (error instanceof CredentialProblem)
      return ['rejected', fail(`${variable} cannot be used: ${error.message}.`, NEW_PAIR)]
    if (error instanceof TokenResponseError) {
      const sentence = `The token endpoint’s response violates the protocol (${error.context.reason}).`
      return ['unknown', fail(sentence, IN_ITS_PLACE)]
    }
    if (!(error instanceof EntraTokenError))
      return ['unknown', unreachable(error, 'The token endpoint', metadata.tokenEndpoint)]
    const { answer } = error
    if (answer.aadsts === PERSONAL_ONLY) return ['unknown', skipped(UNTOLD_FOR_PERSONAL)]
    if (isOfAppTokens(answer)) {
      const sentence = `Entra accepts ${variable}, but a policy denies the app a token of its own (AADSTS${answer.aadsts}).`
      return ['accepted', warn(sentence, NOT_NEEDED, accepted)]
    }
    const isRejected = !isTransient(answer) && isCredentialRefused(answer)
    return [isRejected ? 'rejected' : 'unknown', refused(answer, given)]
  }
}

/** If either credential is accepted the app works, so the other is only a warning. */
function besideEachOther(probed: Probed[]): Outcome[] {
  const isOneAccepted = probed.some(([verdict]) => verdict === 'accepted')
  return probed.map(([verdict, outcome]) =>
    verdict === 'rejected' && isOneAccepted
      ? warn(`${outcome.sentence} The app uses the other credential.`, outcome.whatToDo ?? '')
      : outcome,
  )
}

const NAMING = {
  name: '--tenant',
  set: (url: string) => `The app and its tenant must be in the cloud of AUTHORITY. Compare it with ${url}.`,
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
    const asked =
      home === settings.authority ? null : await readMetadata(home, settings.clientId, given, NAMING)
    const atHome = asked ? asked.found.metadata : metadata
    if (!atHome) return asked ?? []
    const probes = settings.credentials.map((credential) => probe(credential, settings, atHome, given))
    return besideEachOther(await Promise.all(probes))
  },
})
