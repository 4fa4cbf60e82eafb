// What Entra says when it refuses (error, suberror, AADSTS number) -> what to tell the person, and what the operator.
import type { RefusalCode } from '../refusals.ts'

export type EntraAnswer = {
  error: string
  suberror: string | null
  /** The number in `AADSTS…`; null when there is none. */
  aadsts: number | null
}

export type EntraReason = { code: RefusalCode; operator: string }

/**
 * Numbers choose words only; what to do follows `error` and `suberror`, which Entra promises to keep.
 * Source: Microsoft identity platform, "Microsoft Entra authentication and authorization error codes".
 */
const BY_NUMBER: Record<number, [code: RefusalCode, operator: string]> = {
  16000: ['account_not_in_tenant', 'the account belongs to another directory'],
  50020: [
    'account_not_in_tenant',
    'the account is of another directory; invite it as a guest or check AUTHORITY',
  ],
  50034: ['account_not_in_tenant', 'no such account in this directory'],
  51004: ['account_not_in_tenant', 'no such account in this directory'],
  90072: [
    'account_not_in_tenant',
    'the account is of another directory; invite it as a guest or check AUTHORITY',
  ],
  500208: ['account_not_in_tenant', 'this kind of account signs in elsewhere: check AUTHORITY'],
  50053: ['account_blocked', 'the account is locked, or its address is blocked'],
  50055: ['account_blocked', 'the password has expired'],
  50056: ['account_blocked', 'the account has no password in this directory'],
  50057: ['account_blocked', 'the account is disabled'],
  50058: ['sign_in_expired', 'no Entra session for a silent sign-in'],
  50072: ['more_proof_needed', 'the person must register for multifactor authentication'],
  50074: ['more_proof_needed', 'multifactor authentication is required'],
  50076: ['more_proof_needed', 'a policy requires multifactor authentication'],
  50078: ['more_proof_needed', 'a policy wants multifactor authentication once more'],
  50079: ['more_proof_needed', 'the person must register for multifactor authentication'],
  50097: ['access_policy', 'device authentication is required'],
  50105: ['not_assigned', 'assign the person to the app under Enterprise applications > Users and groups'],
  50126: ['sign_in_expired', 'wrong user name or password'],
  50131: ['access_policy', 'Conditional Access blocked the sign-in'],
  50132: ['sign_in_expired', 'the session was revoked'],
  50133: ['sign_in_expired', 'the session ended with a password change'],
  50173: ['sign_in_expired', 'the grant was revoked'],
  50194: ['sign_in_unavailable', 'the app is single-tenant: set AUTHORITY to that tenant instead of common'],
  53000: ['access_policy', 'Conditional Access wants a compliant device'],
  53001: ['access_policy', 'Conditional Access wants a domain-joined device'],
  53002: ['access_policy', 'Conditional Access wants an approved app'],
  53003: ['access_policy', 'Conditional Access blocked the sign-in'],
  530032: ['access_policy', 'a security policy of the tenant blocked the sign-in'],
  530035: ['access_policy', 'the tenant’s security defaults blocked the sign-in'],
  54005: ['sign_in_expired', 'the authorization code was already redeemed (double click or Back)'],
  65001: ['consent_needed', 'the person or an administrator has not consented to the scopes'],
  65004: ['consent_declined', 'the person declined the consent'],
  65005: ['sign_in_unavailable', 'the registration lacks the API permission that SCOPE asks for'],
  650052: ['sign_in_unavailable', 'the API of SCOPE is not installed in the tenant'],
  650053: ['sign_in_unavailable', 'SCOPE names a permission that the API does not have'],
  650056: ['sign_in_unavailable', 'the registration lacks the API permission that SCOPE asks for'],
  650057: ['sign_in_unavailable', 'the registration lacks the API permission that SCOPE asks for'],
  70008: ['sign_in_expired', 'the code or refresh token has expired or was revoked'],
  70011: ['sign_in_unavailable', 'a scope is not valid: check SCOPE'],
  70043: ['sign_in_expired', 'a sign-in frequency policy ended the refresh token'],
  70044: ['sign_in_expired', 'a sign-in frequency policy ended the Entra session'],
  90002: ['sign_in_unavailable', 'no such tenant: check AUTHORITY'],
  90094: ['admin_consent_needed', 'an administrator must consent to the scopes'],
  90095: ['admin_consent_needed', 'an administrator must approve the request for consent'],
  500011: ['sign_in_unavailable', 'the API of SCOPE is not installed in the tenant'],
  501481: ['token_response_refused', 'the PKCE verifier does not match the challenge'],
  700016: ['sign_in_unavailable', 'CLIENT_ID is not an app of this tenant'],
  700025: ['sign_in_unavailable', 'the app is registered as a public client: register it as Web'],
  700082: ['sign_in_expired', 'the refresh token was not used for 90 days'],
  7000112: ['sign_in_unavailable', 'the app is disabled in the tenant'],
  7000215: ['sign_in_unavailable', 'CLIENT_SECRET is wrong; its Value is needed, not its Secret ID'],
  7000218: ['sign_in_unavailable', 'no credential was sent: set CLIENT_SECRET'],
  7000222: ['sign_in_unavailable', 'the client secret has expired: make one under Certificates & secrets'],
  9002325: [
    'sign_in_unavailable',
    'REDIRECT_URI is registered as single-page application: register it as Web',
  ],
  9002327: [
    'sign_in_unavailable',
    'REDIRECT_URI is registered as single-page application: register it as Web',
  ],
}

