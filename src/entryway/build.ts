// What the app's options make of an environment: an instance, or the list of what is wrong with the settings.
import { logSettings } from './error-handler.ts'
import { createInstance, type Instance, type RateLimit } from './instance.ts'
import type { Pages } from './pages/pages.ts'
import { plainPages } from './pages/plain-pages.ts'
import { parseVariables, type Variables } from './settings/feature-settings.ts'
import { type FromEnv, SettingsError } from './settings/settings.ts'
import type { SessionStore } from './store/session-store.ts'

export type EntrywayOptions = FromEnv & {
  store: SessionStore
  /** The app's own pages. Plain ones are used for those left out. */
  pages?: Partial<Pages>
  /** Cloudflare's rate-limit binding, for front-channel sign-out, with which anybody can cause a write. */
  rateLimit?: RateLimit | undefined
}

type Built = { pages: Pages } & (
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
): (env: Bindings) => Built {
  const builtFor = new WeakMap<object, Built>()
  return (env) => {
    // Hono's app.request() without one has none, and says nothing.
    if (!env) throw new TypeError('Entryway needs the environment: in a test, app.request(path, init, env)')
    const built = builtFor.get(env) ?? build(configure(env), env, features)
    builtFor.set(env, built)
    return built
  }
}

function build(options: EntrywayOptions, env: object, features: readonly Variables[]): Built {
  const { settings, problems, ignored = [], store, rateLimit } = options
  const pages = { ...plainPages, ...options.pages }
  const parsed = features.map((variables) => ({ variables, ...parseVariables(variables, env, settings) }))
  const wrong = [...problems, ...parsed.flatMap((each) => each.problems)]
  if (store.problem) wrong.push(store.problem)
  if (ignored.length > 0) logSettings(ignored)
  if (!settings || wrong.length > 0) {
    return { instance: null, error: new SettingsError([...wrong, ...ignored]), pages }
  }
  return {
    instance: createInstance(settings, store, pages, { rateLimit, ignored }),
    features: new Map(parsed.map(({ variables, values }) => [variables, values])),
    error: null,
    pages,
  }
}
