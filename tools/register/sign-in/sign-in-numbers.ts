// Why Entra refuses the operator's sign-in, by its AADSTS number: every way on is a flag, a person or GRAPH_TOKEN.

export type SignInWay = 'browser' | 'device code'

export type Words = [meaning: string, next: string]

export const TOKEN =
  'Or get an access token for Microsoft Graph in another way, and set GRAPH_TOKEN to it (docs/register.md).'

const APPROVAL =
  'Ask an administrator to run this once with --dry-run, and to consent for the organization when Microsoft asks. The app that you sign in to is Microsoft Graph Command Line Tools.'

/** Policies, and what else stops one kind of sign-in and not the other. */
const otherWay = (way: SignInWay): string =>
  way === 'device code'
    ? 'Many tenants block device codes, as Microsoft advises. Run this again without --device-code, on a computer with a browser.'
    : 'Run this on a computer, network or account that the policy allows.'

export const DECLINED: Words = [
  'The sign-in was declined.',
  `Run this again, and accept on the page. If the page said that an administrator must approve the app: ${APPROVAL} ${TOKEN}`,
]
export const EXPIRED: Words = [
  'The code expired before it was entered.',
  `Run this again for a new one. If the page said that an administrator must approve the app: ${APPROVAL} ${TOKEN}`,
]

const blocked = (way: SignInWay): Words => [
  `A Conditional Access policy of the tenant blocks ${way === 'device code' ? 'this kind of sign-in' : 'this sign-in'}.`,
  `${otherWay(way)} ${TOKEN}`,
]

const device = (way: SignInWay): Words => [
  'The tenant requires a device that it manages.',
  `${way === 'device code' ? 'A device code can’t prove that: run this without --device-code, on' : 'Use'} a managed computer, in the browser that is signed in to the organization. ${TOKEN}`,
]

export const CONSENT: Words = [
  'Nobody has consented to the app that you sign in to, and this account may not.',
  `${APPROVAL} ${TOKEN}`,
]

const moreProof = (way: SignInWay): Words => [
  'The tenant requires multifactor authentication.',
  `Run this again and complete it${way === 'device code' ? ', without --device-code so that the browser can ask you' : ''}. ${TOKEN}`,
]

const risk: Words = [
  'Microsoft considers the account, or this sign-in, to be at risk.',
  `Ask an administrator to dismiss the risk under ID Protection > Risky users, or use another account. ${TOKEN}`,
]

/** Source: Microsoft identity platform, "Microsoft Entra authentication and authorization error codes"; azure-cli#32420, #32809, Partner-Center-PowerShell#389. */
export const BY_NUMBER: [numbers: number[], words: (way: SignInWay) => Words][] = [
  [[53003, 50131, 530031, 530036], blocked],
  [[53004, 53011, 530032, 530034], () => risk],
  [
    [530035],
    () => [
      'The tenant’s security defaults block this sign-in.',
      `Use the browser, with multifactor authentication. ${TOKEN}`,
    ],
  ],
  [[50005, 50097, 50187, 53000, 53001, 53002, 53009, 530001, 530002, 530003], device],
  [
    [50105],
    () => [
      'The account is not assigned to the app that you sign in to.',
      `Ask an administrator to assign it under Enterprise apps > Microsoft Graph Command Line Tools > Users and groups. Or sign in to your own app with --sign-in-client. ${TOKEN}`,
    ],
  ],
  [
    [7000112, 7000218],
    () => [
      'The app that you sign in to is disabled in the tenant, or is not a public client.',
      `Ask an administrator to enable it under Enterprise apps > Microsoft Graph Command Line Tools > Properties. Or sign in to your own app with --sign-in-client. ${TOKEN}`,
    ],
  ],
  [[65001, 90093, 90094, 90095, 650052], () => CONSENT],
  [[65004], () => DECLINED],
  [[50072, 50074, 50076, 50078, 50079, 50088, 50158, 500121], moreProof],
  [
    [50199, 9002341],
    (way) => [
      'Entra requires you to confirm in the browser that you want to sign in to this app.',
      `Run this again and confirm on the page${way === 'device code' ? '. If it does not ask, run this without --device-code' : ''}. ${TOKEN}`,
    ],
  ],
  [
    [16000, 16003, 50014, 50020, 50034, 50177, 51004, 90072, 500341],
    () => [
      'The account does not belong to this tenant.',
      'Sign in with an account of the tenant, or pass another tenant with --tenant.',
    ],
  ],
  [
    [9002331, 9002332],
    () => [
      'Personal accounts cannot register apps: a registration is in the tenant of an organization.',
      'Name that tenant with --tenant, and sign in with an account of it. Who signs in to the app is said by --kind, such as --kind consumers.',
    ],
  ],
  [
    [500208, 500210],
    () => [
      'A customer’s account cannot register apps.',
      'Sign in with an administrator’s account of the External ID tenant, and pass the tenant with --tenant.',
    ],
  ],
  [
    [50053, 50055, 50056, 50057, 50126, 50144],
    () => [
      'The account is locked or disabled, or its password is wrong or expired.',
      'Sign in at https://myaccount.microsoft.com first, or use another account.',
    ],
  ],
  [
    [700016, 700011],
    () => [
      'The app that you sign in to does not exist in the tenant.',
      'Check --tenant and --sign-in-client. Without --sign-in-client, it is Microsoft Graph Command Line Tools, which every tenant has.',
    ],
  ],
  [
    [50011, 500113, 9002325],
    () => [
      'The app that you sign in to does not have the redirect URI http://localhost.',
      'Add http://localhost to it under Authentication > Mobile and desktop applications, leave --sign-in-client out, or use --device-code.',
    ],
  ],
  [
    [90002, 900023, 90019, 50059, 50128],
    () => [
      'The tenant does not exist.',
      'Check --tenant. It must be the tenant’s GUID, or one of its domains.',
    ],
  ],
  [
    [90038, 900384],
    () => [
      'The tenant is in another national cloud.',
      'Pass its cloud with --authority https://login.microsoftonline.us/{tenant} or https://login.partner.microsoftonline.cn/{tenant}.',
    ],
  ],
  [
    [500212, 500213],
    () => [
      'A cross-tenant access policy does not allow this account in the tenant (B2B).',
      `Use an account of the tenant itself, or ask an administrator to allow it under External Identities > Cross-tenant access settings. ${TOKEN}`,
    ],
  ],
  [
    [500011, 500014, 50001],
    () => [
      'Microsoft Graph, which the sign-in is for, is missing or disabled in the tenant.',
      `Check --authority and --graph-url. If they are right, ask an administrator to check Enterprise apps > Microsoft Graph, and whether the tenant’s subscriptions have lapsed. ${TOKEN}`,
    ],
  ],
  [
    [65005, 650056, 650057],
    () => [
      'The app that you sign in to does not request the permissions that registering needs.',
      `Add them to it under API permissions > Microsoft Graph > Delegated (docs/register.md), or leave --sign-in-client out. ${TOKEN}`,
    ],
  ],
  [
    [50132, 50133, 50173, 70043],
    () => [
      'The sign-in has expired or was revoked, because of a new password or a policy.',
      'Run this again and sign in again.',
    ],
  ],
  [[70018, 70019, 70020], () => EXPIRED],
  [
    [54005, 70008, 501481],
    () => ['The sign-in took too long, or its response was sent twice.', 'Run this again.'],
  ],
]
