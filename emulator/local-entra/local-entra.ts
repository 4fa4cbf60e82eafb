// The local Entra in process: no port, no network, in Node and in workerd.

import { publicUrlOf } from '../directory/authority-url.ts'
import type { Tenant } from '../directory/tenants.ts'
import { createEmulator, type Emulator } from '../index.ts'
import type { AppSetup } from '../state/app-setup.ts'
import type { FaultOptions } from '../state/faults.ts'
import type { RecordedRequest } from '../state/request-log.ts'
import type { Serving } from '../state/serving.ts'
import { restoreSnapshot, takeSnapshot } from '../state/snapshot.ts'
import type { Snapshot } from '../state/snapshot-form.ts'
import { createBrowser } from './browser.ts'
import { type Clock, createClock } from './clock.ts'
import { createControl } from './control.ts'
import { mintToken } from './mint.ts'
import { type ActiveFault, type AnyFaultName, activeFaults, findFault, knownFaults } from './named-faults.ts'
import { type KnownPerson, knownPerson, personCalled } from './person.ts'
import { readSeed } from './read-seed.ts'
import type { Seed } from './seed.ts'
import type { TokenRequest } from './token-request.ts'

export type LocalEntraOptions = {
  /** Tenants, people and apps of your own; absent: Contoso, Fabrikam, Fourth Coffee and personal accounts. */
  seed?: Seed
  /** Milliseconds; default: Date.now. */
  now?: () => number
  /** Where the app under test lives; default: http://localhost:8787. */
  appOrigin?: string
  /** What the app there is set up with, for the start page. */
  appSetup?: AppSetup
  /** How it is served; default: in process. */
  serving?: Serving
  /** The URL that it is reached at, whatever host of no service of Microsoft's a request names; default: that host. */
  publicUrl?: string
  /** What another one remembered; a reset forgets it. */
  snapshot?: Snapshot
}

/** Who signs in is named as for `signIn`. */
export type EntraBrowser = {
  /** One request with this browser's cookies; redirects are the caller's. */
  fetch(request: Request): Promise<Response>
  signIn(authorizeUrl: string | URL, person: string): Promise<Request>
  /** Enters the code that a device shows, and lets it in. Throws Error when Entra does not. */
  approveDevice(verificationUri: string | URL, userCode: string, person: string): Promise<void>
}

export type FaultControl = {
  /** Throws RangeError when there is no such fault, or an option makes no sense for it. */
  set(name: AnyFaultName, options?: FaultOptions): void
  /** One, or all of them. */
  clear(name?: AnyFaultName): void
  /** Those that wait for a request. */
  active(): ActiveFault[]
  /** All that there are, by name. */
  known(): { name: string; sentence: string }[]
}

export type LocalEntra = {
  /** Answers for every host of Entra, Graph and Azure DevOps, and for any other host as one that is all of them. */
  fetch(request: Request | string | URL, init?: RequestInit): Promise<Response>
  /**
   * Opens an authorization request and signs somebody in, by user name, its first part, given name or object id; consents
   * where asked.
   * @returns the request that the browser sends to the app's redirect URI. Throws RangeError when nobody is called that,
   * Error when Entra shows a page that has no way on.
   */
  signIn(authorizeUrl: string | URL, person: string): Promise<Request>
  /** A browser that keeps its single sign-on session between sign-ins. */
  browser(): EntraBrowser
  /** As it was at the start, or with another seed; the signing keys stay. Throws SeedError. */
  reset(seed?: Seed): Promise<void>
  readonly tenants: readonly Tenant[]
  readonly people: readonly KnownPerson[]
  /** By user name, its first part, given name or object id. Throws RangeError when nobody is called that, or several. */
  person(name: string): KnownPerson
  clock: Clock
  faults: FaultControl
  /** Oldest first. */
  readonly requests: readonly RecordedRequest[]
  forgetRequests(): void
  /** What this one remembers between starts: the directory and consent. */
  snapshot(): Snapshot
  /** A token as a sign-in would have given it. Throws RangeError when there is no such app, person or API. */
  mint(token: TokenRequest): Promise<string>
}

/** Sets, clears and lists the faults of the emulator that is current. */
function controlFaults(current: () => Emulator): FaultControl {
  const known = (name: string) => {
    const fault = findFault(name)
    if (!fault) throw new RangeError(`there is no fault ${name}`)
    return fault
  }
  return {
    set(name, options = {}) {
      const { fault, aadsts } = known(name)
      current().setFault(fault, aadsts === undefined ? options : { ...options, aadsts })
    },
    clear(name) {
      if (name === undefined) current().clearFaults()
      else current().state.faults.delete(known(name).fault)
    },
    active: () => activeFaults(current().state.faults),
    known: knownFaults,
  }
}

/** Throws SeedError when something in the seed is wrong, with the path of each. */
export async function createLocalEntra(options: LocalEntraOptions = {}): Promise<LocalEntra> {
  const clock = createClock(options.now ?? Date.now)
  const app = {
    ...(options.appOrigin ? { appOrigin: options.appOrigin } : {}),
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
  const serve = (given: Request) => {
    const { href } = reached(given.url)
    const request = href === given.url ? given : new Request(href, given)
    return control(request) ?? emulator.fetch(request)
  }
  const browser = (): EntraBrowser => {
    const { fetch, signIn, approveDevice } = createBrowser(serve)
    const person = (name: string) => personCalled(emulator.state.people, name)
    return {
      fetch,
      signIn: async (url, name) => signIn(reached(url), person(name)),
      approveDevice: async (url, code, name) => approveDevice(reached(url), code, person(name)),
    }
  }

  const entra: LocalEntra = {
    fetch: (request, init) =>
      Promise.resolve(serve(request instanceof Request && !init ? request : new Request(request, init))),
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
    person: (name) => knownPerson(personCalled(emulator.state.people, name)),
    clock,
    faults: controlFaults(() => emulator),
    get requests() {
      return emulator.requests
    },
    snapshot: () => takeSnapshot(emulator.state),
    forgetRequests: () => emulator.forgetRequests(),
    mint: (token) => mintToken(emulator.state, token),
  }
  const control = createControl(entra)
  return entra
}
