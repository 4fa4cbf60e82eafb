export type TokenRequest = {
  /** Client ID or display name of the app that requests the token. */
  app: string
  /** Who signed in. Without it, the token is the app's own, as with client credentials. */
  person?: string
  /** Default: `access`, for the API that `scope` names. */
  kind?: 'id' | 'access'
  /** As in a request. Default: `openid profile` and Graph. For an app's own token, one API's `.default`. */
  scope?: string
  nonce?: string
  /** App roles, for an app's own token only. Default: those granted to it. */
  roles?: string[]
  /** Seconds from now; negative for an expired token. Default: 3600. */
  expiresIn?: number
  /** Override the token's claims; null removes one. */
  claims?: Record<string, unknown>
  /**
   * The authority's origin, for the issuer of version 2.0 tokens. Default: the public URL, or
   * https://login.microsoftonline.com; over HTTP, the origin of the request.
   */
  origin?: string
}
