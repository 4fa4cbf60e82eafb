// The public interface of the local Entra.
import type { Tenant } from '../directory/tenants.ts'
import type { AppSetup } from '../state/app-setup.ts'
import type { FaultOptions } from '../state/fault-names.ts'
import type { RecordedRequest } from '../state/request-log.ts'
import type { Serving } from '../state/serving.ts'
import type { Snapshot } from '../state/snapshot-form.ts'
import type { Clock } from './clock.ts'
import type { KnownApp } from './known-app.ts'
import type { ActiveFault, AnyFaultName } from './named-faults.ts'
import type { KnownPerson } from './person.ts'
import type { Seed } from './seed.ts'
import type { TokenRequest } from './token-request.ts'

export type LocalEntraOptions = {
  /** Your own tenants, people, and apps. Default: Contoso, Fabrikam, Fourth Coffee, and personal accounts. */
  seed?: Seed
  /** Milliseconds; default: Date.now. */
  now?: () => number
  /** Where the app under test runs. Default: http://localhost:8787. */
  appOrigin?: string
  /** The `basePath` that the sample apps pass to `entryway()`, such as `/auth`. Default: none. */
  basePath?: string
  /** The app's settings, to show on the start page. */
  appSetup?: AppSetup
  /** How it is served. Default: in process. */
  serving?: Serving
  /** Answers requests to any other host. Default: they fail, as without a network. In process only. */
  fetch?: (request: Request) => Promise<Response>
  /** The URL that browsers and apps use, except for Microsoft's own hosts. Default: the host of each request. */
  publicUrl?: string
  /** From another instance's `snapshot()`. A reset discards it. */
  snapshot?: Snapshot
}

/** `person` is as for `signIn`. */
export type EntraBrowser = {
  /** Sends one request with this browser's cookies, without following redirects. */
  fetch(request: Request): Promise<Response>
  signIn(authorizeUrl: string | URL, person: string): Promise<Request>
  /** Enters a device code and approves the device. Throws Error if Entra refuses. */
  approveDevice(verificationUri: string | URL, userCode: string, person: string): Promise<void>
}

export type FaultControl = {
  /** Throws RangeError if there is no such fault, or an option does not apply to it. */
  set(name: AnyFaultName, options?: FaultOptions): void
  /** Without a name, clears all. */
  clear(name?: AnyFaultName): void
  /** Faults that have not been used up. */
  active(): ActiveFault[]
  known(): { name: string; sentence: string }[]
}

export type LocalEntra = {
  /**
   * Answers for every host of Entra, External ID, Graph, and Azure DevOps, and for the tenants' own hosts. localhost and
   * the public URL serve all of them. In process, a request to any other host rejects with TypeError.
   */
  fetch(request: Request | string | URL, init?: RequestInit): Promise<Response>
  /**
   * Opens an authorization URL, signs a person in, and consents if asked. `person` is a user name, its first part, a
   * given name, or an object ID.
   * @returns the request that the browser sends to the app's redirect URI. Throws RangeError if there is no such person,
   * Error if Entra shows an error.
   */
  signIn(authorizeUrl: string | URL, person: string): Promise<Request>
  /** A browser that keeps its single sign-on session between sign-ins. */
  browser(): EntraBrowser
  /** Starts again with the same or another seed. The signing keys stay. Throws SeedError. */
  reset(seed?: Seed): Promise<void>
  readonly tenants: readonly Tenant[]
  readonly people: readonly KnownPerson[]
  /** Every tenant's, with their secrets and redirect URIs. */
  readonly apps: readonly KnownApp[]
  /** Finds a person as `signIn` does. Throws RangeError if there is none, or several. */
  person(name: string): KnownPerson
  clock: Clock
  faults: FaultControl
  /** Oldest first. */
  readonly requests: readonly RecordedRequest[]
  forgetRequests(): void
  /** The directory and consent, to be kept between runs. */
  snapshot(): Snapshot
  /** A token as a sign-in would issue it. Throws RangeError if there is no such app, person, or API. */
  mint(token: TokenRequest): Promise<string>
}
