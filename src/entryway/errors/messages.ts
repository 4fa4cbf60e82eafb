// Every expected error: one table from its code to the status, the message and what to do next. `{api}` is the API that failed.

export type Action = 'sign_in' | 'choose_account' | 'retry' | 'back' | 'home' | 'tell_administrator'

export type ErrorMessage = {
  status: 400 | 401 | 403 | 404 | 405 | 413 | 429 | 500 | 502 | 503 | 504
  title: string
  text: string
  actions: Action[]
}

export const MESSAGES = {
  // The callback does not belong to a sign-in that this browser started.
  attempt_missing: {
    status: 400,
    title: 'This sign-in can’t be completed here',
    text: 'It was started in another browser, it was already completed, or your browser didn’t keep the cookie. Nothing has changed in your account.',
    actions: ['home', 'sign_in'],
  },
  attempt_expired: {
    status: 400,
    title: 'The sign-in took too long',
    text: 'Complete the sign-in within an hour. Sign in again, and you’ll return to the page you were opening.',
    actions: ['sign_in', 'home'],
  },
  callback_malformed: {
    status: 400,
    title: 'Invalid sign-in response',
    text: 'The URL you returned to isn’t one that Microsoft sends. Sign in again from here.',
    actions: ['sign_in', 'home'],
  },
  issuer_mismatch: {
    status: 400,
    title: 'The response came from somewhere else',
    text: 'It wasn’t sent by the directory where this sign-in started, so it wasn’t used.',
    actions: ['sign_in', 'home'],
  },
  token_response_refused: {
    status: 502,
    title: 'Microsoft’s response couldn’t be used',
    text: 'This app couldn’t trust the response, so you aren’t signed in. Trying again usually helps.',
    actions: ['retry', 'home'],
  },
  id_token_refused: {
    status: 502,
    title: 'Your identity couldn’t be verified',
    text: 'The token from Microsoft didn’t pass this app’s checks, so you aren’t signed in.',
    actions: ['sign_in', 'tell_administrator'],
  },
  tenant_refused: {
    status: 403,
    title: 'This account is from another organization',
    text: 'This app doesn’t accept accounts from this organization, or this type of account. Choose a different account.',
    actions: ['choose_account', 'tell_administrator'],
  },
  // Entra's errors, in words for the user. entra/aadsts.ts maps numbers to them.
  canceled: {
    status: 400,
    title: 'The sign-in wasn’t completed',
    text: 'If you canceled, nothing was shared with this app, and nothing has changed. If Microsoft said that the app needs an administrator’s approval, send your administrator the link below, or open it if you are one. Then try again.',
    actions: ['sign_in', 'home'],
  },
  consent_declined: {
    status: 403,
    title: 'You didn’t give the app permission',
    text: 'You canceled, or declined the permissions that the app asked for. Nothing was shared with this app, and nothing has changed.',
    actions: ['sign_in', 'home'],
  },
  consent_needed: {
    status: 403,
    title: 'The app needs your permission',
    text: 'You haven’t consented yet to what this page needs. Sign in again to review the permissions.',
    actions: ['sign_in', 'home'],
  },
  admin_consent_needed: {
    status: 403,
    title: 'An administrator must approve this app',
    text: 'Only an administrator can grant the permissions it asks for. Send them the link below, or open it if you are one. Then sign in again.',
    actions: ['sign_in', 'tell_administrator'],
  },
  permission_impossible: {
    status: 403,
    title: 'Personal accounts can’t use this',
    text: 'The app asks for a permission that only an organization’s administrator can grant. Personal accounts have no administrator.',
    actions: ['sign_in', 'home'],
  },
  admin_consent_refused: {
    status: 403,
    title: 'The app wasn’t approved',
    text: 'Nothing was granted, and nothing has changed. You can open the link again.',
    actions: ['sign_in', 'home'],
  },
  not_assigned: {
    status: 403,
    title: 'You don’t have access to this app yet',
    text: 'Only people that an administrator has assigned to the app can use it.',
    actions: ['tell_administrator', 'choose_account'],
  },
  account_not_in_tenant: {
    status: 403,
    title: 'This account can’t be used with this app',
    text: 'The account doesn’t exist in this app’s organization. Choose a different account, or ask to be invited as a guest.',
    actions: ['choose_account', 'tell_administrator'],
  },
  account_blocked: {
    status: 403,
    title: 'Microsoft blocked this account',
    text: 'The account is locked or disabled, or its password must be changed first.',
    actions: ['choose_account', 'tell_administrator'],
  },
  more_proof_needed: {
    status: 403,
    title: 'Additional verification required',
    text: 'Your organization requires another step, such as a code from your phone. Sign in again to complete it.',
    actions: ['sign_in', 'tell_administrator'],
  },
  access_policy: {
    status: 403,
    title: 'Your organization’s access policy blocked this sign-in',
    text: 'It may require a managed device, or a different network or location. Your administrator can tell you which policy it was.',
    actions: ['tell_administrator', 'choose_account'],
  },
  sign_in_expired: {
    status: 400,
    title: 'Please sign in again',
    text: 'Your sign-in has expired or was already used.',
    actions: ['sign_in', 'home'],
  },
  sign_in_unavailable: {
    status: 503,
    title: 'Sign-in is not available',
    text: 'There’s a problem with how this app is set up, not with your account. The app’s log has the details.',
    actions: ['tell_administrator', 'home'],
  },
  entra_refused: {
    status: 403,
    title: 'Microsoft rejected the sign-in',
    text: 'Try again, or choose a different account. Your administrator can look up the reason in Microsoft’s sign-in log with the correlation ID below.',
    actions: ['sign_in', 'choose_account', 'tell_administrator'],
  },
  entra_unavailable: {
    status: 503,
    title: 'Microsoft couldn’t be reached',
    text: 'The sign-in service didn’t respond, or is busy. Try again in a moment.',
    actions: ['retry', 'home'],
  },
  // The API that a page calls.
  api_bad_request: {
    status: 502,
    title: '{api} couldn’t understand the request',
    text: 'It returned 400 (bad request). This app may be sending something wrong.',
    actions: ['tell_administrator', 'home'],
  },
  api_unauthorized: {
    status: 502,
    title: '{api} didn’t accept your sign-in',
    text: 'It returned 401 (unauthorized). Signing in again often fixes this.',
    actions: ['sign_in', 'home'],
  },
  api_forbidden: {
    status: 403,
    title: '{api} doesn’t allow this',
    text: 'It returned 403 (forbidden). Your account or this app lacks the required permission.',
    actions: ['tell_administrator', 'home'],
  },
  api_not_found: {
    status: 502,
    title: '{api} returned “not found”',
    text: 'The URL that this app is set up to call may be wrong.',
    actions: ['tell_administrator', 'home'],
  },
  api_busy: {
    status: 503,
    title: 'Too many requests to {api}',
    text: 'It returned 429 (too many requests). Try again in a moment.',
    actions: ['retry', 'home'],
  },
  api_failed: {
    status: 502,
    title: '{api} failed',
    text: 'It didn’t return a usable response. Try again in a moment.',
    actions: ['retry', 'home'],
  },
  api_not_json: {
    status: 502,
    title: '{api} didn’t return JSON',
    text: 'The response was empty or in another format. Try again in a moment.',
    actions: ['retry', 'home'],
  },
  api_timed_out: {
    status: 504,
    title: '{api} took too long',
    text: 'It didn’t respond in time. Try again in a moment.',
    actions: ['retry', 'home'],
  },
  // This app itself.
  session_missing: {
    status: 401,
    title: 'You aren’t signed in',
    text: 'Sign in to see this page.',
    actions: ['sign_in', 'home'],
  },
  forbidden: {
    status: 403,
    title: 'You don’t have access to this page',
    text: 'Your account lacks the required role. If you were given the role just now, sign in again.',
    actions: ['choose_account', 'home'],
  },
  cross_site: {
    status: 403,
    title: 'That request came from another site',
    text: 'To protect you, this app accepts changes from its own pages only. Nothing was changed.',
    actions: ['home'],
  },
  wrong_origin: {
    status: 403,
    title: 'This request was sent to the wrong URL',
    text: 'The app has a different URL. Nothing was saved. Open the app at its own URL, and try again there.',
    actions: ['home'],
  },
  too_large: {
    status: 413,
    title: 'The request is too large',
    text: 'Nothing was saved, because the request is larger than this app accepts.',
    actions: ['home'],
  },
  sign_out_incomplete: {
    status: 503,
    title: 'You’re signed out in this browser only',
    text: 'The cookie was deleted, but the session store couldn’t be reached. The session will expire by itself. To be sure, sign in again, and sign out on every device.',
    actions: ['sign_in', 'home'],
  },
  others_not_ended: {
    status: 401,
    title: 'You’re signed out in this browser only',
    text: 'Your session had already expired, so this app doesn’t know which other devices to sign out. Sign in again, and then sign out on every device.',
    actions: ['sign_in', 'home'],
  },
  session_pending: {
    status: 503,
    title: 'One moment',
    text: 'You’re signed in, and your session will be available in a moment. The page opens automatically.',
    actions: ['retry', 'home'],
  },
  step_up_needed: {
    status: 401,
    title: 'Confirm that it’s you',
    text: 'This page requires a recent sign-in. Sign in again to continue.',
    actions: ['sign_in', 'home'],
  },
  step_up_refused: {
    status: 502,
    title: 'Your sign-in couldn’t be confirmed',
    text: 'Microsoft’s response doesn’t show that you have just signed in, so nothing was changed. If you were signed in, you’re still signed in.',
    actions: ['sign_in', 'home', 'tell_administrator'],
  },
  too_many_requests: {
    status: 429,
    title: 'Too many requests',
    text: 'Try again in a minute.',
    actions: ['retry', 'home'],
  },
  store_unavailable: {
    status: 503,
    title: 'Your session couldn’t be loaded',
    text: 'The session store didn’t respond. You’re still signed in. Try again in a moment.',
    actions: ['retry', 'home'],
  },
  session_not_stored: {
    status: 503,
    title: 'We couldn’t sign you in',
    text: 'Microsoft confirmed who you are, but the session store didn’t respond. Try again in a moment.',
    actions: ['retry', 'home'],
  },
  not_found: {
    status: 404,
    title: 'Page not found',
    text: 'The URL may be mistyped, or the page may have moved.',
    actions: ['home'],
  },
  method_not_allowed: {
    status: 405,
    title: 'Method not allowed',
    text: 'This page doesn’t accept this type of request.',
    actions: ['home'],
  },
  settings_wrong: {
    status: 503,
    title: 'Almost there',
    text: 'Some settings are missing or invalid.',
    actions: ['retry'],
  },
  internal: {
    status: 500,
    title: 'Something went wrong',
    text: 'The problem is in this app, not with your account. The app’s log has the details.',
    actions: ['retry', 'home'],
  },
} as const satisfies Record<string, ErrorMessage>

export type ErrorCode = keyof typeof MESSAGES