const BY_ERROR: Record<string, [code: RefusalCode, operator: string]> = {
  // Without a number that is known it is the person, an administrator or a policy: the page must not guess.
  access_denied: [
    'entra_refused',
    'the person, an administrator or a policy said no: see Entra’s sign-in log',
  ],
  consent_required: ['consent_needed', 'consent is missing'],
  interaction_required: ['more_proof_needed', 'Entra asks for another step'],
  login_required: ['sign_in_expired', 'Entra asks for a new sign-in'],
  invalid_grant: ['sign_in_expired', 'the code or refresh token is no longer good'],
  invalid_client: ['sign_in_unavailable', 'the credential was refused: check CLIENT_ID and CLIENT_SECRET'],
  unauthorized_client: [
    'sign_in_unavailable',
    'the app may not do this: check CLIENT_ID and the registration',
  ],
  invalid_request: ['sign_in_unavailable', 'the request was refused as malformed: check the registration'],
  invalid_scope: ['sign_in_unavailable', 'a scope is not valid: check SCOPE'],
  invalid_resource: ['sign_in_unavailable', 'the API of SCOPE is not known in the tenant'],
  unsupported_response_type: ['sign_in_unavailable', 'the response type is not enabled for the app'],
  server_error: ['entra_unavailable', 'Entra failed'],
  temporarily_unavailable: ['entra_unavailable', 'Entra asks to try again later'],
}

/** Puts a refusal of Entra's in words. */
export function explain(answer: EntraAnswer): EntraReason {
  if (answer.error === 'access_denied' && answer.suberror === 'cancel') {
    return { code: 'cancelled', operator: 'the person cancelled' }
  }
  const row =
    (answer.aadsts !== null && BY_NUMBER[answer.aadsts]) ||
    (Object.hasOwn(BY_ERROR, answer.error) && BY_ERROR[answer.error])
  const [code, operator] = row || ['entra_refused', 'an answer that is not in the table']
  return { code, operator }
}

/** Errors and suberrors that only the person can settle. Source: MSAL's list of interaction-required errors. */
const SETTLED_BY_SIGNING_IN = [
  'invalid_grant',
  'interaction_required',
  'consent_required',
  'login_required',
  'bad_token',
  'basic_action',
  'additional_action',
  'message_only',
  'user_password_expired',
]

/** Whether a refused refresh is settled by sending the person to sign in, rather than by waiting or by the operator. */
export function needsInteraction({ error, suberror }: EntraAnswer): boolean {
  return SETTLED_BY_SIGNING_IN.includes(error) || SETTLED_BY_SIGNING_IN.includes(suberror ?? '')
}

/** The number in Entra's text; null when it has none. */
export function aadstsNumber(description: string): number | null {
  const match = /AADSTS(\d{5,8})\b/.exec(description.slice(0, 200))
  return match ? Number(match[1]) : null
}
