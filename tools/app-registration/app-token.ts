// The client credentials grant (RFC 6749 section 4.4): tests a credential without a user.
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

/** The local Entra's Graph uses the real one's name. */
const graphScope = ({ graphOrigin }: Metadata) =>
  `${graphOrigin.startsWith('https:') ? graphOrigin : 'https://graph.microsoft.com'}/.default`

/** The app's home authority; null = it must be given. */
export function homeOf(authority: Authority, homeTenant: string | null): Authority | null {
  if (!isManyTenants(authority.tenant)) return authority
  return homeTenant === null ? null : parseAuthority(`${authority.origin}/${homeTenant}`)
}

/**
 * An app-only token for Graph; it carries only granted permissions.
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
