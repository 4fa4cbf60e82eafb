// The new secret or certificate: a certificate too where the tenant turns out to forbid secrets.
import { newCertificate } from '../../certificate/key-pair.ts'
import { DAY_MS } from '../../certificate/lifetime.ts'
import type { CertificateAndKey } from '../../certificate/self-signed-certificate.ts'
import type { Change, Known } from '../change/change.ts'
import type { CredentialKind } from '../command-line/options.ts'
import { stepOf } from '../command-line/report.ts'
import type { Running } from '../command-line/running.ts'
import type { VariableChange } from '../dev-vars/dev-vars.ts'
import { AGAIN } from '../graph/explanation.ts'
import { GraphRefusal } from '../graph/graph.ts'
import { credentialChanges, credentialVariables } from '../plan/credential-changes.ts'
import { apply } from './apply.ts'
import type { Work } from './execution-input.ts'
import { warn } from './preview.ts'

export type CredentialStep = { changes: Change[]; certificate: CertificateAndKey | null; expiresAt: number }

/** @param now milliseconds */
export async function credentialStep(
  { answers: { name, lifetimeDays }, plan: { credential }, application }: Work,
  adds: CredentialKind | null,
  now: number,
): Promise<CredentialStep> {
  const certificate = adds === 'certificate' ? await newCertificate(name, lifetimeDays, now) : null
  return {
    changes: credentialChanges({ ...credential, adds }, { application, certificate, lifetimeDays, now }),
    certificate,
    expiresAt: now + lifetimeDays * DAY_MS,
  }
}

/** @throws {RegisterRefusal} */
export async function addCredential(
  work: Work,
  running: Running,
  step: CredentialStep,
  known: Known,
  fresh: boolean,
): Promise<{ variables: VariableChange }> {
  const { screen, report, surroundings } = running
  const { graph, plan, application } = work
  const applying = { graph, screen, report, fresh: fresh || application === null }
  try {
    const { secret } = await apply(step.changes, known, applying)
    const endsAt = secret?.endsAt ?? new Date(step.expiresAt).toISOString()
    return { variables: credentialVariables(secret && { value: secret.value, endsAt }, step.certificate) }
  } catch (error) {
    if (!forbidsCredentials(error) || plan.credential.adds !== 'secret' || !(await mayUseCertificate(work)))
      throw error
    warn(running, 'The tenant does not allow client secrets, so the app gets a certificate instead.')
    plan.credential.adds = 'certificate'
    const instead = await credentialStep(work, 'certificate', surroundings.now())
    const refused = report.steps.findIndex(({ call }) => call?.path.endsWith('/addPassword'))
    report.steps.splice(refused, 1, ...instead.changes.map(stepOf))
    await apply(instead.changes, known, applying).catch((refused: unknown) => {
      throw forbidsCredentials(refused) ? neither(refused, known['client id'] ?? '') : refused
    })
    return { variables: credentialVariables(null, instead.certificate) }
  }
}

const forbidsCredentials = (error: unknown): error is GraphRefusal =>
  error instanceof GraphRefusal && error.error?.code === 'CredentialTypeNotAllowedAsPerAppPolicy'

/** The flag for the other kind would only lead back to this one. */
const neither = ({ kind, message, error }: GraphRefusal, clientId: string) =>
  new GraphRefusal(
    kind,
    `The tenant’s policy allows neither client secrets nor such certificates. ${message}`,
    `An administrator sets this under Entra ID > Enterprise apps > Application policies, and can exempt the app ${clientId}, or add a credential that the policy allows to it. ${AGAIN}`,
    error,
    'administrator',
  )

/** Whoever said --secret gets the refusal, which names --certificate. */
async function mayUseCertificate({ options, ask }: Work): Promise<boolean> {
  if (options.credential === 'secret') return false
  return ask ? ask.goOn('The tenant does not allow client secrets. Use a certificate?', true) : true
}
