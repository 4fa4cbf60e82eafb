// The secret or certificate in .dev.vars, beside those of the application -> which to add, and which to remove.
import { type CertificateAndKey, certificateMarks } from '../key-pair.ts'
import type { Application, KeyCredential } from './application.ts'
import { type Change, type Difference, placeholder } from './change.ts'
import type { DevVars, Replaced, VariableChange } from './dev-vars.ts'
import type { Json } from './graph.ts'
import type { CredentialKind } from './options.ts'

const DAY = 86_400_000

export type CredentialPlan = {
  adds: CredentialKind | null
  /** Why it is added. */
  reason: string
  removes: Replaced[]
  /** Out of use from now on, to be removed by the next run: until then the new one can arrive everywhere. */
  replaced: Replaced[]
  /** Milliseconds; null when a new one is added. */
  endsAt: number | null
  /** Names of what else the application may prove itself with: a colleague's, or what an answer that was lost has left. */
  others: string[]
}

type Held = { kind: CredentialKind; keyId: string; endsAt: number }

type Asked = { kind: CredentialKind; rotate: boolean }

/** The kind that .dev.vars has, where no flag says otherwise. */
export const credentialKindOf = ({ variables }: DevVars): CredentialKind =>
  variables.CLIENT_CERTIFICATE ? 'certificate' : 'secret'

/** @param now milliseconds */
export function planCredential(
  { kind, rotate }: Asked,
  application: Application | null,
  devVars: DevVars,
  now: number,
): CredentialPlan {
  const held = application ? heldCredentials(devVars, application) : []
  const current = held.find((each) => each.kind === kind && each.endsAt > now)
  const adds = current && !rotate ? null : kind
  const registered = application ? registeredKeyIds(application) : []
  const pending = devVars.replaced.filter(
    ({ keyId }) => registered.includes(keyId) && !held.some((each) => each.keyId === keyId),
  )
  // Without a credential that works, the one before it may be the only one that does.
  const removes = current ? pending : []
  const outOfUse = adds ? held.map(({ kind, keyId }) => ({ kind, keyId })) : []
  return {
    adds,
    reason: reasonOf(kind, held, devVars, current !== undefined),
    removes,
    replaced: [...pending.filter((each) => !removes.includes(each)), ...outOfUse],
    endsAt: adds ? null : (current?.endsAt ?? null),
    others: otherNames(application, [...held, ...pending]),
  }
}

function heldCredentials(
  { variables }: DevVars,
  { passwordCredentials, keyCredentials }: Application,
): Held[] {
  const { CLIENT_SECRET: secret, CLIENT_CERTIFICATE: certificate } = variables
  const marks = certificate ? certificateMarks(certificate) : null
  // Of a secret, Graph shows its first three characters; of an old one not even these.
  const secrets = passwordCredentials.filter(
    ({ hint }) => secret && (hint === null || secret.startsWith(hint)),
  )
  const certificates = keyCredentials.filter(
    ({ key, customKeyIdentifier: id }) =>
      marks && (key === marks.der || marks.identifiers.includes(id ?? '')),
  )
  return [
    ...secrets.map((each) => ({
      kind: 'secret' as const,
      keyId: each.keyId,
      endsAt: Date.parse(each.endDateTime),
    })),
    ...certificates.map((each) => ({
      kind: 'certificate' as const,
      keyId: each.keyId,
      endsAt: Date.parse(each.endDateTime),
    })),
  ]
}

function otherNames(application: Application | null, known: { keyId: string }[]): string[] {
  if (!application) return []
  return [...application.passwordCredentials, ...application.keyCredentials]
    .filter(({ keyId }) => !known.some((each) => each.keyId === keyId))
    .map(
      ({ displayName, keyId, endDateTime }) => `"${displayName ?? keyId}" until ${endDateTime.slice(0, 10)}`,
    )
}

const registeredKeyIds = ({ passwordCredentials, keyCredentials }: Application) =>
  [...passwordCredentials, ...keyCredentials].map(({ keyId }) => keyId)

