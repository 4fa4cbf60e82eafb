// Each of Entra's errors: what to tell the user, who can fix it, and what the operator should know.
import type { FixableBy } from '../errors/entryway-error.ts'
import type { ErrorCode } from '../errors/messages.ts'
import { CREDENTIAL_ROWS, type Row } from './credential-refusals.ts'

/**
 * Numbers come first; an error decides where no number is known.
 * Source: Microsoft identity platform, "Microsoft Entra authentication and authorization error codes".
 */
export const ENTRA_REFUSALS: [code: ErrorCode, fixableBy: FixableBy, rows: Row[]][] = [
  [
    'account_not_in_tenant',
    'person',
    [
      [
        'the account belongs to another directory: invite it as a guest, or check AUTHORITY',
        16000,
        50020,
        90072,
      ],
      ['no such account in this directory, or it was deleted', 16003, 50014, 50034, 500341, 51004],
      ['this type of account signs in elsewhere: check AUTHORITY', 50128, 500208, 90084],
    ],
  ],
  [
    'account_blocked',
    'administrator',
    [
      ['the account is locked, or its IP address is blocked', 50053],
      ['the account has no password in this directory', 50056],
      ['the account is disabled', 50057, 500571],
      ['the account was blocked because of its risk level', 53011, 530034],
      ['the account isn’t allowed to sign in at this time of day', 80012],
      ['the user is a minor and needs parental consent', 50015, 54000],
    ],
  ],
  [
    'account_blocked',
    'person',
    [['the password has expired or must be changed', 50055, 50135, 50144, 'user_password_expired']],
  ],
  [
    'more_proof_needed',
    'person',
    [
      ['multifactor authentication is required', 50074, 50076],
      ['multifactor authentication is required again', 50078],
      ['the user must register for multifactor authentication', 50072, 50079, 53004],
      ['multifactor authentication failed', 50088, 500121],
      ['Entra requires another step', 50125, 50158, 50199, 700020, 'interaction_required'],
    ],
  ],
  [
    'access_policy',
    'administrator',
    [
      ['device authentication is required', 50097, 50129, 50155, 50187, 135011],
      ['Conditional Access doesn’t support this platform or app', 50005, 50127],
      ['Conditional Access requires a compliant device', 53000, 530003],
      ['Conditional Access requires a domain-joined device', 53001],
      ['Conditional Access requires an approved app', 53002],
      ['Conditional Access requires an app with an Intune protection policy', 53009],
      ['Conditional Access blocked the sign-in', 50131, 53003],
      ['multifactor authentication can be registered from certain locations only', 53010],
      ['a tenant restriction on the user’s network blocked the sign-in', 50002, 500021, 500022],
      ['a cross-tenant access policy blocked the sign-in', 500212, 500213],
      ['a security policy in the tenant blocked the sign-in', 530032],
      ['the tenant’s security defaults blocked the sign-in', 530035],
    ],
  ],
  [
    'not_assigned',
    'administrator',
    [
      [
        'the user isn’t assigned to the app: assign them under Enterprise applications > Users and groups',
        50105,
      ],
    ],
  ],
  [
    'admin_consent_needed',
    'administrator',
    [
      ['an administrator must consent to the scopes', 90094],
      ['an administrator must approve the request for consent', 90095],
      ['the app is not authorized in the tenant', 90008, 90099],
    ],
  ],
  [
    'consent_needed',
    'person',
    [['no one with the required rights has consented to these scopes yet', 65001, 'consent_required']],
  ],
  ['consent_declined', 'person', [['the user declined to consent', 65004]]],
  // A code that belongs to another attempt: stolen, or mixed up.
  ['token_response_refused', 'person', [['the PKCE verifier doesn’t match the challenge', 501481]]],
  [
    'sign_in_expired',
    'person',
    [
      ['the assertion is invalid or expired', 50013, 500133],
      ['there is no Entra session for a silent sign-in', 50058],
      ['the selected account no longer has a session at Entra', 16001, 16002, 160021],
      ['wrong user name or password', 50064, 50126],
      ['the session at Entra doesn’t match this sign-in', 50136, 50139, 50143, 51006],
      ['the session or the grant was revoked, or the password has changed', 50132, 50133, 50173],
      ['Entra’s “Stay signed in?” prompt interrupted the sign-in', 50140],
      ['the authorization code was already redeemed (double click or Back)', 54005],
      ['the code or refresh token is malformed, or belongs to another app', 70000],
      ['the code or refresh token has expired or was revoked', 70008],
      ['the account’s own identity provider requires a new sign-in', 50085, 50089],
      ['a sign-in frequency policy ended the refresh token', 70043],
      ['a sign-in frequency policy ended the Entra session', 70044],
      ['Entra gives no reason', 70051],
      ['the code belongs to another tenant: check whether AUTHORITY has just changed', 700005],
      ['the refresh token was not used for 90 days', 700082],
      [
        'the refresh token was issued to a single-page application and lasts a day: register REDIRECT_URI as Web',
        700084,
      ],
      ['the code or refresh token is no longer valid', 'invalid_grant'],
      ['Entra requires a new sign-in', 'login_required', 'bad_token'],
    ],
  ],
  ['sign_in_unavailable', 'operator', CREDENTIAL_ROWS],
  [
    'sign_in_unavailable',
    'operator',
    [
      ['the app is registered as a public client: register it as Web', 700025],
      ['CLIENT_ID is not an app in this tenant: check CLIENT_ID and AUTHORITY', 700011, 700016],
      ['the app has no service principal in the tenant: run npm run register', 7000229],
      [
        'the app’s service principal is incomplete: try again, or delete the app and register it again',
        650051,
      ],
      ['the API of the requested scopes requires assignment, and the app isn’t assigned to it', 501051],
      [
        'the app is disabled in the tenant: enable it under Enterprise applications > Properties',
        70001,
        1000031,
        7000112,
      ],
      ['the app uses claims mapping but has no signing key of its own', 50003, 50146, 501461],
      ['the app isn’t allowed to do this: check CLIENT_ID and the registration', 'unauthorized_client'],
      [
        'REDIRECT_URI doesn’t exactly match a registered redirect URI: register it under Authentication > Web',
        50011,
        70004,
        500113,
        900971,
      ],
      ['REDIRECT_URI is registered as a single-page application: register it as Web', 9002325, 9002327],
      ['a proxy adds an Origin header to the token request: remove it there', 9002326],
      ['the tenant doesn’t exist: check AUTHORITY', 90002, 900023, 'invalid_tenant'],
      ['the tenant is in another cloud: check the host of AUTHORITY', 90038, 90043, 90051, 900382, 900432],
      ['AUTHORITY names no tenant: add the tenant ID to it', 50059, 90019],
      ['the app is single-tenant: set AUTHORITY to that tenant instead of common', 50194],
      ['the app is for personal accounts only: AUTHORITY must end in /consumers', 9002331],
      ['AUTHORITY must name a tenant for this app or API', 90124, 90130, 9001023, 9002332],
      ['the host of AUTHORITY doesn’t belong to its tenant', 399266, 500210],
      [
        'the API of the requested scopes is not installed in the tenant',
        50001,
        500011,
        500014,
        650052,
        650054,
        'invalid_resource',
      ],
      [
        'the registration lacks the API permission for a requested scope: add it under API permissions',
        65005,
        650056,
        650057,
        1003031,
      ],
      ['a requested scope is none that the API has: check SCOPE', 650053],
      ['the requested scopes belong to more than one API: check SCOPE', 28000, 700022],
      ['the requested scopes name no API: check SCOPE', 28003, 700023],
      [
        'a requested scope is invalid: check SCOPE and the scopes of your pages',
        28002,
        70011,
        1002012,
        'invalid_scope',
      ],
      ['Entra rejected the PKCE challenge', 50147, 501491],
      ['the response type is not enabled for the app', 70005, 700054, 'unsupported_response_type'],
      ['the grant type is not enabled for the app', 70003, 'unsupported_grant_type'],
      ['the request is missing a field', 90014, 900144],
      [
        'Entra rejected the request as malformed: check the registration',
        ...[70007, 90004, 90015, 90023, 90100, 900561, 9002313, 'invalid_request'],
      ],
    ],
  ],
  [
    'entra_unavailable',
    'administrator',
    [
      ['the organization’s own directory couldn’t check the password', 80001, 80002, 80005, 80007],
      ['the organization’s own identity provider failed', 20001, 20012, 20033, 40008, 40010],
    ],
  ],
  [
    'entra_unavailable',
    'operator',
    [['Entra detected a sign-in loop: find out what repeats the requests', 50196]],
  ],
  [
    'entra_unavailable',
    'microsoft',
    [
      ['Entra received too many requests for this tenant', 90055],
      [
        'Entra failed temporarily',
        ...[50000, 50033, 50087, 50166, 70012, 90006, 90012, 90024, 90033, 90036, 90090, 90091, 165004],
        ...['server_error', 'temporarily_unavailable'],
      ],
    ],
  ],
  // Without a known number, it may be the user, an administrator or a policy. The page must not guess.
  [
    'entra_refused',
    'administrator',
    [['the user, an administrator or a policy denied access: see Entra’s sign-in log', 'access_denied']],
  ],
]
