// Authentication contexts: `acrs` values in a claims request, which require a second factor.

/** The values requested for each kind of token. */
export type AuthenticationContexts = { idToken: string[]; accessToken: string[] }

export const noContexts: AuthenticationContexts = { idToken: [], accessToken: [] }

export const asksForMore = ({ idToken, accessToken }: AuthenticationContexts) =>
  idToken.length + accessToken.length > 0
