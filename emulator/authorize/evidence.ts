// What the authorization endpoint, its pages and sign-out rest on.
import type { Evidence } from '../evidence/evidence.ts'

const learn = 'https://learn.microsoft.com/entra/identity-platform/'

export const authorizeEvidence: readonly Evidence[] = [
  {
    behavior: 'The answer has code, client_info when asked for, state and session_state, in this order.',
    samples: ['redirects#success-work', 'redirects#success-client-info', 'sign-out#session-state'],
  },
  {
    behavior:
      'Cancel and the way back from “Need admin approval” are the same redirect: access_denied, cancel and state, nothing else.',
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
    notSeen: 'whether it is so today, and what stands after the description',
  },
  {
    behavior:
      'A refusal has error, error_description, error_uri and state; the parts of the description are separated by CR LF, and escapes are lower case.',
    samples: [
      'redirects#invalid-request-cr-lf',
      'redirects#prompt-none-login-required',
      'redirects#registration-error',
    ],
    notSeen: 'a redirect with a whole description after 2023',
  },
  {
    behavior:
      'prompt=none without a session, with more than one, without consent or a second factor is refused.',
    samples: [
      'redirects#prompt-none-login-required',
      'redirects#prompt-none-interaction-required',
      'redirects#prompt-none-consent-required',
    ],
    notSeen: 'the numbers of the last two by redirect',
  },
  {
    behavior: 'A fault that passes is told by redirect, without error_uri.',
    samples: ['redirects#transient'],
  },
  {
    behavior: 'An administrator’s approval comes back with admin_consent=True, tenant, scope and state.',
    samples: ['redirects#admin-consent-granted'],
    sources: [`${learn}v2-admin-consent`],
  },
  {
    behavior:
      'Without /v2.0 the approval is for the permissions of the registration, and comes back without scope.',
    samples: ['redirects#admin-consent-granted-without-state'],
    sources: [`${learn}v2-admin-consent`],
  },
  {
    behavior:
      'An administrator’s approval grants the registration’s application permissions too: without /v2.0 all, with it those of an API’s .default.',
    sources: [`${learn}v2-oauth2-client-creds-grant-flow`, `${learn}v2-admin-consent`],
    notSeen: 'whether scope names them in the answer; it does not here',
  },
  {
    behavior:
      'An administrator’s Cancel, and every refusal, comes back as an error with admin_consent=True beside it.',
    samples: [
      'redirects#admin-consent-cancelled',
      'redirects#admin-consent-foreign-account',
      'redirects#admin-consent-bad-request',
      'redirects#admin-consent-refused',
    ],
  },
  {
    behavior: 'Somebody who is no administrator goes back from the approval page as by Cancel.',
    samples: ['redirects#admin-consent-cancelled-2019'],
  },
  {
    behavior:
      'The port of http://localhost and http://127.0.0.1 redirect URIs does not count; everything else is compared exactly.',
    sources: [`${learn}reply-url`],
  },
  {
    behavior:
      'Over https the cookie of the session is SameSite=None and Secure, so that prompt=none works in a frame.',
    sources: [`${learn}reference-third-party-cookies-spas`],
  },
  {
    behavior:
      'The front channel is told the sid and no iss; a personal account has no sid, so nothing is told for it.',
    samples: [
      'sign-out#front-channel',
      'sign-out#front-channel-without-cookies',
      'sign-out#personal-accounts-have-no-sid',
    ],
    notSeen: 'what the front channel is told for a personal account',
  },
  {
    behavior:
      'Sign-out comes back only to a registered URL that was sent, from a browser with a session; for a personal account only with a front-channel URL registered.',
    samples: ['sign-out#rules-of-return', 'sign-out#return-plain', 'redirects#signed-out'],
  },
  {
    behavior: 'Sign-out brings state back, and lc=1033 for a personal account.',
    samples: [
      'redirects#signed-out-with-state',
      'redirects#signed-out-personal-lc',
      'redirects#signed-out-with-state-and-lc',
      'sign-out#return-state',
      'sign-out#return-lc',
    ],
    notSeen: 'that v2.0 does either',
  },
  {
    behavior:
      'Without logout_hint sign-out asks which account; the URL without /v2.0 does not ask about an only one.',
    samples: ['sign-out#picker', 'sign-out#request'],
  },
  {
    behavior: 'The sid looks like a GUID, begins with 00 and is none of RFC 4122.',
    samples: ['sign-out#form-of-sid'],
  },
  {
    behavior:
      'With prompt=none and sid the app’s own session is used, whoever else is signed in; one that is not there is refused.',
    sources: [`${learn}reference-error-codes`, `${learn}v2-oauth2-implicit-grant-flow`],
    notSeen: 'the OAuth error of AADSTS160021',
  },
  {
    behavior: 'domain_hint offers the accounts of that kind or organization only.',
    sources: [`${learn}v2-oauth2-auth-code-flow`],
  },
  {
    behavior: 'id_token_hint, ui_locales and acr_values change nothing.',
    notSeen: 'that Entra does anything with them',
  },
]
