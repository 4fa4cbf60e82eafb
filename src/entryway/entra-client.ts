// Entra as a request needs it: the authority's metadata and the token endpoint's client. What is amiss with either is logged.
import { CredentialProblem } from './entra/certificate.ts'
import { explain } from './entra/errors.ts'
import { loadMetadata, type Metadata, RETRY_SECONDS } from './entra/metadata.ts'
import { EntraProvider } from './entra/provider.ts'
import { refusalOf } from './errors/to-refusal.ts'
import type { AppContext } from './http/request.ts'
import { log, logFault, logRefusal } from './log.ts'
import type { Settings } from './settings/settings.ts'

/** Throws as `loadMetadata`. */
export function metadataOf(c: AppContext): Promise<Metadata> {
  const { authority, clientId } = c.get('settings')
  return loadMetadata(authority, clientId, Date.now(), (why) => logMetadata(c, why))
}

const quietUntil = new WeakMap<Settings, number>()

/** No page tells of it, so the log does: once in the time after which the metadata is asked for again. */
export function logMetadata(c: AppContext, why: unknown): null {
  const settings = c.get('settings')
  const now = Date.now()
  if (now < (quietUntil.get(settings) ?? 0)) return null
  quietUntil.set(settings, now + RETRY_SECONDS * 1000)
  const refusal = refusalOf(why)
  if (refusal) logRefusal(c, refusal, 'metadata_failed')
  else logFault(c, why)
  return null
}

/** Those with a certificate that cannot be used, which the log says once an isolate. */
const passedOver = new WeakSet<Settings>()

/** The token endpoint's client, with the request's correlation id; a change-over of credentials shows in the log. */
export function entraProvider(c: AppContext, metadata: Metadata): EntraProvider {
  const settings = c.get('settings')
  const correlationId = c.get('correlationId')
  return new EntraProvider(metadata, settings, {
    correlationId,
    onFirstCredentialRefused: (why) => {
      const isUnusable = why instanceof CredentialProblem
      if (isUnusable && passedOver.has(settings)) return
      if (isUnusable) passedOver.add(settings)
      const { operator, aadsts } = isUnusable ? { operator: why.message } : explain(why.answer)
      log(c, 'credential_refused', {
        reason: 'certificate',
        settledBy: 'operator',
        operator: `the secret was used: ${operator}`,
        aadsts,
      })
    },
  })
}
