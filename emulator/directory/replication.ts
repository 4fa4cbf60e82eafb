// Replication lag: the directory has many replicas, and for seconds to minutes some of them miss what is new, be it an
// object in Microsoft Graph, or an app or its credential where tokens are issued.
import { EntraError } from '../protocol/entra-error.ts'
import type { FaultName } from '../state/fault-names.ts'
import { type Faults, takeFault } from '../state/faults.ts'
import { type AppRegistration, type Certificate, isValid, type Secret } from './app-registration.ts'

type Created = { createdAt?: number }

/** Anything older has been replicated. */
const NEW_MS = 15 * 60_000

const isYounger = ({ createdAt }: Created, ms: number, now: number) =>
  createdAt !== undefined && now >= createdAt && now - createdAt < ms

export const isNew = (object: Created, now: number) => isYounger(object, NEW_MS, now)

const lagMs = (faults: Faults) => (faults.get('directory_lag')?.minutes ?? 0) * 60_000

/** The first half of the lag, when some requests get a different error. */
export const isBarelyKnown = (faults: Faults, object: Created, now: number) =>
  isYounger(object, lagMs(faults) / 2, now)

/** `fault`: hides the object for the configured number of requests; each call uses one. `now` in milliseconds. */
function isHidden(faults: Faults, fault: FaultName, object: Created, now: number): boolean {
  if (isYounger(object, lagMs(faults), now)) return true
  return isNew(object, now) && takeFault(faults, fault) !== null
}

/** Whether the responding replica doesn't have this object yet. */
export const isNotReplicated = (faults: Faults, object: Created, now: number) =>
  isHidden(faults, 'directory_replication', object, now)

/** The apps known to Entra's pages and endpoints, without those not yet replicated. */
export const knownApps = (faults: Faults, apps: AppRegistration[], now: number): AppRegistration[] =>
  apps.filter((app) => !isYounger(app, lagMs(faults), now))

/** Throws EntraError if the app has not reached the token service yet. */
export function checkAppKnown(faults: Faults, app: AppRegistration, tenant: string, now: number): void {
  if (isHidden(faults, 'app_replication', app, now))
    throw new EntraError(700016, { client: app.clientId, tenant })
}

const hidesCredential = (faults: Faults, credential: Created, now: number) =>
  isHidden(faults, 'credential_replication', credential, now)

/** The app's certificates that have reached the token service. */
export const knownCertificates = (
  faults: Faults,
  { certificates }: AppRegistration,
  now: number,
): Certificate[] => certificates.filter((certificate) => !hidesCredential(faults, certificate, now))

/** Throws EntraError if this secret is not replicated yet. The error number depends on the app's other secrets. */
export function checkSecretKnown(faults: Faults, app: AppRegistration, secret: Secret, now: number): void {
  if (!hidesCredential(faults, secret, now)) return
  const others = app.secrets.filter((each) => each !== secret)
  const areOver = others.length > 0 && others.every((each) => !isValid(each, now))
  throw new EntraError(areOver ? 7000222 : 7000215, { client: app.clientId })
}
