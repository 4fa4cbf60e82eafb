// Authentication contexts: the `acrs` that a claims request asks for, which cost the person another factor.

/** What was asked for in each kind of token. */
export type AuthenticationContexts = { idToken: string[]; accessToken: string[] }

export const noContexts: AuthenticationContexts = { idToken: [], accessToken: [] }

export const asksForMore = ({ idToken, accessToken }: AuthenticationContexts) =>
  idToken.length + accessToken.length > 0
