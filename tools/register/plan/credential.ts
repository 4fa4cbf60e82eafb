// Compares the credential in .dev.vars with the application's, and decides which to add and which to remove.
import { certificateMarks } from '../../certificate/key-pair.ts'
import { type RegisterNotes, recentWork } from '../../settings/register-notes.ts'
import type { Replaced, ReplacedCredential } from '../../settings/replaced-credentials.ts'
import { SECRET_EXPIRES } from '../../settings/variable-names.ts'
import type { CredentialKind } from '../command-line/options.ts'
import type { DevVars } from '../dev-vars/dev-vars.ts'
import type { Application } from '../graph/graph-objects.ts'
import { OWN_CREDENTIAL, unsavedCredentials } from './own-credential.ts'
import { secretsInTheWay } from './secret-limit.ts'

export type CredentialPlan = {
  adds: CredentialKind | null
  /** Why it is added. */
  reason: string
  removes: ReplacedCredential[]
  /** Those of `removes` that still work, but leave no room for the new one. */
  inTheWay: ReplacedCredential[]
  /** Those of `removes` that an interrupted run added and whose values were lost. */
  unsaved: ReplacedCredential[]
  /** Names to look for again at the next run. */
  awaited: RegisterNotes['adding']
  /** Unused from now on. A later run removes them, so that the new one can replicate first. */
  replaced: Replaced
  /** Expiration in milliseconds; null if a new one is added. */
  endsAt: number | null
  /** Names of the application's other credentials: a colleague's, or left by a run on another machine. */
  others: string[]
}

/** `isSure`: certainly not a colleague's. */
type Held = { kind: CredentialKind; keyId: string; endsAt: number; isSure: boolean }

/** `deploys`: this run sends the new one to the deployed Worker, which may fail. */
type Asked = { kind: CredentialKind; mostSecrets: number; rotate: boolean; deploys: boolean }

/** The kind in .dev.vars, if no flag sets it. */
export const credentialKindOf = ({ variables }: Pick<DevVars, 'variables'>): CredentialKind =>
  variables.CLIENT_CERTIFICATE ? 'certificate' : 'secret'

/** @param now milliseconds */
export function planCredential(
  { kind, mostSecrets, rotate, deploys }: Asked,
  application: Application | null,
  devVars: DevVars,
  now: number,
): CredentialPlan {
  const held = application ? heldCredentials(devVars, application) : []
  const sure = held.filter(({ isSure }) => isSure)
  const current =
    held.find((each) => each.kind === kind && each.endsAt > now) ?? justAdded(kind, devVars, now)
  const adds = current && !rotate ? null : kind
  const registered = application ? registeredKeyIds(application) : []
  const pending = devVars.replaced.credentials.filter(
    ({ keyId }) => registered.includes(keyId) && !sure.some((each) => each.keyId === keyId),
  )
  // Without a working credential in .dev.vars, or until the deployed Worker has the new one,
  // the previous credential may be the only one that works.
  const waits = deploys || devVars.replaced.awaitsDeployment
  // Only this command's own, but from any run: a pipeline keeps nothing between runs.
  const expired = application ? expiredOwn(application, now) : []
  const unsaved = unsavedCredentials(
    application,
    devVars.notes,
    held.map(({ keyId }) => keyId),
    now,
  )
  const unused = [...(current && !waits ? pending : []), ...expired, ...unsaved.credentials].filter(isFirst)
  const inTheWay =
    application && adds === 'secret'
      ? secretsInTheWay(
          application,
          {
            most: mostSecrets,
            current: sure,
            pending,
            awaitsDeployment: devVars.replaced.awaitsDeployment,
            replacesDeployed: rotate && deploys,
          },
          unused,
        )
      : []
  const removes = [...unused, ...inTheWay]
  const isRemoved = ({ keyId }: ReplacedCredential) => removes.some((each) => each.keyId === keyId)
  const outOfUse = adds ? sure.map(({ kind, keyId }) => ({ kind, keyId })) : []
  const credentials = [...pending, ...outOfUse].filter((each) => !isRemoved(each))
  return {
    adds,
    reason: reasonOf(kind, held, devVars, current !== null),
    removes,
    inTheWay,
    unsaved: unsaved.credentials,
    awaited: unsaved.awaited,
    replaced: { credentials, awaitsDeployment: waits && credentials.length > 0 },
    endsAt: adds || !Number.isFinite(current?.endsAt) ? null : (current?.endsAt ?? null),
    others: otherNames(application, [...sure, ...pending, ...removes]),
  }
}

const isFirst = ({ keyId }: ReplacedCredential, index: number, all: ReplacedCredential[]) =>
  all.findIndex((each) => each.keyId === keyId) === index

function expiredOwn({ passwordCredentials, keyCredentials }: Application, now: number): ReplacedCredential[] {
  const isOver = ({ displayName, endDateTime }: { displayName: string | null; endDateTime: string }) =>
    displayName?.startsWith(OWN_CREDENTIAL) === true && Date.parse(endDateTime) <= now
  return [
    ...passwordCredentials.filter(isOver).map(({ keyId }) => ({ kind: 'secret' as const, keyId })),
    ...keyCredentials.filter(isOver).map(({ keyId }) => ({ kind: 'certificate' as const, keyId })),
  ]
}

/** Added by the last run, but not listed by the directory yet. */
function justAdded(
  kind: CredentialKind,
  { variables, notes }: DevVars,
  now: number,
): { endsAt: number } | null {
  if (credentialKindOf({ variables }) !== kind || recentWork(notes, variables, now).added === null)
    return null
  return { endsAt: Date.parse(variables[SECRET_EXPIRES] ?? '') || Number.POSITIVE_INFINITY }
}

function heldCredentials(
  { variables, replaced }: DevVars,
  { passwordCredentials, keyCredentials }: Application,
): Held[] {
  const { CLIENT_SECRET: secret, CLIENT_CERTIFICATE: certificate } = variables
  const marks = certificate ? certificateMarks(certificate) : null
  // Graph shows a secret's first three characters, but not for old secrets, which could therefore be anyone's.
  const hinted = passwordCredentials.filter(({ hint }) => secret && hint !== null && secret.startsWith(hint))
  const unknown = passwordCredentials.filter(
    ({ hint, keyId }) =>
      secret && hint === null && !replaced.credentials.some((each) => each.keyId === keyId),
  )
  const secrets = hinted.length > 0 ? hinted : unknown
  const certificates = keyCredentials.filter(
    ({ key, customKeyIdentifier: id }) =>
      marks && (key === marks.der || marks.identifiers.includes(id ?? '')),
  )
  return [
    ...secrets.map((each) => ({
      kind: 'secret' as const,
      keyId: each.keyId,
      endsAt: Date.parse(each.endDateTime),
      isSure: secrets.length === 1,
    })),
    ...certificates.map((each) => ({
      kind: 'certificate' as const,
      keyId: each.keyId,
      endsAt: Date.parse(each.endDateTime),
      isSure: true,
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
  return variables[variable] ? `${variable} does not belong to this application` : `${variable} is missing`
}
