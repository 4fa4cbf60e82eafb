// Which hosts the local Entra answers for in process, where it stands in for the whole network.
import { absentApiCalled } from '../directory/absent-apis.ts'
import { isUnderOwnName } from '../directory/authority-url.ts'
import { microsoftApiCalled } from '../directory/microsoft-apis.ts'
import type { Tenant } from '../directory/tenants.ts'

const LOOPBACK = /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

export const isOwnHost = (url: URL, publicUrl: string | undefined, tenants: readonly Tenant[]) =>
  isUnderOwnName(url, tenants) ||
  LOOPBACK.test(url.hostname) ||
  (publicUrl !== undefined && new URL(publicUrl).host === url.host)

/** Like `fetch` for an unknown host. */
export function noSuchHost({ origin, host }: URL): TypeError {
  const api = microsoftApiCalled(origin)?.displayName ?? absentApiCalled(origin)
  const what = api === null ? 'is no host of the local Entra' : `(${api}) is not in this emulator`
  return new TypeError(`fetch failed: ${host} ${what}; createLocalEntra({ fetch }) sends it on`)
}

/** The paths where each kind of sign-in starts. */
const starts = {
  'sign-in': /^\/[^/]+(\/oauth2\/v2\.0\/authorize|(\/v2\.0)?\/adminconsent)$/i,
  device: /^\/device$|^\/[^/]+\/oauth2\/deviceauth$/i,
}
const startNames = {
  'sign-in': 'an authorization or admin consent URL',
  device: 'the verification URL of a device sign-in',
}

/** Throws RangeError unless this kind of sign-in starts at the URL. */
export function checkStart(url: string | URL, kind: keyof typeof starts): void {
  const { protocol, pathname } = new URL(url)
  if (/^https?:$/.test(protocol) && starts[kind].test(pathname)) return
  throw new RangeError(`url: ${url} is not ${startNames[kind]}`)
}

/** Throws RangeError unless the host is Microsoft’s, a tenant’s, this machine’s, or the one that the request `by` was sent to. */
export function checkHost(given: string, by: string, tenants: readonly Tenant[]): void {
  const url = new URL(given)
  if (isOwnHost(url, by, tenants)) return
  throw new RangeError(
    `url: ${given} is not at a host of the local Entra. If it is served there, send this request to that host`,
  )
}
