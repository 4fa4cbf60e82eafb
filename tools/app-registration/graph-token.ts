// GRAPH_TOKEN from the environment: an access token for Microsoft Graph, or bad output from the script that should get one.

/** The problem, as a sentence; null = it may be a token. */
export function graphTokenProblem(token: string): string | null {
  if (token.trim() === '') return 'GRAPH_TOKEN is empty.'
  return /^[\x21-\x7e]+$/.test(token)
    ? null
    : 'GRAPH_TOKEN is not a token: it contains spaces or line breaks.'
}
