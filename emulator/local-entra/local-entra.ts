// The local Entra in process: no port, no network, in Node and in workerd.

import { publicUrlOf } from '../directory/authority-url.ts'
import { createEmulator, type Emulator } from '../index.ts'
import type { FaultOptions } from '../state/fault-names.ts'
import { restoreSnapshot, takeSnapshot } from '../state/snapshot.ts'
import { createBrowser } from './browser.ts'
import { checkTokenRequest } from './check-token-request.ts'
import { createClock } from './clock.ts'
import { createControl } from './control.ts'
import { checkStart, isOwnHost, noSuchHost } from './hosts.ts'
import type { EntraBrowser, FaultControl, LocalEntra, LocalEntraOptions } from './interface.ts'
import { knownApp } from './known-app.ts'
import { refuseUnknownFields } from './known-fields.ts'
import { mintToken } from './mint.ts'
import { activeFaults, findFault, knownFaults, noSuchFault } from './named-faults.ts'
import { knownPerson, personCalled } from './person.ts'
import { readSeed } from './read-seed.ts'

/** Sets, clears and lists the faults of the emulator that is current. */
function controlFaults(current: () => Emulator): FaultControl {
  const known = (name: string) => {
    const fault = findFault(name)
    if (fault) return fault
    throw new RangeError(noSuchFault(name))
  }
  return {
    set(name, options = {}) {
      refuseUnknownFields(options, faultOptionNames)
      const { fault, aadsts } = known(name)
      if (aadsts !== undefined && options.aadsts !== undefined) {
        throw new RangeError(`aadsts: must not be given, because ${name} is always ${aadsts}`)
      }
      const [other] = Object.keys(options).filter((each) => aadsts !== undefined && each !== 'times')
      if (other !== undefined) throw new RangeError(`${other}: does not apply to ${name}`)
      current().setFault(fault, aadsts === undefined ? options : { ...options, aadsts })
    },
    clear(name) {
      if (name === undefined) current().clearFaults()
      else {
        const { fault, aadsts } = known(name)
        const { faults } = current().state
        // Another number than the one by this name stays.
        if (aadsts === undefined || faults.get(fault)?.aadsts === aadsts) faults.delete(fault)
      }
    },
    active: () => activeFaults(current().state.faults),
    known: knownFaults,
  }
}

const optionNames: (keyof LocalEntraOptions)[] = [
  'seed',
  'now',
  'appOrigin',
  'basePath',
  'appSetup',
  'serving',
  'fetch',
  'publicUrl',
  'snapshot',
]

const faultOptionNames: (keyof FaultOptions)[] = [
  'times',
  'minutes',
  'aadsts',
  'days',
  'patError',
  'operation',
]

/** Throws SeedError when something in the seed is wrong, with the path of each; RangeError for any other option. */
export async function createLocalEntra(options: LocalEntraOptions = {}): Promise<LocalEntra> {
  refuseUnknownFields(options, optionNames)
  const clock = createClock(options.now ?? Date.now)
  if (!Number.isFinite(clock.now())) throw new RangeError('now: must return milliseconds')
  const { fetch: other } = options
  const app = {
    ...(options.appOrigin ? { appOrigin: options.appOrigin } : {}),
    ...(options.basePath ? { basePath: options.basePath } : {}),
    ...(options.appSetup ? { appSetup: options.appSetup } : {}),
    ...(options.serving ? { serving: options.serving } : {}),
  }
  let seed = options.seed
  const build = async (keys?: Emulator['state']['keys']) =>
    createEmulator({
      now: clock.now,
      ...app,
      ...(seed === undefined ? {} : { directory: await readSeed(seed, clock.now()) }),
      ...(keys ? { keys } : {}),
    })
  let emulator = await build()
  if (options.snapshot) restoreSnapshot(emulator.state, options.snapshot)

  const reached = (url: string | URL) => publicUrlOf(new URL(url), options.publicUrl, emulator.state.tenants)
  const serve = async (given: Request) => {
    const url = new URL(given.url)
    // A server is called by whatever name it has in its network.
    if (!options.serving && !isOwnHost(url, options.publicUrl, emulator.state.tenants)) {
      // By itself: workerd's own wants no other object for `this`.
      if (other) return other(given)
      throw noSuchHost(url)
    }
    const { href } = reached(url)
    const request = href === given.url ? given : new Request(href, given)
    return control(request) ?? emulator.fetch(request)
  }
  const browser = (): EntraBrowser => {
    const { fetch, signIn, approveDevice } = createBrowser(serve)
    const person = (name: string) => personCalled(emulator.state.people, name)
    return {
      fetch,
      async signIn(url, name) {
        checkStart(url, 'sign-in')
        return signIn(reached(url), person(name))
      },
      async approveDevice(url, code, name) {
        checkStart(url, 'device')
        return approveDevice(reached(url), code, person(name))
      },
    }
  }

  const entra: LocalEntra = {
    fetch: async (request, init) =>
      serve(request instanceof Request && !init ? request : new Request(request, init)),
    signIn: (url, person) => browser().signIn(url, person),
    browser,
    async reset(next) {
      const before = seed
      seed = next ?? seed
      clock.reset()
      try {
        emulator = await build(emulator.state.keys)
      } catch (error) {
        seed = before
        throw error
      }
    },
    get tenants() {
      return emulator.state.tenants
    },
    get people() {
      return emulator.state.people.map(knownPerson)
    },
    get apps() {
      const { apps, tenants } = emulator.state
      return apps
        .filter(({ tenantId }) => tenants.some(({ id }) => id === tenantId))
        .map((app) => knownApp(app, clock.now()))
    },
    person: (name) => knownPerson(personCalled(emulator.state.people, name)),
    clock,
    faults: controlFaults(() => emulator),
    get requests() {
      return emulator.requests
    },
    snapshot: () => takeSnapshot(emulator.state),
    forgetRequests: () => emulator.forgetRequests(),
    mint: async (token) => {
      checkTokenRequest(token)
      return mintToken(emulator.state, token, options.publicUrl)
    },
  }
  const control = createControl(entra)
  return entra
}
