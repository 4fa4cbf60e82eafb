// Which token is wanted.

export type TokenRequest = {
  /** Client id or display name of the app that the token is for, or that asks for it. */
  app: string
  /** Who signed in; absent: the app speaks for itself, as with client credentials. */
  person?: string
  /** `id` is for the app itself, `access` for the API of the scope. Default: `access`. */
  kind?: 'id' | 'access'
  /** As in a request; default: `openid profile` and Graph. An app that speaks for itself names one API, as `…/.default`. */
  scope?: string
  nonce?: string
  /** App roles of an app that speaks for itself; default: those it is granted. */
  roles?: string[]
  /** Seconds from now; negative: expired. Default: 3600. */
  expiresIn?: number
  /** Set over those that the token would have; null takes one away. */
  claims?: Record<string, unknown>
  /**
   * Where the authority is, which names the issuer of tokens of version 2.0. Default: the public URL, or
   * https://login.microsoftonline.com; by HTTP, where the request was sent to.
   */
  origin?: string
}
