// The faults of Microsoft Graph.

export const graphFaultSentences = {
  graph_401: 'Graph returns 401: the token has expired',
  graph_401_older: 'Graph returns 401 with the text of 2022',
  graph_claims_challenge: 'Graph returns 401 with a claims challenge (continuous access evaluation)',
  graph_claims_challenge_bare: 'Graph returns 401 with a claims challenge that has no claims',
  graph_403: 'Graph returns 403',
  graph_404: 'Graph returns 404',
  graph_429: 'Graph returns 429 with Retry-After',
  graph_429_empty: 'Graph returns 429 with Retry-After and an empty message',
  graph_429_other_code: 'Graph returns 429 with the code accessDenied',
  graph_503: 'Graph returns 503',
  graph_html: 'Graph returns an HTML page',
  graph_stall: 'Graph does not respond',
  graph_redirect: 'Graph redirects',
  graph_photo_no_license: 'Graph returns 400 for a photo: the account has no mailbox license',
  graph_policy: 'Graph rejects profile changes because of a policy',
  graph_on_premises: 'Graph rejects profile changes: profiles are managed on premises',
  graph_external_service: 'Graph rejects profile changes: profiles come from an external service',
} as const
