// An instance of the core, which is what the options of an app make of an environment, and a task, which is the instance at work.
// Types alone: the whole core works on a task, and instance.ts makes both from its parts.
import type { MetadataCache } from './entra/metadata.ts'
import type { SigningKeyCache } from './entra/signing-keys.ts'
import type { Log } from './log.ts'
import type { Headers } from './middleware/security-headers.ts'
import type { AppPages } from './pages/pages.ts'
import type { SessionCache } from './session/cache.ts'
import type { Problem, Settings } from './settings/settings.ts'
import type { SessionStore } from './store/session-store.ts'

/** Cloudflare's rate-limit binding, or what behaves like it. */
export type RateLimit = { limit(about: { key: string }): Promise<{ success: boolean }> }

export type Instance = {
  settings: Settings
  /** Invalid variables that the settings do without. */
  ignored: Problem[]
  store: SessionStore
  pages: AppPages
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

/** An instance at work on one request, queue message or cron job. */
export type Task = Instance & {
  /** A GUID: shown on error pages, logged, and sent to Entra, so that the three can be matched. */
  correlationId: string
  log: Log
  /** Keeps the Worker alive for work that the response does not wait for. */
  waitUntil: (work: Promise<unknown>) => void
  /** Refreshes of this request, under way or failed. */
  refreshes: Map<string, { scopes: string[]; refreshing: Promise<string> }>
}
