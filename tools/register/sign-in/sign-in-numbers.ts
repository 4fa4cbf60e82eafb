// Explains AADSTS error numbers at the operator's sign-in.
import { GRAPH_COMMAND_LINE_TOOLS } from '../command-line/options.ts'
import {
  again,
  BUSY,
  blocked,
  consent,
  device,
  expired,
  identityProvider,
  orOwnApp,
  otherTenant,
  risk,
  type SignInWay,
  signInApp,
  TOKEN,
  type Words,
} from './sign-in-words.ts'

/** Source: Microsoft identity platform, "Microsoft Entra authentication and authorization error codes"; azure-cli#32420, #32809, Partner-Center-PowerShell#389. */
export const BY_NUMBER: [numbers: number[], words: (way: SignInWay, clientId: string) => Words][] = [
  [[53003, 50131, 530021, 530022, 530031, 530036], blocked],
  [[53004, 53011, 530032, 530034], () => risk],
  [
    [530035],
    () => [
      'The tenant’s security defaults block this sign-in.',
      `Use the browser, with multifactor authentication. ${TOKEN}`,
    ],
  ],
  [
    [
      ...[50005, 50097, 50127, 50129, 50155, 50187, 135011, 700003],
      ...[53000, 53001, 53002, 53009, 530001, 530002, 530003, 530004],
    ],
    device,
  ],
  [
    [50105],
    (_, clientId) => [
      'The account is not assigned to the app that you sign in to.',
      `Ask an administrator to assign it under Enterprise apps > ${signInApp(clientId)} > Users and groups.${orOwnApp(clientId)} ${TOKEN}`,
    ],
  ],
  [
    [70001, 1000031, 7000112],
    (_, clientId) => [
      'The app that you sign in to is disabled in the tenant.',
      `Ask an administrator to enable it under Enterprise apps > ${signInApp(clientId)} > Properties.${orOwnApp(clientId)} ${TOKEN}`,
    ],
  ],
  [
    // Never for Microsoft's own app, which is a public client.
    [7000218],
    () => [
      'The app that you sign in to is not a public client.',
      `Under App registrations > the app > Authentication, turn on “Allow public client flows”, and list http://localhost under Mobile and desktop applications instead of Web. Or leave --sign-in-client out. ${TOKEN}`,
    ],
  ],
  [[90093, 650052], (_, clientId) => consent(clientId)],
  [
    [50199, 9002341],
    (way) => [
      'Entra requires you to confirm in the browser that you want to sign in to this app.',
      `Run this again and confirm on the page${way === 'device code' ? '. If it does not ask, run this without --device-code' : ''}. ${TOKEN}`,
    ],
  ],
  [[50177], () => otherTenant],
  [
    [90010, 90027, 90124, 90130, 500201, 500202, 9001023, 9002331, 9002332],
    () => [
      'Personal accounts cannot register apps: a registration is in the tenant of an organization.',
      'Name that tenant with --tenant, and sign in with an account of it. To say who signs in to the app, use --kind, such as --kind consumers.',
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
    [50053, 50055, 50056, 50057, 50126, 50135, 50142, 50144],
    () => [
      'The account is locked or disabled, or its password is wrong, expired or to be changed.',
      'Sign in at https://myaccount.microsoft.com first, or use another account.',
    ],
  ],
  [
    [53010],
    () => [
      'Multifactor authentication can be registered only from certain networks or devices.',
      `Register it from one of those at https://mysignins.microsoft.com/security-info, or ask an administrator for a Temporary Access Pass. Then run this again. ${TOKEN}`,
    ],
  ],
  [[50008, 50107, 50169], () => identityProvider('the identity provider’s answer was not accepted')],
  [
    [700011, 700016, 700038],
    (_, clientId) => [
      `The app that you sign in to (${signInApp(clientId)}) does not exist in the tenant.`,
      `Check --tenant${clientId === GRAPH_COMMAND_LINE_TOOLS ? '. Or sign in to your own app with --sign-in-client' : ` and --sign-in-client ${clientId}, or leave that out`}. ${TOKEN}`,
    ],
  ],
  [
    [50011, 500113, 9002325, 9002326, 9002327],
    () => [
      'The app that you sign in to does not have the redirect URI http://localhost, or has it under Single-page application.',
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
    [90038, 90043, 90051, 900381, 900382, 900384, 900432],
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
  [
    [65002],
    () => [
      'The app that you sign in to is Microsoft’s own, and it may not register apps.',
      `Leave --sign-in-client out, or name an app of your own. ${TOKEN}`,
    ],
  ],
  [
    [50194],
    () => ['The app that you sign in to is for its own tenant only.', 'Name that tenant with --tenant.'],
  ],
  [
    [70002, 70003, 70005, 700030, 700051, 700054],
    () => [
      'The app that you sign in to is not set up for such a sign-in: it has to be a public client.',
      `Leave --sign-in-client out, or set it up as docs/register.md says, and name its tenant with --tenant. ${TOKEN}`,
    ],
  ],
  [
    [5000224, 5000225],
    () => [
      'Microsoft blocks the tenant, because nobody uses it or it is to be deleted.',
      'Ask an administrator to sign in at https://entra.microsoft.com within 20 days, or to contact Microsoft support. Or use another tenant with --tenant.',
    ],
  ],
  [[90025, 90092], () => BUSY],
  [
    [50196],
    () => ['Entra received the same sign-in too often.', 'Wait for a few minutes, then run this again.'],
  ],
  [[70018, 70019, 70020], (_, clientId) => expired(clientId)],
  [[501481], () => again],
]
