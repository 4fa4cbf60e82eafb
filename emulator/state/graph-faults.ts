// What may go wrong with Microsoft Graph on demand.

export const graphFaultSentences = {
  graph_401: 'Graph answers 401: the token is expired',
  graph_401_older: 'Graph answers 401 in the words of 2022',
  graph_claims_challenge: 'Graph answers 401 with a claims challenge (continuous access evaluation)',
  graph_claims_challenge_bare: 'Graph answers 401 with a claims challenge that names no claims',
  graph_403: 'Graph answers 403',
  graph_404: 'Graph answers 404',
  graph_429: 'Graph answers 429 with Retry-After',
  graph_429_empty: 'Graph answers 429 with Retry-After and an empty message',
  graph_429_other_code: 'Graph answers 429 with the code accessDenied',
  graph_503: 'Graph answers 503',
  graph_html: 'Graph answers with a page',
  graph_stall: 'Graph does not answer',
  graph_redirect: 'Graph redirects',
  graph_photo_no_license: 'Graph answers 400 for a photo: the account has no mailbox license',
  graph_policy: 'Graph lets nobody change a profile, by policy',
  graph_on_premises: 'Graph lets nobody change a profile: it is kept up on the premises',
  graph_external_service: 'Graph lets nobody change a profile: it comes from an external service',
} as const
