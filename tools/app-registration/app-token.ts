// The client credentials grant (RFC 6749 section 4.4): what a credential is worth, without a person.
import {
  type Authority,
  type Credential,
  credentialFields,
  fetchText,
  type Metadata,
  parseAuthority,
  readTokenAnswer,
} from '../../src/entryway/protocol.ts'
import { isManyTenants } from './tenant.ts'

/** The local Entra's Graph goes by the name of the real one. */
const graphScope = ({ graphOrigin }: Metadata) =>
  `${graphOrigin.startsWith('https:') ? graphOrigin : 'https://graph.microsoft.com'}/.default`

/** The authority that the app is registered at; null = it has to be said which. */
export function homeOf(authority: Authority, homeTenant: string | null): Authority | null {
  if (!isManyTenants(authority.tenant)) return authority
  return homeTenant === null ? null : parseAuthority(`${authority.origin}/${homeTenant}`)
}

/**
 * A token for Graph of the app's own; it carries no permission that nobody has granted.
 * @param now milliseconds
 * @throws {EntraTokenError} {TokenResponseError} {OutboundError} as the provider does
 */
export async function requestAppToken(
  credential: Credential,
  clientId: string,
  metadata: Metadata,
  now: number,
): Promise<string> {
  const proof = await credentialFields(credential, clientId, metadata.tokenEndpoint, now)
  const answer = await fetchText(metadata.tokenEndpoint, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope: graphScope(metadata),
      ...proof,
    }).toString(),
  })
  return readTokenAnswer(answer.status, answer.text).accessToken()
}
