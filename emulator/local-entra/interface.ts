// What the local Entra is to whoever runs it.
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
  /** Where requests to any other host go; absent: they fail, as without a network. In process only. */
  fetch?: (request: Request) => Promise<Response>
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
  /**
   * Answers for every host of Entra, External ID, Graph and Azure DevOps, for the tenants' own, and for localhost and the
   * public URL as one that is all of them. In process, a request to any other host rejects with TypeError.
   */
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
  /** Every tenant's, with their secrets and redirect URIs. */
  readonly apps: readonly KnownApp[]
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
