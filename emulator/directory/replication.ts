// The directory is copied to many places, and what is new is not known in all of them for seconds to minutes: neither an
// object at Microsoft Graph, nor an app or its credential where tokens are issued.
import { EntraError } from '../protocol/entra-error.ts'
import type { FaultName } from '../state/fault-names.ts'
import { type Faults, takeFault } from '../state/faults.ts'
import { type AppRegistration, type Certificate, isValid, type Secret } from './app-registration.ts'

type Created = { createdAt?: number }

/** The directory has caught up with what is older. */
const NEW_MS = 15 * 60_000

const isYounger = ({ createdAt }: Created, ms: number, now: number) =>
  createdAt !== undefined && now >= createdAt && now - createdAt < ms

export const isNew = (object: Created, now: number) => isYounger(object, NEW_MS, now)

const lagMs = (faults: Faults) => (faults.get('directory_lag')?.minutes ?? 0) * 60_000

/** In the first half of the lag, in which the directory has other words for some requests. */
export const isBarelyKnown = (faults: Faults, object: Created, now: number) =>
  isYounger(object, lagMs(faults) / 2, now)

/** `fault`: what hides it for as many requests as are set; each use counts. `now` in milliseconds. */
function isHidden(faults: Faults, fault: FaultName, object: Created, now: number): boolean {
  if (isYounger(object, lagMs(faults), now)) return true
  return isNew(object, now) && takeFault(faults, fault) !== null
}

/** Whether the copy of the directory that answers has not heard of this object yet. */
export const isNotReplicated = (faults: Faults, object: Created, now: number) =>
  isHidden(faults, 'directory_replication', object, now)

/** The apps that Entra's pages and endpoints know; one that lags behind is none to them. */
export const knownApps = (faults: Faults, apps: AppRegistration[], now: number): AppRegistration[] =>
  apps.filter((app) => !isYounger(app, lagMs(faults), now))

/** Throws EntraError where tokens are issued and the app has not arrived yet. */
export function checkAppKnown(faults: Faults, app: AppRegistration, tenant: string, now: number): void {
  if (isHidden(faults, 'app_replication', app, now))
    throw new EntraError(700016, { client: app.clientId, tenant })
}

const hidesCredential = (faults: Faults, credential: Created, now: number) =>
  isHidden(faults, 'credential_replication', credential, now)

/** Those of the app's certificates that are known where tokens are issued. */
export const knownCertificates = (
  faults: Faults,
  { certificates }: AppRegistration,
  now: number,
): Certificate[] => certificates.filter((certificate) => !hidesCredential(faults, certificate, now))

/** Throws EntraError where this secret has not arrived yet: the others decide which number it is. */
export function checkSecretKnown(faults: Faults, app: AppRegistration, secret: Secret, now: number): void {
  if (!hidesCredential(faults, secret, now)) return
  const others = app.secrets.filter((each) => each !== secret)
  const areOver = others.length > 0 && others.every((each) => !isValid(each, now))
  throw new EntraError(areOver ? 7000222 : 7000215, { client: app.clientId })
}
