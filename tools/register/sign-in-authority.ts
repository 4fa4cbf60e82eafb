// Where the operator signs in: the authority out of the flags, and its endpoints out of its metadata.
import * as v from 'valibot'
import {
  type Authority,
  isGuid,
  isLocalhost,
  ownsEndpoint,
  parseAuthority,
  tenantOfIssuer,
} from '../../src/entra/authority.ts'
import { exchange, Unreachable } from './exchange.ts'
import type { Options } from './options.ts'
import { RegisterRefusal } from './refusal.ts'

export type SignInAuthority = {
  authority: Authority
  deviceCodeEndpoint: string
  tokenEndpoint: string
  graphUrl: string
  /** The tenant that was named, by its id; null = that of whoever signs in. */
  tenantId: string | null
}

const PUBLIC_CLOUD = 'https://login.microsoftonline.com'

const Metadata = v.object({
  device_authorization_endpoint: v.string(),
  token_endpoint: v.string(),
  issuer: v.string(),
  msgraph_host: v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9.-]+(?::\d+)?$/i)), 'graph.microsoft.com'),
})

/** The authority that the flags name; people who administer a tenant for customers sign in where all organizations do. */
export function authorityToSignIn({
  authority: given,
  tenant,
}: Pick<Options, 'authority' | 'tenant'>): Authority {
  const named = parseAuthority(given ?? `${PUBLIC_CLOUD}/${tenant ?? 'organizations'}`)
  const origin = named?.origin.endsWith('.ciamlogin.com') ? PUBLIC_CLOUD : named?.origin
  const authority = parseAuthority(`${origin}/${tenant ?? named?.tenant}`)
  if (authority) return authority
  throw new RegisterRefusal('usage', 'There is no such authority.', 'Name one with --tenant or --authority.')
}

/** @throws {RegisterRefusal} when it is not an authority, or cannot be reached */
export async function findSignInAuthority(options: Options): Promise<SignInAuthority> {
  const authority = authorityToSignIn(options)
  const url = `${authority.url}/v2.0/.well-known/openid-configuration`
  const answer = await exchange(url, {}).catch((error: unknown) => {
    if (!(error instanceof Unreachable)) throw error
    throw new RegisterRefusal('graph', `${error.message}.`, `${error.whatToDo} Then run this again.`)
  })
  if (answer.status >= 500 || answer.status === 429) {
    throw new RegisterRefusal(
      'graph',
      `${authority.origin} answers ${answer.status}.`,
      'Run this again later.',
    )
  }
  const metadata = v.safeParse(Metadata, answer.json)
  if (answer.status !== 200 || !metadata.success) {
    throw new RegisterRefusal(
      'sign_in',
      `There is no tenant ${authority.tenant} at ${authority.origin}.`,
      'Check --tenant: it is a GUID, or one of the domains of the tenant.',
    )
  }
  const { device_authorization_endpoint: deviceCodeEndpoint, token_endpoint: tokenEndpoint } = metadata.output
  if (![deviceCodeEndpoint, tokenEndpoint].every((endpoint) => ownsEndpoint(authority, endpoint))) {
    throw new RegisterRefusal(
      'sign_in',
      `The metadata of ${authority.url} names endpoints elsewhere.`,
      'Check --authority.',
    )
  }
  const tenantId = tenantOfIssuer(metadata.output.issuer)
  return {
    authority,
    deviceCodeEndpoint,
    tokenEndpoint,
    graphUrl: options.graphUrl?.replace(/\/$/, '') ?? graphUrlOf(authority, metadata.output.msgraph_host),
    tenantId: isGuid(tenantId) ? tenantId : null,
  }
}

/** Of the clouds that Entra runs in. No token goes anywhere else because a document says so. */
const GRAPH_HOSTS = [
  'graph.microsoft.com',
  'graph.microsoft.us',
  'dod-graph.microsoft.us',
  'microsoftgraph.chinacloudapi.cn',
]

/** The local Entra is its own Graph, over http. */
function graphUrlOf(authority: Authority, graphHost: string): string {
  if (isLocalhost(new URL(authority.origin).hostname)) return authority.origin
  if (GRAPH_HOSTS.includes(graphHost)) return `https://${graphHost}`
  throw new RegisterRefusal(
    'sign_in',
    `The metadata of ${authority.url} names a Microsoft Graph that is not known.`,
    'If it is the right one, name it with --graph-url.',
  )
}
