// Groups of error codes: SCOPE, tenant, policies, and certificate signatures.

export type Words = [problem: string, whatToDo: string]

export const ONE_TENANT =
  'Set AUTHORITY to {origin}/{tenant}, or run npm run register -- --kind tenant, which does.'
const NEW_PAIR =
  'Create a new pair with npm run register -- --rotate --certificate, or with npm run certificate, and upload its certificate.'
const SCOPE_FORM = 'Correct SCOPE: permissions of one API, separated by spaces, such as User.Read.'

/** Each code gets the text of the first row that lists it. */
export const GROUPS: [numbers: number[], words: Words][] = [
  [
    [50147, 501491],
    ['it does not accept the PKCE challenge', 'A proxy or firewall changes the request.'],
  ],
  [
    [5000224, 5000225],
    [
      'Microsoft has blocked the tenant, because nobody uses it or it is to be deleted',
      'Ask an administrator to sign in to the Entra admin center within 20 days, or to contact Microsoft support.',
    ],
  ],
  [
    [1000502],
    [
      'CLIENT_CERTIFICATE is outside its validity period',
      'Correct this machine’s clock. Or run npm run register -- --rotate, or npm run certificate, and upload the new certificate.',
    ],
  ],
  [
    [50013, 50027, 500133, 700021, 5002730, 7000272],
    ['it does not accept what CLIENT_CERTIFICATE_KEY has signed', NEW_PAIR],
  ],
  [
    [90038, 90043, 90051, 900381, 900382, 900384, 900432],
    [
      'the tenant is in another cloud',
      'Set AUTHORITY to its host: https://login.microsoftonline.com, https://login.microsoftonline.us or https://login.partner.microsoftonline.cn.',
    ],
  ],
  [
    [650053],
    [
      'SCOPE names a permission that the API doesn’t have',
      'Correct it in SCOPE, or leave it out. Permissions for apps alone, such as Application.ReadWrite.OwnedBy, cannot be in it.',
    ],
  ],
  [
    [28000, 700022],
    ['SCOPE names more than one API', SCOPE_FORM],
  ],
  [
    [28002, 28003, 70011, 700023, 1002012],
    ['SCOPE is invalid', SCOPE_FORM],
  ],
  [
    [65005, 650056, 650057, 1003031],
    [
      'the registration lacks an API permission that SCOPE asks for',
      'Run npm run register, which adds it. Or add it under API permissions > Add a permission > Delegated permissions.',
    ],
  ],
  [
    [50001, 500011, 500014, 650052, 650054],
    [
      'the API of SCOPE is missing or disabled in the tenant',
      'Correct SCOPE. If it is right, ask an administrator to enable the API under Enterprise applications, or to create it there with az ad sp create --id {the API’s Application (client) ID}.',
    ],
  ],
  [
    [70004, 900971],
    [
      'REDIRECT_URI is not registered for the app',
      'It is “{REDIRECT_URI}”. If that is right, run npm run register, which adds it.',
    ],
  ],
  [
    [70003, 70005, 700054],
    [
      'the app does not allow this kind of sign-in',
      'Run npm run register, which corrects the registration. Or under Authentication, register REDIRECT_URI under Web.',
    ],
  ],
  [
    [
      50002, 50005, 50097, 50105, 50131, 53000, 53001, 53002, 53003, 530003, 530032, 530035, 500021, 500022,
      500212, 500213,
    ],
    [
      'a policy of the tenant blocks it',
      'Ask an administrator to check the sign-in log, which names the policy.',
    ],
  ],
  [
    [90008, 90094, 90095, 90099],
    [
      'an administrator has to consent to the app',
      'Run npm run register -- --admin-consent as an administrator. Or ask one to grant consent under API permissions.',
    ],
  ],
  [
    [50048],
    [
      'the client assertion belongs to another app',
      'Compare CLIENT_ID with Application (client) ID on the registration’s overview page.',
    ],
  ],
  [
    [399266, 500210],
    [
      'the host of AUTHORITY does not belong to its tenant',
      'Set AUTHORITY to the host that npm run register writes, such as https://{name}.ciamlogin.com for External ID.',
    ],
  ],
  [
    [90124, 9001023],
    ['AUTHORITY must name a tenant for this app or API', ONE_TENANT],
  ],
  [
    [50059, 90019],
    ['AUTHORITY names no tenant', ONE_TENANT],
  ],
  [
    [7000216, 7000218],
    ['no credential was sent', 'Set CLIENT_SECRET, or a certificate. npm run register writes either.'],
  ],
]
