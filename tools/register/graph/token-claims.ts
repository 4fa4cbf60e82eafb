// Reads an access token's claims for messages only: Graph verifies it, and a personal account's token is not a JWT.

export function claimsInToken(accessToken: string): Record<string, unknown> {
  try {
    const payload: unknown = JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString())
    return typeof payload === 'object' && payload !== null ? { ...payload } : {}
  } catch {
    return {}
  }
}

/** An app's own token has no `scp`. Source: Microsoft identity platform, "Access token claims reference". */
export function isAppOnly(accessToken: string): boolean {
  const { idtyp, scp, roles } = claimsInToken(accessToken)
  return idtyp === 'app' || (scp === undefined && Array.isArray(roles))
}

/** Its permissions (a user's `scp`, an app's `roles`); null = it doesn't tell. */
export function permissionsIn(accessToken: string): string[] | null {
  const { scp, roles } = claimsInToken(accessToken)
  if (typeof scp === 'string') return scp.split(' ').filter(Boolean)
  if (Array.isArray(roles)) return roles.map(String)
  return isAppOnly(accessToken) ? [] : null
}
