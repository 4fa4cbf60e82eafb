// An instance of the core: what the app's options make of an environment, once, with everything that is cached for it.
import { isLocalhost } from './entra/authority.ts'
import { createLog, logSettings } from './log.ts'
import { securityHeadersFor } from './middleware/security-headers.ts'
import { createPages } from './pages/app-pages.ts'
import type { AppPages, Pages } from './pages/pages.ts'
import { createSessionCache } from './session/cache.ts'
import { cookiePrefixOf } from './session/cookie.ts'
import type { FromEnv } from './settings/from-env.ts'
import { type Paths, SettingsError } from './settings/settings.ts'
import { parseVariables, type Variables } from './settings/variables.ts'
import { patient } from './store/patient-store.ts'
import type { SessionStore } from './store/session-store.ts'
import type { Instance, RateLimit, Task } from './task.ts'

export type EntrywayOptions = FromEnv & {
  store: SessionStore
  /** The app's frame for the built-in pages, and pages of its own in place of them. */
  pages?: Partial<Pages>
  /** Cloudflare's rate-limit binding, for front-channel sign-out, with which anybody can cause a write. */
  rateLimit?: RateLimit | undefined
}

type Built = { pages: AppPages } & (
  | { instance: Instance; features: Map<Variables, unknown>; error: null }
  | { instance: null; error: SettingsError }
)

/**
 * @param configure called once for each environment, at its first request. An isolate has one; tests have several
 * @param features variables of the app's own
 */
export function createBuild<Bindings extends object>(
  configure: (env: Bindings) => EntrywayOptions,
  features: readonly Variables[],
  paths: Paths,
): (env: Bindings) => Built {
  const builtFor = new WeakMap<object, Built>()
  return (env) => {
    // Hono's app.request() without one has none, and says nothing.
    if (!env) throw new TypeError('Entryway needs the environment: in a test, app.request(path, init, env)')
    const built = builtFor.get(env) ?? build(configure(env), env, features, paths)
    builtFor.set(env, built)
    return built
  }
}

function build(options: EntrywayOptions, env: object, features: readonly Variables[], paths: Paths): Built {
  const settings = options.settings && { ...options.settings, paths }
  const { problems, ignored = [], store, rateLimit = null } = options
  const pages = createPages(paths, options.pages)
  const parsed = features.map((variables) => ({ variables, ...parseVariables(variables, env, settings) }))
  const wrong = [...problems, ...parsed.flatMap((each) => each.problems)]
  if (store.problem) wrong.push(store.problem)
  if (ignored.length > 0) logSettings(ignored)
  if (!settings || wrong.length > 0) {
    return { instance: null, error: new SettingsError([...wrong, ...ignored]), pages }
  }
  const instance: Instance = {
    settings,
    ignored,
    store,
    pages,
    rateLimit,
    isDevelopment: isLocalhost(settings.redirectUri.hostname),
    headers: securityHeadersFor(settings),
    cookiePrefix: cookiePrefixOf(settings.redirectUri),
    sessions: createSessionCache(),
    metadata: { entry: null },
    signingKeys: { entry: null },
    logged: { metadataQuietUntil: 0, unusableCertificate: false },
  }
  return {
    instance,
    features: new Map(parsed.map(({ variables, values }) => [variables, values])),
    error: null,
    pages,
  }
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
    refreshes: new Map(),
  }
  return task
}
