// GRAPH_TOKEN in the environment: an access token for Microsoft Graph, or a mistake of the script that was to get one.

/** As a sentence; null = it may be a token. */
export function graphTokenProblem(token: string): string | null {
  if (token.trim() === '') return 'GRAPH_TOKEN is empty.'
  return /^[\x21-\x7e]+$/.test(token)
    ? null
    : 'GRAPH_TOKEN is not a token: it contains spaces or line breaks.'
}
