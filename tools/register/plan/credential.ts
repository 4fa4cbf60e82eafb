// The secret or certificate in .dev.vars, beside those of the application -> which to add, and which to remove.
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
  /** Those of them that work, and that the new one can have no place beside. */
  inTheWay: ReplacedCredential[]
  /** Those of them that an interrupted run added, and whose values nobody has. */
  unsaved: ReplacedCredential[]
  /** Names to look for again at the next run. */
  awaited: RegisterNotes['adding']
  /** Out of use from now on, to be removed by a later run: until then the new one can arrive everywhere. */
  replaced: Replaced
  /** Milliseconds; null when a new one is added. */
  endsAt: number | null
  /** Names of what else the application may prove itself with: a colleague's, or what a run on another machine has left. */
  others: string[]
}

/** `isSure`: it is no colleague's. */
type Held = { kind: CredentialKind; keyId: string; endsAt: number; isSure: boolean }

/** `deploys`: this run gives the new one to the deployed Worker, which may fail. */
type Asked = { kind: CredentialKind; mostSecrets: number; rotate: boolean; deploys: boolean }

/** The kind that .dev.vars has, where no flag says otherwise. */
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
  // Without a credential that works, the one before it may be the only one that does.
  // So it is while the deployed Worker has not got the new one.
  const waits = deploys || devVars.replaced.awaitsDeployment
  // Of this command's own, whichever run made them: a pipeline remembers nothing between two runs.
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

/** One that the last run added, and that the directory does not list yet. */
function justAdded(
  kind: CredentialKind,
  { variables, notes }: DevVars,
  now: number,
): { endsAt: number } | null {
  if (credentialKindOf({ variables }) !== kind || recentWork(notes, variables, now).added === null)
    return null
  if (!variables[kind === 'secret' ? 'CLIENT_SECRET' : 'CLIENT_CERTIFICATE']) return null
  return { endsAt: Date.parse(variables[SECRET_EXPIRES] ?? '') || Number.POSITIVE_INFINITY }
}

function heldCredentials(
  { variables, replaced }: DevVars,
  { passwordCredentials, keyCredentials }: Application,
): Held[] {
  const { CLIENT_SECRET: secret, CLIENT_CERTIFICATE: certificate } = variables
  const marks = certificate ? certificateMarks(certificate) : null
  // Of a secret, Graph shows its first three characters; of an old one not even these, so that it may be anybody's.
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
