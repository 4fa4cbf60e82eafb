// An instance of the core: built once for an environment, with the settings and everything that is cached for them.

import { isLocalhost } from './entra/authority.ts'
import type { MetadataCache } from './entra/metadata.ts'
import type { SigningKeyCache } from './entra/signing-keys.ts'
import { createLog } from './log.ts'
import { type Headers, securityHeadersFor } from './middleware/security-headers.ts'
import type { Pages } from './pages/pages.ts'
import { createSessionCache, type SessionCache } from './session/cache.ts'
import { cookiePrefixOf } from './session/cookie.ts'
import type { SessionTask } from './session/session-task.ts'
import type { Problem, Settings } from './settings/settings.ts'
import { patient } from './store/patient-store.ts'
import type { SessionStore } from './store/session-store.ts'

/** Cloudflare's rate-limit binding, or what behaves like it. */
export type RateLimit = { limit(about: { key: string }): Promise<{ success: boolean }> }

export type Instance = {
  settings: Settings
  /** Invalid variables that the settings do without. */
  ignored: Problem[]
  store: SessionStore
  pages: Pages
  /** The developer runs it: pages and the log may show more. */
  isDevelopment: boolean
  headers: { page: Headers; frame: Headers }
  cookiePrefix: string
  sessions: SessionCache
  metadata: MetadataCache
  signingKeys: SigningKeyCache
  /** What has been logged already, and is not logged at every request. */
  logged: { metadataQuietUntil: number; unusableCertificate: boolean }
  /** For what anybody can cause; null = no limit. */
  rateLimit: RateLimit | null
}

export function createInstance(
  settings: Settings,
  store: SessionStore,
  pages: Pages,
  { rateLimit = null, ignored = [] }: { rateLimit?: RateLimit | null | undefined; ignored?: Problem[] } = {},
): Instance {
  return {
    settings,
    ignored,
    store,
    pages,
    isDevelopment: isLocalhost(settings.redirectUri.hostname),
    headers: securityHeadersFor(settings),
    cookiePrefix: cookiePrefixOf(settings.redirectUri),
    sessions: createSessionCache(),
    metadata: { kept: null },
    signingKeys: { kept: null },
    logged: { metadataQuietUntil: 0, unusableCertificate: false },
    rateLimit,
  }
}

/** An instance at work on one request, queue message or cron job. */
export type Task = Instance &
  SessionTask & {
    /** A GUID: shown on error pages, logged, and sent to Entra, so that the three can be matched. */
    correlationId: string
    /** Refreshes of this request, under way or failed. */
    refreshes: Map<string, { scopes: string[]; refreshing: Promise<string> }>
  }

export function createTask(instance: Instance, waitUntil: Task['waitUntil']): Task {
  const task: Task = {
    ...instance,
    store: patient(instance.store),
    correlationId: crypto.randomUUID(),
    log: createLog({
      correlationId: () => task.correlationId,
      startedAt: Date.now(),
      isDevelopment: instance.isDevelopment,
      credential: instance.settings.credentials[0],
    }),
    waitUntil,
    unsaved: new Set(),
    refreshes: new Map(),
  }
  return task
}