function reasonOf(kind: CredentialKind, held: Held[], { variables }: DevVars, works: boolean): string {
  const variable = kind === 'secret' ? 'CLIENT_SECRET' : 'CLIENT_CERTIFICATE'
  if (works) return 'replaced by --rotate'
  if (held.some((each) => each.kind === kind)) return `${variable} has expired`
  return variables[variable] ? `${variable} is none of this application's` : `${variable} is missing`
}

export type NewCredential = {
  application: Application | null
  /** Made beforehand when a certificate is added. */
  certificate: CertificateAndKey | null
  lifetimeDays: number
  now: number
}

export function credentialChanges(plan: CredentialPlan, made: NewCredential): Change[] {
  return [...secretChanges(plan, made), ...certificateChange(plan, made)]
}

const path = (action: string) => `/applications/${placeholder('application id')}${action}`

function secretChanges(
  { adds, removes, reason }: CredentialPlan,
  { application, lifetimeDays, now }: NewCredential,
): Change[] {
  const removals = removes
    .filter(({ kind }) => kind === 'secret')
    .map(({ keyId }): Change => {
      const secret = application?.passwordCredentials.find((each) => each.keyId === keyId)
      return {
        sentence: `Remove the client secret "${secret?.displayName ?? keyId}", which was replaced`,
        differences: [],
        call: { method: 'POST', path: path('/removePassword'), body: { keyId }, area: 'application' },
      }
    })
  if (adds !== 'secret') return removals
  const passwordCredential = {
    displayName: nameOfNew(now),
    endDateTime: new Date(now + lifetimeDays * DAY).toISOString(),
  }
  const addition: Change = {
    sentence: `Add the client secret "${passwordCredential.displayName}" for ${lifetimeDays} days`,
    differences: [
      { what: 'client secret', is: reason, becomes: `a new one until ${day(now + lifetimeDays * DAY)}` },
    ],
    call: { method: 'POST', path: path('/addPassword'), body: { passwordCredential }, area: 'application' },
    answersSecret: true,
  }
  return [...removals, addition]
}

/** Certificates are changed all together: Graph takes the whole list. */
function certificateChange(
  { adds, removes, reason }: CredentialPlan,
  { application, certificate, lifetimeDays, now }: NewCredential,
): Change[] {
  const removed = removes.filter(({ kind }) => kind === 'certificate').map(({ keyId }) => keyId)
  const present = application?.keyCredentials ?? []
  const differences: Difference[] = present
    .filter(({ keyId }) => removed.includes(keyId))
    .map(({ displayName, keyId }) => ({
      what: `certificate "${displayName ?? keyId}"`,
      is: 'replaced',
      becomes: 'removed',
    }))
  const kept = present.filter(({ keyId }) => !removed.includes(keyId)).map(asJson)
  const added = certificate && adds === 'certificate' ? [newKeyCredential(certificate, now)] : []
  if (added.length > 0) {
    differences.push({
      what: 'certificate',
      is: reason,
      becomes: `a new one until ${day(now + lifetimeDays * DAY)}`,
    })
  }
  if (differences.length === 0) return []
  return [
    {
      sentence:
        added.length > 0
          ? `Add a certificate for ${lifetimeDays} days`
          : 'Remove the certificate that was replaced',
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

function newKeyCredential({ certificate }: CertificateAndKey, now: number): Json {
  return {
    type: 'AsymmetricX509Cert',
    usage: 'Verify',
    key: certificateMarks(certificate)?.der ?? null,
    displayName: nameOfNew(now),
  }
}

const nameOfNew = (now: number) => `npm run register, ${new Date(now).toISOString().slice(0, 19)}Z`

export const day = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10)

/** What .dev.vars says of the credential that was just added. */
export function credentialVariables(
  secret: string | null,
  certificate: CertificateAndKey | null,
): VariableChange {
  if (secret !== null)
    return { CLIENT_SECRET: secret, CLIENT_CERTIFICATE: null, CLIENT_CERTIFICATE_KEY: null }
  if (certificate === null) return {}
  return {
    CLIENT_SECRET: null,
    CLIENT_CERTIFICATE: certificate.certificate,
    CLIENT_CERTIFICATE_KEY: certificate.key,
  }
}
