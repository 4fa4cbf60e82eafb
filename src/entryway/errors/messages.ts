// Every expected error: one table from its code to the status, the message and what to do next. `{api}` is the API that failed.

export type Action = 'sign_in' | 'choose_account' | 'retry' | 'home' | 'tell_administrator'

export type ErrorMessage = {
  status: 400 | 401 | 403 | 404 | 405 | 413 | 429 | 500 | 502 | 503 | 504
  title: string
  text: string
  actions: Action[]
}

export const MESSAGES = {
  // The callback was not the answer to a sign-in that this browser started.
  attempt_missing: {
    status: 400,
    title: 'This sign-in cannot be finished here',
    text: 'It was started in another browser, was already finished, or your browser did not keep the cookie. Nothing happened to your account.',
    actions: ['home', 'sign_in'],
  },
  attempt_expired: {
    status: 400,
    title: 'The sign-in took too long',
    text: 'A sign-in has to be completed within an hour. Please start again; you will be taken to the page you wanted to open.',
    actions: ['sign_in', 'home'],
  },
  callback_malformed: {
    status: 400,
    title: 'That was not a sign-in answer',
    text: 'The address you came back to is not one that Microsoft sends. Please start again from here.',
    actions: ['sign_in', 'home'],
  },
  issuer_mismatch: {
    status: 400,
    title: 'The answer came from somewhere else',
    text: 'It was not sent by the directory this sign-in was started at, so it was not used.',
    actions: ['sign_in', 'home'],
  },
  token_response_refused: {
    status: 502,
    title: 'Microsoft’s answer could not be used',
    text: 'The answer was not one that this app can trust, so you were not signed in. Trying again usually helps.',
    actions: ['retry', 'home'],
  },
  id_token_refused: {
    status: 502,
    title: 'Your identity could not be confirmed',
    text: 'The proof that came back from Microsoft did not pass the checks, so you were not signed in.',
    actions: ['sign_in', 'tell_administrator'],
  },
  tenant_refused: {
    status: 403,
    title: 'This account is from another organization',
    text: 'The app is not open to accounts of this organization, or of this kind. Choose one that may use it.',
    actions: ['choose_account', 'tell_administrator'],
  },
  // What Entra answered, in the person's words. entra/aadsts.ts says which answer is which.
  cancelled: {
    status: 400,
    title: 'The sign-in was not finished',
    text: 'If you cancelled: Nothing was shared with this app, and nothing has changed. If Microsoft said that the app needs an administrator’s approval: send your administrator the link below, or open it if you are one; then sign in again.',
    actions: ['sign_in', 'home'],
  },
  consent_declined: {
    status: 403,
    title: 'The app was not given permission',
    text: 'You cancelled, or did not agree to what it asks for. Nothing was shared with this app, and nothing has changed.',
    actions: ['sign_in', 'home'],
  },
  consent_needed: {
    status: 403,
    title: 'The app needs your permission',
    text: 'You have not agreed yet to what this page needs. Sign in again to see what it asks for.',
    actions: ['sign_in', 'home'],
  },
  admin_consent_needed: {
    status: 403,
    title: 'An administrator has to approve this app',
    text: 'Only an administrator can grant what it asks for here. Send them the link below, or open it if you are one; then sign in again.',
    actions: ['sign_in', 'tell_administrator'],
  },
  permission_impossible: {
    status: 403,
    title: 'A personal account cannot use this',
    text: 'The app asks for something that only an organization’s administrator can grant, and a personal account has none.',
    actions: ['sign_in', 'home'],
  },
  admin_consent_refused: {
    status: 403,
    title: 'The app was not approved',
    text: 'Nothing was granted, and nothing has changed. The link can be opened again.',
    actions: ['sign_in', 'home'],
  },
  not_assigned: {
    status: 403,
    title: 'You have no access to this app yet',
    text: 'Your organization lets in only people an administrator has assigned to the app.',
    actions: ['tell_administrator', 'choose_account'],
  },
  account_not_in_tenant: {
    status: 403,
    title: 'This account does not belong here',
    text: 'The account you chose is not known in the organization this app belongs to. Choose another one, or ask to be invited as a guest.',
    actions: ['choose_account', 'tell_administrator'],
  },
  account_blocked: {
    status: 403,
    title: 'Microsoft did not let this account in',
    text: 'The account is locked or disabled, or its password has to be changed first.',
    actions: ['choose_account', 'tell_administrator'],
  },
  more_proof_needed: {
    status: 403,
    title: 'Microsoft asks for more proof',
    text: 'Your organization wants another step, such as a code from your phone. Sign in again to complete it.',
    actions: ['sign_in', 'tell_administrator'],
  },
  access_policy: {
    status: 403,
    title: 'A rule of your organization stopped this sign-in',
    text: 'It may ask for a managed device, another network or another place. Your administrator can tell you which rule it was.',
    actions: ['tell_administrator', 'choose_account'],
  },
  sign_in_expired: {
    status: 400,
    title: 'Please sign in again',
    text: 'Your sign-in has ended, or was used already, so Microsoft asks you to sign in once more.',
    actions: ['sign_in', 'home'],
  },
  sign_in_unavailable: {
    status: 503,
    title: 'Sign-in is not available',
    text: 'Something is wrong with how this app is set up. It is not your account; the operator’s log says what to mend.',
    actions: ['tell_administrator', 'home'],
  },
  entra_refused: {
    status: 403,
    title: 'Microsoft refused the sign-in',
    text: 'Try again, or try another account. Your administrator finds the reason in Microsoft’s sign-in log, under the correlation id below.',
    actions: ['sign_in', 'choose_account', 'tell_administrator'],
  },
  entra_unavailable: {
    status: 503,
    title: 'Microsoft could not be reached',
    text: 'The sign-in service did not answer, or asked us to wait. Try again in a moment.',
    actions: ['retry', 'home'],
  },
  // The API that a page calls.
  api_bad_request: {
    status: 502,
    title: '{api} did not understand the request',
    text: 'It answered 400 (bad request). What this app sends it may be wrong.',
    actions: ['tell_administrator', 'home'],
  },
  api_unauthorized: {
    status: 502,
    title: '{api} did not accept your sign-in',
    text: 'It answered 401 (unauthorized). Signing in again often fixes this.',
    actions: ['sign_in', 'home'],
  },
  api_forbidden: {
    status: 403,
    title: '{api} does not allow this',
    text: 'It answered 403 (forbidden): your account, or this app, lacks the permission.',
    actions: ['tell_administrator', 'home'],
  },
  api_not_found: {
    status: 502,
    title: '{api} returned “not found”',
    text: 'It answered 404. The URL this app is set up to call may be wrong.',
    actions: ['tell_administrator', 'home'],
  },
  api_busy: {
    status: 503,
    title: 'Too many requests to {api}',
    text: 'It answered 429 (too many requests). Try again in a moment.',
    actions: ['retry', 'home'],
  },
  api_failed: {
    status: 502,
    title: '{api} failed',
    text: 'It did not give a usable answer. Try again in a moment.',
    actions: ['retry', 'home'],
  },
  api_not_json: {
    status: 502,
    title: '{api} did not answer with JSON',
    text: 'It sent something else than data, or nothing. Try again in a moment.',
    actions: ['retry', 'home'],
  },
  api_timed_out: {
    status: 504,
    title: '{api} took too long',
    text: 'It did not answer in time. Try again in a moment.',
    actions: ['retry', 'home'],
  },
  // This app itself.
  session_missing: {
    status: 401,
    title: 'You are not signed in',
    text: 'Sign in to see this page.',
    actions: ['sign_in', 'home'],
  },
  forbidden: {
    status: 403,
    title: 'Your account may not open this',
    text: 'It has not been given the role that this page needs. A role given just now counts once you sign in again.',
    actions: ['choose_account', 'home'],
  },
  cross_site: {
    status: 403,
    title: 'That request came from another site',
    text: 'To protect you, this app changes something only when you ask for it on its own pages.',
    actions: ['home'],
  },
  wrong_origin: {
    status: 403,
    title: 'This form was sent to the wrong address',
    text: 'The app has one address, and this is another one of its server. Nothing was done. Open the app at its own address and send the form from there.',
    actions: ['home'],
  },
  too_large: {
    status: 413,
    title: 'That was too much at once',
    text: 'What was sent is larger than any form of this app, so nothing was done.',
    actions: ['home'],
  },
  sign_out_incomplete: {
    status: 503,
    title: 'You are signed out in this browser only',
    text: 'The cookie is gone, but the session could not be deleted from the store just now. It ends by itself. To be sure, sign in again and sign out on every device.',
    actions: ['sign_in', 'home'],
  },
  others_not_ended: {
    status: 401,
    title: 'You are signed out in this browser only',
    text: 'Your session here had ended before, so nothing proves whose other devices to sign out. Sign in again, and sign out on every device.',
    actions: ['sign_in', 'home'],
  },
  session_pending: {
    status: 503,
    title: 'One moment',
    text: 'You are signed in, and this part of the network is about to hear of it. The page opens by itself.',
    actions: ['retry', 'home'],
  },
  step_up_needed: {
    status: 401,
    title: 'Please confirm that it is you',
    text: 'This needs a sign-in of the last few minutes. Sign in again to go on.',
    actions: ['sign_in', 'home'],
  },
  too_many_requests: {
    status: 429,
    title: 'Too many requests',
    text: 'Try again in a minute.',
    actions: ['retry', 'home'],
  },
  store_unavailable: {
    status: 503,
    title: 'Your session could not be read',
    text: 'The session store did not answer. You are still signed in; try again in a moment.',
    actions: ['retry', 'home'],
  },
  session_not_stored: {
    status: 503,
    title: 'You could not be signed in',
    text: 'Microsoft confirmed who you are, but the session store did not answer. Try again in a moment.',
    actions: ['retry', 'home'],
  },
  not_found: {
    status: 404,
    title: 'There is no page here',
    text: 'The address may be mistyped, or the page has moved.',
    actions: ['home'],
  },
  method_not_allowed: {
    status: 405,
    title: 'That is not possible here',
    text: 'This address does not take that kind of request.',
    actions: ['home'],
  },
  settings_wrong: {
    status: 503,
    title: 'Almost there',
    text: 'Some settings are not right yet.',
    actions: ['retry'],
  },
  internal: {
    status: 500,
    title: 'Something went wrong here',
    text: 'It is a fault of this app, not of your account. The log has the details.',
    actions: ['retry', 'home'],
  },
} as const satisfies Record<string, ErrorMessage>

export type ErrorCode = keyof typeof MESSAGES
