// An app for personal accounts can have only two secrets: decides which ones a new secret may replace.
import type { ReplacedCredential } from '../../settings/replaced-credentials.ts'
import type { Application } from '../graph/graph-objects.ts'
import { OWN_CREDENTIAL } from './own-credential.ts'

type Secrets = {
  most: number
  /** The one in .dev.vars, if identified with certainty. */
  current: ReplacedCredential[]
  /** The ones previously in .dev.vars. */
  pending: ReplacedCredential[]
  /** The deployed Worker may still use one of `pending` instead of the current one. */
  awaitsDeployment: boolean
  /** This run replaces the deployed Worker's secret, whichever it is. */
  replacesDeployed: boolean
}

/** @returns the secrets to remove before adding one; empty if none can be removed safely */
export function secretsInTheWay(
  { passwordCredentials }: Application,
  { most, current, pending, awaitsDeployment, replacesDeployed }: Secrets,
  removed: readonly ReplacedCredential[],
): ReplacedCredential[] {
  const has = (all: readonly ReplacedCredential[], keyId: string) => all.some((each) => each.keyId === keyId)
  const left = passwordCredentials.filter(({ keyId }) => !has(removed, keyId))
  const tooMany = left.length + 1 - most
  if (tooMany <= 0) return []
  // The last rotation gave the newest one to the Worker.
  const older = left
    .filter(({ displayName }) => displayName?.startsWith(OWN_CREDENTIAL))
    .toSorted((one, other) => (one.displayName ?? '').localeCompare(other.displayName ?? ''))
    .slice(0, -1)
    .map(({ keyId }) => ({ kind: 'secret' as const, keyId }))
    .filter(({ keyId }) => !has(current, keyId) && !has(pending, keyId))
  const unused = awaitsDeployment ? current : pending
  const candidates = [...unused, ...(replacesDeployed && !awaitsDeployment ? older : [])].filter(
    ({ keyId }) => left.some((each) => each.keyId === keyId),
  )
  return candidates.length < tooMany ? [] : candidates.slice(0, tooMany)
}
