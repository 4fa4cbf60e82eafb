// Calls that add a secret or certificate and remove replaced ones, and the new one's .dev.vars variables.
import { certificateMarks } from '../../certificate/key-pair.ts'
import { DAY_MS, dateOf } from '../../certificate/lifetime.ts'
import type { CertificateAndKey } from '../../certificate/self-signed-certificate.ts'
import type { ReplacedCredential } from '../../settings/replaced-credentials.ts'
import { SECRET_EXPIRES } from '../../settings/variable-names.ts'
import { type Change, type Difference, placeholder } from '../change/change.ts'
import type { Json } from '../change/graph-call.ts'
import type { VariableChange } from '../dev-vars/dev-vars.ts'
import type { Application, KeyCredential } from '../graph/graph-objects.ts'
import type { CredentialPlan } from './credential.ts'

type NewCredential = {
  application: Application | null
  /** Created in advance if a certificate is added. */
  certificate: CertificateAndKey | null
  lifetimeDays: number
  name: string
  now: number
}

export function credentialChanges(plan: CredentialPlan, made: NewCredential): Change[] {
  return [...secretChanges(plan, made), ...certificateChange(plan, made)]
}

const path = (action: string) => `/applications/${placeholder('application id')}${action}`

function secretChanges(
  { adds, removes, inTheWay, unsaved, reason }: CredentialPlan,
  { application, lifetimeDays, name, now }: NewCredential,
): Change[] {
  const removals = removes
    .filter(({ kind }) => kind === 'secret')
    .map(({ keyId }): Change => {
      const secret = application?.passwordCredentials.find((each) => each.keyId === keyId)
      const isAmong = (credentials: ReplacedCredential[]) => credentials.some((each) => each.keyId === keyId)
      const why = isAmong(inTheWay)
        ? 'as an app for personal accounts can have only two'
        : isAmong(unsaved)
          ? 'which an interrupted run added and could not save'
          : secret && Date.parse(secret.endDateTime) <= now
            ? 'which has expired'
            : 'which was replaced'
      return {
        sentence: `Remove the client secret "${secret?.displayName ?? keyId}", ${why}`,
        differences: [],
        call: { method: 'POST', path: path('/removePassword'), body: { keyId }, area: 'application' },
      }
    })
  if (adds !== 'secret') return removals
  const passwordCredential = {
    displayName: name,
    endDateTime: new Date(now + lifetimeDays * DAY_MS).toISOString(),
  }
  const addition: Change = {
    sentence: `Add the client secret "${name}" for ${lifetimeDays} days`,
    differences: [
      {
        what: 'client secret',
        is: reason,
        becomes: `a new one until ${dateOf(now + lifetimeDays * DAY_MS)}`,
      },
    ],
    call: { method: 'POST', path: path('/addPassword'), body: { passwordCredential }, area: 'application' },
    answersSecret: true,
  }
  return [...removals, addition]
}

/** Graph accepts certificates only as a whole list, so one call changes them all. */
function certificateChange(
  { adds, removes, unsaved, reason }: CredentialPlan,
  { application, certificate, lifetimeDays, name, now }: NewCredential,
): Change[] {
  const removed = removes.filter(({ kind }) => kind === 'certificate').map(({ keyId }) => keyId)
  const isUnsaved = (keyId: string) => unsaved.some((each) => each.keyId === keyId)
  const present = application?.keyCredentials ?? []
  const differences: Difference[] = present
    .filter(({ keyId }) => removed.includes(keyId))
    .map(({ displayName, keyId }) => ({
      what: `certificate "${displayName ?? keyId}"`,
      is: isUnsaved(keyId) ? 'added by an interrupted run, which could not save it' : 'replaced or expired',
      becomes: 'removed',
    }))
  const kept = present.filter(({ keyId }) => !removed.includes(keyId)).map(asJson)
  const added = certificate && adds === 'certificate' ? [newKeyCredential(certificate, name)] : []
  if (added.length > 0) {
    differences.push({
      what: 'certificate',
      is: reason,
      becomes: `a new one until ${dateOf(now + lifetimeDays * DAY_MS)}`,
    })
  }
  if (differences.length === 0) return []
  return [
    {
      sentence:
        added.length > 0
          ? `Add a certificate for ${lifetimeDays} days`
          : removed.every(isUnsaved)
            ? 'Remove the certificate that an interrupted run could not save'
            : 'Remove the certificate that was replaced or has expired',
      differences,
      call: {
        method: 'PATCH',
        path: path(''),
        body: { keyCredentials: [...kept, ...added] },
        area: 'application',
      },
    },
  ]
}

const asJson = (credential: KeyCredential): Json => credential

function newKeyCredential({ certificate }: CertificateAndKey, displayName: string): Json {
  return {
    type: 'AsymmetricX509Cert',
    usage: 'Verify',
    key: certificateMarks(certificate)?.der ?? null,
    displayName,
  }
}

/** The .dev.vars variables for the new credential. */
export function credentialVariables(
  secret: { value: string; endsAt: string } | null,
  certificate: CertificateAndKey | null,
): VariableChange {
  if (secret !== null) {
    return {
      CLIENT_SECRET: secret.value,
      [SECRET_EXPIRES]: secret.endsAt,
      CLIENT_CERTIFICATE: null,
      CLIENT_CERTIFICATE_KEY: null,
    }
  }
  if (certificate === null) return {}
  return {
    CLIENT_SECRET: null,
    [SECRET_EXPIRES]: null,
    CLIENT_CERTIFICATE: certificate.certificate,
    CLIENT_CERTIFICATE_KEY: certificate.key,
  }
}
