// Adds the new secret or certificate; falls back to a certificate if the tenant turns out to forbid secrets.
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
import { newCredentialName } from '../plan/own-credential.ts'
import { apply } from './apply.ts'
import type { Work } from './execution-input.ts'
import { warn } from './preview.ts'
import type { VariablesWriter } from './variables-writer.ts'

export type CredentialStep = {
  /** The name of the added credential; null = none is added. */
  name: string | null
  changes: Change[]
  certificate: CertificateAndKey | null
  expiresAt: number
}

/** @param now milliseconds */
export async function credentialStep(
  { answers, plan: { credential }, application }: Work,
  adds: CredentialKind | null,
  now: number,
): Promise<CredentialStep> {
  const { lifetimeDays } = answers
  const certificate = adds === 'certificate' ? await newCertificate(answers.name, lifetimeDays, now) : null
  const name = newCredentialName(now)
  return {
    name: adds && name,
    changes: credentialChanges(
      { ...credential, adds },
      { application, certificate, lifetimeDays, name, now },
    ),
    certificate,
    expiresAt: now + lifetimeDays * DAY_MS,
  }
}

type Adding = { step: CredentialStep; known: Known; fresh: boolean; file: VariablesWriter }

/** @throws {RegisterRefusal} */
export async function addCredential(
  work: Work,
  running: Running,
  { step, known, fresh, file }: Adding,
): Promise<{ variables: VariableChange }> {
  const { screen, report, surroundings } = running
  const { graph, plan, application } = work
  const applying = { graph, screen, report, fresh: fresh || application === null }
  /** The name is noted until the value is saved, so that an interrupted run's leftover can be identified. */
  const add = ({ name, changes }: CredentialStep) => {
    if (name !== null) file.adding(name)
    return apply(changes, known, applying).catch((error: unknown) => {
      if (name !== null && isCertain(error)) file.retract()
      throw error
    })
  }
  try {
    const { secret } = await add(step)
    const endsAt = new Date(step.expiresAt).toISOString()
    const given = secret === null ? null : { value: secret, endsAt }
    return { variables: credentialVariables(given, step.certificate) }
  } catch (error) {
    if (!forbidsCredentials(error) || plan.credential.adds !== 'secret' || !(await mayUseCertificate(work)))
      throw error
    warn(running, 'The tenant does not allow client secrets, so the app gets a certificate instead.')
    plan.credential.adds = 'certificate'
    // Secrets due for removal are already gone: they are removed before one is added.
    plan.credential.removes = plan.credential.removes.filter(({ kind }) => kind === 'certificate')
    const instead = await credentialStep(work, 'certificate', surroundings.now())
    const refused = report.steps.findIndex(({ call }) => call?.path.endsWith('/addPassword'))
    report.steps.splice(refused, 1, ...instead.changes.map(stepOf))
    await add(instead).catch((refused: unknown) => {
      throw forbidsCredentials(refused) ? neither(refused, known['client id'] ?? '') : refused
    })
    return { variables: credentialVariables(null, instead.certificate) }
  }
}

/** Graph refused: nothing was added. */
export const isCertain = (error: unknown): boolean => error instanceof GraphRefusal && !error.isUncertain

const forbidsCredentials = (error: unknown): error is GraphRefusal =>
  error instanceof GraphRefusal && error.error?.code === 'CredentialTypeNotAllowedAsPerAppPolicy'

/** Suggesting the other kind would only lead back to this one. */
const neither = ({ kind, message, error }: GraphRefusal, clientId: string) =>
  new GraphRefusal(
    kind,
    `The tenant’s policy allows neither client secrets nor such certificates. ${message}`,
    `No flag helps. An Application Administrator sets this under Entra ID > Enterprise apps > Application policies, and can exempt the app ${clientId}, or add a credential that the policy allows to it. ${AGAIN}`,
    error,
    'administrator',
  )

/** With an explicit --secret, the error is shown instead; it names --certificate. */
async function mayUseCertificate({ options, ask }: Work): Promise<boolean> {
  if (options.credential === 'secret') return false
  return ask ? ask.goOn('The tenant does not allow client secrets. Use a certificate?', true) : true
}
