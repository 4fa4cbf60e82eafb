// Each of Entra's errors: what to tell the user, who can fix it, and what the operator should know.
import type { FixableBy } from '../errors/entryway-error.ts'
import type { ErrorCode } from '../errors/messages.ts'

/** AADSTS numbers and OAuth errors, and for the operator: the cause, and how to fix it. */
type Row = [answers: (number | string)[], operator: string, fix?: string]

const CHECK_SCOPES = 'check SCOPE and the scopes of your pages'

/** Entra rejected the credential itself, so another one may work. */
export const CREDENTIAL_ROWS: Row[] = [
  [[70002, 7000215], 'CLIENT_SECRET is wrong', 'set the secret’s Value, not its Secret ID'],
  [
    [7000222],
    'the client secret has expired',
    'run npm run register -- --rotate, or create one under Certificates & secrets',
  ],
  [[7000216, 7000218], 'no credential was sent', 'set CLIENT_SECRET or a certificate'],
  [[50012, 700027], 'the certificate is not registered', 'upload it under Certificates & secrets'],
  [[50048], 'the certificate’s assertion belongs to another app', 'check CLIENT_ID'],
  [[700024], 'the certificate’s assertion is outside its valid time range, so a clock is wrong', 'set it'],
  [[700030], 'the certificate’s subject names aren’t allowed for the app'],
  [['invalid_client'], 'Entra rejected the credential', 'check CLIENT_ID and CLIENT_SECRET'],
]

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
        [16000, 50020, 90072],
        'the account belongs to another directory',
        'invite it as a guest, or check AUTHORITY',
      ],
      [[16003, 50014, 50034, 500341, 51004], 'no such account in this directory, or it was deleted'],
      [[50128, 500208, 90084], 'this type of account signs in elsewhere', 'check AUTHORITY'],
    ],
  ],
  [
    'account_blocked',
    'administrator',
    [
      [[50053], 'the account is locked, or its IP address is blocked'],
      [[50056], 'the account has no password in this directory'],
      [[50057, 500571], 'the account is disabled'],
      [[53011, 530034], 'the account was blocked because of its risk level'],
      [[80012], 'the account isn’t allowed to sign in at this time of day'],
      [[50015, 54000], 'the user is a minor and needs parental consent'],
    ],
  ],
  [
    'account_blocked',
    'person',
    [[[50055, 50135, 50144, 'user_password_expired'], 'the password has expired or must be changed']],
  ],
  [
    'more_proof_needed',
    'person',
    [
      [[50074, 50076], 'multifactor authentication is required'],
      [[50078], 'multifactor authentication is required again'],
      [[50072, 50079, 53004], 'the user must register for multifactor authentication'],
      [[50088, 500121], 'multifactor authentication failed'],
      [[50125, 50158, 50199, 700020, 'interaction_required'], 'Entra requires another step'],
    ],
  ],
  [
    'access_policy',
    'administrator',
    [
      [[50097, 50129, 50155, 50187, 135011], 'device authentication is required'],
      [[50005, 50127], 'Conditional Access doesn’t support this platform or app'],
      [[53000, 530003], 'Conditional Access requires a compliant device'],
      [[53001], 'Conditional Access requires a domain-joined device'],
      [[53002], 'Conditional Access requires an approved app'],
      [[53009], 'Conditional Access requires an app with an Intune protection policy'],
      [[50131, 53003], 'Conditional Access blocked the sign-in'],
      [[53010], 'multifactor authentication can be registered from certain locations only'],
      [[50002, 500021, 500022], 'a tenant restriction on the user’s network blocked the sign-in'],
      [[500212, 500213], 'a cross-tenant access policy blocked the sign-in'],
      [[530032], 'a security policy in the tenant blocked the sign-in'],
      [[530035], 'the tenant’s security defaults blocked the sign-in'],
    ],
  ],
  [
    'not_assigned',
    'administrator',
    [
      [
        [50105],
        'the user isn’t assigned to the app',
        'assign them under Enterprise applications > Users and groups',
      ],
    ],
  ],
  [
    'admin_consent_needed',
    'administrator',
    [
      [[90094], 'an administrator must consent to the scopes'],
      [[90095], 'an administrator must approve the request for consent'],
      [[90008, 90099], 'the app is not authorized in the tenant'],
    ],
  ],
  [
    'consent_needed',
    'person',
    [[[65001, 'consent_required'], 'no one with the required rights has consented to these scopes yet']],
  ],
  ['consent_declined', 'person', [[[65004], 'the user declined to consent']]],
  // A code that belongs to another attempt: stolen, or mixed up.
  ['token_response_refused', 'person', [[[501481], 'the PKCE verifier doesn’t match the challenge']]],
  [
    'sign_in_expired',
    'person',
    [
      [[50013, 500133], 'the assertion is invalid or expired'],
      [[50058], 'there is no Entra session for a silent sign-in'],
      [[16001, 16002, 160021], 'the selected account no longer has a session at Entra'],
      [[50064, 50126], 'wrong user name or password'],
      [[50136, 50139, 50143, 51006], 'the session at Entra doesn’t match this sign-in'],
      [[50132, 50133, 50173], 'the session or the grant was revoked, or the password has changed'],
      [[50140], 'Entra’s “Stay signed in?” prompt interrupted the sign-in'],
      [[54005], 'the authorization code was already redeemed (double click or Back)'],
      [[70000], 'the code or refresh token is malformed, or belongs to another app'],
      [[70008], 'the code or refresh token has expired or was revoked'],
      [[50085, 50089], 'the account’s own identity provider requires a new sign-in'],
      [[70043], 'a sign-in frequency policy ended the refresh token'],
      [[70044], 'a sign-in frequency policy ended the Entra session'],
      [[70051], 'Entra gives no reason'],
      [[700005], 'the code belongs to another tenant', 'check whether AUTHORITY has just changed'],
      [[700082], 'the refresh token was not used for 90 days'],
      [
        [700084],
        'the refresh token was issued to a single-page application and lasts a day',
        'register REDIRECT_URI as Web',
      ],
      [['invalid_grant'], 'the code or refresh token is no longer valid'],
      [['login_required', 'bad_token'], 'Entra requires a new sign-in'],
    ],
  ],
  ['sign_in_unavailable', 'operator', CREDENTIAL_ROWS],
  [
    'sign_in_unavailable',
    'operator',
    [
      [[700025], 'the app is registered as a public client', 'register it as Web'],
      [[700011, 700016], 'CLIENT_ID is not an app in this tenant', 'check CLIENT_ID and AUTHORITY'],
      [[7000229], 'the app has no service principal in the tenant', 'run npm run register'],
      [
        [650051],
        'the app’s service principal is incomplete',
        'try again, or delete the app and register it again',
      ],
      [[501051], 'the API of the requested scopes requires assignment, and the app isn’t assigned to it'],
      [
        [70001, 1000031, 7000112],
        'the app is disabled in the tenant',
        'enable it under Enterprise applications > Properties',
      ],
      [[50003, 50146, 501461], 'the app uses claims mapping but has no signing key of its own'],
      [['unauthorized_client'], 'the app isn’t allowed to do this', 'check CLIENT_ID and the registration'],
      [
        [50011, 70004, 500113, 900971],
        'REDIRECT_URI doesn’t exactly match a registered redirect URI',
        'register it under Authentication > Web',
      ],
      [[9002325, 9002327], 'REDIRECT_URI is registered as a single-page application', 'register it as Web'],
      [[9002326], 'a proxy adds an Origin header to the token request', 'remove it there'],
      [[90002, 900023, 'invalid_tenant'], 'the tenant doesn’t exist', 'check AUTHORITY'],
      [
        [90038, 90043, 90051, 900382, 900432],
        'the tenant is in another cloud',
        'check the host of AUTHORITY',
      ],
      [[50059, 90019], 'AUTHORITY names no tenant', 'add the tenant ID to it'],
      [[50194], 'the app is single-tenant', 'set AUTHORITY to that tenant instead of common'],
      [[9002331], 'the app is for personal accounts only', 'AUTHORITY must end in /consumers'],
      [[90124, 90130, 9001023, 9002332], 'AUTHORITY must name a tenant for this app or API'],
      [[399266, 500210], 'the host of AUTHORITY doesn’t belong to its tenant'],
      [
        [50001, 500011, 500014, 650052, 650054, 'invalid_resource'],
        'the API of the requested scopes is not installed in the tenant',
      ],
      [
        [65005, 650056, 650057, 1003031],
        'the registration lacks the API permission for a requested scope',
        'add it under API permissions',
      ],
      [[650053], 'a requested scope is none that the API has', CHECK_SCOPES],
      [[28000, 700022], 'the requested scopes belong to more than one API', CHECK_SCOPES],
      [[28003, 700023], 'the requested scopes name no API', CHECK_SCOPES],
      [[28002, 70011, 1002012, 'invalid_scope'], 'a requested scope is invalid', CHECK_SCOPES],
      [[50147, 501491], 'Entra rejected the PKCE challenge'],
      [[70005, 700054, 'unsupported_response_type'], 'the response type is not enabled for the app'],
      [[70003, 'unsupported_grant_type'], 'the grant type is not enabled for the app'],
      [[90014, 900144], 'the request is missing a field'],
      [
        [70007, 90004, 90015, 90023, 90100, 900561, 9002313, 'invalid_request'],
        'Entra rejected the request as malformed',
        'check the registration',
      ],
    ],
  ],
  [
    'entra_unavailable',
    'administrator',
    [
      [[80001, 80002, 80005, 80007], 'the organization’s own directory couldn’t check the password'],
      [[20001, 20012, 20033, 40008, 40010], 'the organization’s own identity provider failed'],
    ],
  ],
  [
    'entra_unavailable',
    'operator',
    [[[50196], 'Entra detected a sign-in loop', 'find out what repeats the requests']],
  ],
  [
    'entra_unavailable',
    'microsoft',
    [
      [[90055], 'Entra received too many requests for this tenant'],
      [
        [
          50000,
          50033,
          50087,
          50166,
          70012,
          90006,
          90012,
          90024,
          90033,
          90036,
          90090,
          90091,
          165004,
          'server_error',
          'temporarily_unavailable',
        ],
        'Entra failed temporarily',
      ],
    ],
  ],
  // Without a known number, it may be the user, an administrator or a policy. The page must not guess.
  [
    'entra_refused',
    'administrator',
    [[['access_denied'], 'the user, an administrator or a policy denied access', 'see Entra’s sign-in log']],
  ],
]
