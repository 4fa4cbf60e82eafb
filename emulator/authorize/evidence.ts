// The evidence for the authorization endpoint, its pages, and sign-out.
import type { Evidence } from '../evidence/evidence.ts'

const learn = 'https://learn.microsoft.com/entra/identity-platform/'

export const authorizeEvidence: readonly Evidence[] = [
  {
    behavior: 'The response has code, client_info if requested, state and session_state, in this order.',
    samples: ['redirects#success-work', 'redirects#success-client-info', 'sign-out#session-state'],
  },
  {
    behavior:
      'Cancel and the return from “Need admin approval” send the same redirect, with access_denied, cancel and state only.',
    samples: ['redirects#cancel', 'redirects#need-admin-approval'],
    notSeen: 'what a customer’s Cancel at External ID sends',
  },
  {
    behavior:
      'A personal account that cancels or declines sends access_denied with a fixed sentence and no number.',
    samples: ['redirects#personal-no'],
  },
  {
    behavior: 'A work account that declines consent sends consent_required with AADSTS65004.',
    samples: ['redirects#declined-consent'],
    notSeen: 'whether this is still so, and what follows the description',
  },
  {
    behavior:
      'An error has error, error_description, error_uri and state. The parts of the description are separated by CR LF, with lowercase escapes.',
    samples: [
      'redirects#invalid-request-cr-lf',
      'redirects#prompt-none-login-required',
      'redirects#registration-error',
    ],
    notSeen: 'a redirect with a complete description after 2023',
  },
  {
    behavior:
      'prompt=none fails without a session, with more than one, and if consent or a second factor is missing.',
    samples: [
      'redirects#prompt-none-login-required',
      'redirects#prompt-none-interaction-required',
      'redirects#prompt-none-consent-required',
    ],
    notSeen: 'which numbers a redirect has for the last two',
  },
  {
    behavior: 'A temporary error is reported by redirect, without error_uri.',
    samples: ['redirects#transient'],
  },
  {
    behavior: 'An administrator’s approval returns admin_consent=True, tenant, scope and state.',
    samples: ['redirects#admin-consent-granted'],
    sources: [`${learn}v2-admin-consent`],
  },
  {
    behavior: 'Without /v2.0, the approval covers the registration’s permissions, and returns no scope.',
    samples: ['redirects#admin-consent-granted-without-state'],
    sources: [`${learn}v2-admin-consent`],
  },
  {
    behavior:
      'An administrator’s approval also grants application permissions: without /v2.0 all of the registration’s, with it those of an API’s .default.',
    sources: [`${learn}v2-oauth2-client-creds-grant-flow`, `${learn}v2-admin-consent`],
    notSeen: 'whether scope lists them in the response; here it does not',
  },
  {
    behavior:
      'An administrator’s Cancel, and every other failure, returns an error together with admin_consent=True.',
    samples: [
      'redirects#admin-consent-cancelled',
      'redirects#admin-consent-foreign-account',
      'redirects#admin-consent-bad-request',
      'redirects#admin-consent-refused',
    ],
  },
  {
    behavior:
      'For a user who is not an administrator, returning from the approval page is the same as Cancel.',
    samples: ['redirects#admin-consent-cancelled-2019'],
  },
  {
    behavior:
      'The port of http://localhost and http://127.0.0.1 redirect URIs is ignored. Everything else is compared exactly.',
    sources: [`${learn}reply-url`],
  },
  {
    behavior:
      'Over https, the session’s cookie is SameSite=None and Secure, so that prompt=none works in a frame.',
    sources: [`${learn}reference-third-party-cookies-spas`],
  },
  {
    behavior:
      'The front channel gets the sid and no iss. A personal account has no sid, so it is not called for one.',
    samples: [
      'sign-out#front-channel',
      'sign-out#front-channel-without-cookies',
      'sign-out#personal-accounts-have-no-sid',
    ],
    notSeen: 'what the front channel gets for a personal account',
  },
  {
    behavior:
      'Sign-out returns only if the request has a registered URL and the browser has a session. For a personal account, a front-channel URL must be registered too.',
    samples: ['sign-out#rules-of-return', 'sign-out#return-plain', 'redirects#signed-out'],
  },
  {
    behavior: 'Sign-out returns state, and lc=1033 for a personal account.',
    samples: [
      'redirects#signed-out-with-state',
      'redirects#signed-out-personal-lc',
      'redirects#signed-out-with-state-and-lc',
      'sign-out#return-state',
      'sign-out#return-lc',
    ],
    notSeen: 'whether v2.0 does either',
  },
  {
    behavior:
      'Without logout_hint, sign-out asks which account. The URL without /v2.0 does not ask if there is only one.',
    samples: ['sign-out#picker', 'sign-out#request'],
  },
  {
    behavior: 'The sid looks like a GUID and begins with 00, but is not an RFC 4122 GUID.',
    samples: ['sign-out#form-of-sid'],
  },
  {
    behavior:
      'With prompt=none and sid, that session is used even if other accounts are signed in. If it does not exist, the request fails.',
    sources: [`${learn}reference-error-codes`, `${learn}v2-oauth2-implicit-grant-flow`],
    notSeen: 'the OAuth error of AADSTS160021',
  },
  {
    behavior: 'domain_hint offers only accounts of that type or organization.',
    sources: [`${learn}v2-oauth2-auth-code-flow`],
  },
  {
    behavior: 'id_token_hint, ui_locales and acr_values change nothing.',
    notSeen: 'whether Entra does anything with them',
  },
]
