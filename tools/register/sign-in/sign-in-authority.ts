// The operator's sign-in: takes the authority from the flags and the endpoints from its metadata.
import * as v from 'valibot'
import {
  type Authority,
  isExternalId,
  isGuid,
  isLocalhost,
  type Metadata,
  MetadataError,
  metadataUrl,
  OutboundError,
  ownsEndpoint,
  parseAuthority,
  readMetadataAnswer,
  tenantOfIssuer,
} from '../../../src/entryway/protocol.ts'
import { metadataRefusal } from '../../app-registration/metadata-refusal.ts'
import type { Options } from '../command-line/options.ts'
import { RegisterRefusal } from '../command-line/refusal.ts'
import { type Answer, exchange, Unreachable } from '../graph/json-request.ts'

export type SignInAuthority = {
  authority: Authority
  authorizationEndpoint: string
  deviceCodeEndpoint: string
  tokenEndpoint: string
  graphUrl: string
  /** The ID of the tenant named by a flag; null = the account's own tenant. */
  tenantId: string | null
  /** The given host is an External ID host; every custom sign-in domain is one. */
  forCustomers: boolean
}

const PUBLIC_CLOUD = 'https://login.microsoftonline.com'

/** In addition to what the app needs from the metadata. */
const DeviceCodeEndpoint = v.object({ device_authorization_endpoint: v.string() })

/** The authority from the flags; a customer tenant's administrators sign in at the public cloud's host, like all organizations. */
export function authorityToSignIn({
  authority: given,
  tenant,
}: Pick<Options, 'authority' | 'tenant'>): Authority {
  const named = parseAuthority(given ?? `${PUBLIC_CLOUD}/${tenant ?? 'organizations'}`)
  const origin = named && isExternalId(named) ? PUBLIC_CLOUD : named?.origin
  const authority = parseAuthority(`${origin}/${tenant ?? named?.tenant}`)
  if (authority) return authority
  const asked = [given && `--authority ${given}`, tenant && `--tenant ${tenant}`]
    .filter(Boolean)
    .join(' with ')
  throw new RegisterRefusal(
    'usage',
    `${asked} is not an authority.`,
    'Pass one with --tenant or --authority.',
  )
}

/** @throws {RegisterRefusal} if the authority is invalid or unreachable */
export async function findSignInAuthority(options: Options): Promise<SignInAuthority> {
  const authority = authorityToSignIn(options)
  const answer = await exchange(metadataUrl(authority), {}).catch((error: unknown) => {
    if (!(error instanceof Unreachable)) throw error
    throw new RegisterRefusal('graph', `${error.message}.`, `${error.whatToDo} Then run this again.`)
  })
  const { authorizationEndpoint, tokenEndpoint, issuer, graphOrigin } = judge(authority, answer)
  // The local Entra is also its own Graph, over http.
  const isLocal = isLocalhost(new URL(authority.origin).hostname)
  const read = v.safeParse(DeviceCodeEndpoint, answer.json)
  const deviceCodeEndpoint = read.success ? read.output.device_authorization_endpoint : ''
  if (!ownsEndpoint(authority, deviceCodeEndpoint)) {
    throw notItsOwn(authority, 'metadata has a foreign device_authorization_endpoint, or none')
  }
  const tenantId = tenantOfIssuer(issuer)
  return {
    authority,
    authorizationEndpoint,
    deviceCodeEndpoint,
    tokenEndpoint,
    graphUrl: options.graphUrl?.replace(/\/$/, '') ?? (isLocal ? authority.origin : graphOrigin),
    tenantId: isGuid(tenantId) ? tenantId : null,
    forCustomers: namesExternalId(options),
  }
}

function namesExternalId({ authority }: Options): boolean {
  const named = parseAuthority(authority ?? '')
  return named !== null && isExternalId(named)
}

/** Applies the app's own rules, so that codes and tokens are sent only where those allow. */
function judge(authority: Authority, answer: Answer): Metadata {
  try {
    return readMetadataAnswer(authority, answer)
  } catch (error) {
    if (error instanceof OutboundError) {
      const message = `${authority.origin} returned ${answer.status}.`
      throw new RegisterRefusal('graph', message, 'Run this again in a few minutes.')
    }
    if (!(error instanceof MetadataError)) throw error
    throw new RegisterRefusal('sign_in', ...metadataRefusal(authority, answer, error, FLAGS))
  }
}

const FLAGS = {
  name: '--tenant, --authority, or AUTHORITY in .dev.vars',
  set: (url: string) => `Run this again with --authority ${url}.`,
}

const notItsOwn = ({ url }: Authority, problem: string) =>
  new RegisterRefusal(
    'sign_in',
    `The metadata of ${url} does not belong to it: ${problem}.`,
    'Check --authority. If it is right, a proxy or firewall responds in its place.',
  )
