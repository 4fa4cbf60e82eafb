// An app for personal accounts can have two secrets: which of them a new one may take the place of.
import type { ReplacedCredential } from '../../settings/replaced-credentials.ts'
import type { Application } from '../graph/graph-objects.ts'
import { OWN_CREDENTIAL } from './own-credential.ts'

type Secrets = {
  most: number
  /** That of .dev.vars, when it is certain which that is. */
  current: ReplacedCredential[]
  /** Those that .dev.vars had before. */
  pending: ReplacedCredential[]
  /** The deployed Worker may still use one of those, and not the current one. */
  awaitsDeployment: boolean
  /** This run replaces the deployed Worker's, whichever it has. */
  replacesDeployed: boolean
}

/** @returns those to remove before another is added; none when no room can be made without harm */
export function secretsInTheWay(
  { passwordCredentials }: Application,
  { most, current, pending, awaitsDeployment, replacesDeployed }: Secrets,
  removed: readonly ReplacedCredential[],
): ReplacedCredential[] {
  const has = (all: readonly ReplacedCredential[], keyId: string) => all.some((each) => each.keyId === keyId)
  const left = passwordCredentials.filter(({ keyId }) => !has(removed, keyId))
  const tooMany = left.length + 1 - most
  if (tooMany <= 0) return []
  // The newest is the one that the last rotation gave to the Worker.
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
