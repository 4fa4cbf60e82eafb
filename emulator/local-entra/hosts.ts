// Whose requests the local Entra answers in process, where it stands in for the whole network.
import { absentApiCalled } from '../directory/absent-apis.ts'
import { isUnderOwnName } from '../directory/authority-url.ts'
import { microsoftApiCalled } from '../directory/microsoft-apis.ts'
import type { Tenant } from '../directory/tenants.ts'

const LOOPBACK = /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

export const isOwnHost = (url: URL, publicUrl: string | undefined, tenants: readonly Tenant[]) =>
  isUnderOwnName(url, tenants) ||
  LOOPBACK.test(url.hostname) ||
  (publicUrl !== undefined && new URL(publicUrl).host === url.host)

/** As a network without this host has it: `fetch` rejects with TypeError. */
export function noSuchHost({ origin, host }: URL): TypeError {
  const api = microsoftApiCalled(origin)?.displayName ?? absentApiCalled(origin)
  const what = api === null ? 'is no host of the local Entra' : `(${api}) is not in this emulator`
  return new TypeError(`fetch failed: ${host} ${what}; createLocalEntra({ fetch }) sends it on`)
}
