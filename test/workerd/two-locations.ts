// One app at two locations of Cloudflare's, on a KV that lags between them. A request is made at one; each has an isolate of its own.
import { expect } from 'vitest'
import { startApp } from './app.ts'
import { Browser, SESSION_COOKIE } from './browser.ts'
import { HOUR, MINUTE } from './clock.ts'
import { LaggingKv } from './lagging-kv.ts'

/** What a sign-out may take to be true everywhere. */
export const BOUND_SECONDS = 95

export type Place = 'here' | 'there'

export async function twoLocations(settings: Record<string, unknown> = {}) {
  const kv = new LaggingKv()
  const app = await startApp({ ...settings, SESSIONS: undefined, KV_IS_THROTTLED: true })
  const namespaces = { here: kv.at('here'), there: kv.at('there') }
  const isolates = {
    here: { ...app.settings, SESSIONS: namespaces.here },
    there: { ...app.settings, SESSIONS: namespaces.there },
  }
  const at = (place: Place) => ({
    emulator: app.emulator,
    fetch: (path: string, init: RequestInit) => app.fetchIn(isolates[place], path, init),
  })
  const open = (place: Place, path: string, token: string | undefined) => {
    const headers = { cookie: `${SESSION_COOKIE}=${token}`, accept: 'text/html' }
    return at(place).fetch(path, { headers })
  }
  return {
    app,
    kv,
    namespaces,
    at,
    /** A page, to whoever has the cookie. */
    open,
    /** Whether whoever has the cookie is served as the person. */
    isLive: async (place: Place, token: string | undefined) =>
      (await (await open(place, '/', token)).text()).includes('Adele Vance'),
    browser: (place: Place) => new Browser(at(place)),
    /** A browser that goes from one location to the other. */
    traveler(start: Place) {
      const trip = { place: start }
      const fetch = (path: string, init: RequestInit) => at(trip.place).fetch(path, init)
      return Object.assign(new Browser({ emulator: app.emulator, fetch }), { trip })
    },
    /** Another isolate at that location, which has nothing in memory. */
    restart(place: Place) {
      isolates[place] = { ...isolates[place] }
    },
  }
}

/** Every session has ended at both locations within the bound, and stays so. */
export async function expectEnded(
  clock: { pass: (seconds: number) => void },
  isLive: (place: Place, token: string | undefined) => Promise<boolean>,
  tokens: (string | undefined)[],
  after = BOUND_SECONDS,
) {
  for (const seconds of [after, 5 * MINUTE, HOUR / 2]) {
    clock.pass(seconds)
    for (const token of tokens) {
      expect([await isLive('here', token), await isLive('there', token)]).toEqual([false, false])
    }
  }
}
