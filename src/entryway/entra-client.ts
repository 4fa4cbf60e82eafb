// Entra as a task needs it: the authority's metadata and the token endpoint's client. What is amiss with either is logged.
import { CredentialProblem } from './entra/certificate.ts'
import { keyIdOf } from './entra/id-token-signature.ts'
import { loadMetadata, type Metadata, RETRY_SECONDS } from './entra/metadata.ts'
import { EntraProvider, type OAuth2Tokens } from './entra/provider.ts'
import { loadSigningKeys } from './entra/signing-keys.ts'
import { EntrywayError } from './errors/entryway-error.ts'
import type { Task } from './task.ts'

/** Throws as `loadMetadata`. */
export function metadataOf(task: Task): Promise<Metadata> {
  const { settings, metadata, waitUntil } = task
  const onServedStale = (why: unknown) => logMetadata(task, why)
  return loadMetadata(settings.authority, settings.clientId, metadata, Date.now(), onServedStale, waitUntil)
}

/** Only the log shows this, once per retry interval of the metadata. */
export function logMetadata({ log, logged }: Task, why: unknown): null {
  const now = Date.now()
  if (now < logged.metadataQuietUntil) return null
  logged.metadataQuietUntil = now + RETRY_SECONDS * 1000
  if (why instanceof EntrywayError) log.error(why, 'metadata_failed')
  else log.exception(why)
  return null
}

/** The token endpoint's client, with the task's correlation id; a change-over of credentials shows in the log. */
export function entraProvider(task: Task, metadata: Metadata): EntraProvider {
  const { settings, correlationId, log, logged } = task
  return new EntraProvider(metadata, settings, {
    correlationId,
    onFirstCredentialRefused: (why) => {
      // A certificate that cannot be used is logged once an isolate.
      const isUnusable = why instanceof CredentialProblem
      if (isUnusable && logged.unusableCertificate) return
      if (isUnusable) logged.unusableCertificate = true
      const { operator, fix, aadsts } = isUnusable ? { operator: why.message } : why.context
      log('credential_rejected', {
        reason: 'certificate',
        fixableBy: 'operator',
        operator: `the secret was used: ${operator}`,
        fix,
        aadsts,
      })
    },
  })
}

/** A token response's ID token, and what it is to be verified with. Throws as `keyIdOf` and `loadSigningKeys`. */
export async function idTokenRules(
  { settings, signingKeys, waitUntil }: Task,
  { issuer, cloudInstanceName, keysUri }: Metadata,
  tokens: OAuth2Tokens,
) {
  const { authority, clientId, allowedTenants } = settings
  const now = Date.now()
  const idToken = 'id_token' in tokens.data ? tokens.idToken() : ''
  return {
    idToken,
    keys: await loadSigningKeys(signingKeys, keysUri, keyIdOf(idToken), now, waitUntil),
    metadataIssuer: issuer,
    cloudInstanceName,
    authorityTenant: authority.tenant,
    clientId,
    accessToken: tokens.accessToken(),
    allowedTenants,
    now,
  }
}
