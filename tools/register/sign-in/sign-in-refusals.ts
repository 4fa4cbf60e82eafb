// Why Entra refused the operator's sign-in: its AADSTS number decides, and every way on is a flag, a person or GRAPH_TOKEN.
import { RegisterRefusal } from '../command-line/refusal.ts'

export type SignInWay = 'browser' | 'device code'

/** What Entra answered, at the token endpoint or at the redirect URI. */
export type SignInError = { error: string; aadsts: number | null; description: string }

type Words = [meaning: string, next: string]

const TOKEN =
  'Or get an access token for Microsoft Graph in another way and give it in GRAPH_TOKEN (docs/register.md).'

const APPROVAL =
  'Let an administrator run this once with --dry-run and consent for the organization on the page: Microsoft Graph Command Line Tools is the app that you sign in to.'

/** Policies, and what else stops one kind of sign-in and not the other. */
const otherWay = (way: SignInWay): string =>
  way === 'device code'
    ? 'Many tenants block device codes, as Microsoft advises: run this again without --device-code, on a computer with a browser.'
    : 'Run this on a computer, network or account that the policy allows.'

const DECLINED: Words = [
  'The sign-in was declined.',
  `Run this again, and accept on the page. If the page said that an administrator has to approve the app: ${APPROVAL} ${TOKEN}`,
]
const EXPIRED: Words = [
  'The code expired before it was entered.',
  `Run this again for a new one. If the page said that an administrator has to approve the app: ${APPROVAL} ${TOKEN}`,
]

const blocked = (way: SignInWay): Words => [
  `A Conditional Access policy of the tenant blocks ${way === 'device code' ? 'this kind of sign-in' : 'this sign-in'}.`,
  `${otherWay(way)} ${TOKEN}`,
]

const device = (way: SignInWay): Words => [
  'The tenant asks for a device that it manages.',
  `${way === 'device code' ? 'A device code can’t prove that: run this without --device-code, on' : 'Use'} a managed computer, in the browser that is signed in to the organization. ${TOKEN}`,
]

const consent: Words = [
  'Nobody has consented to the app that you sign in to, and this account may not.',
  `${APPROVAL} ${TOKEN}`,
]

const moreProof = (way: SignInWay): Words => [
  'The tenant asks for multifactor authentication, or for it again.',
  `Run this again and complete it${way === 'device code' ? ', without --device-code so that the browser can ask you' : ''}. ${TOKEN}`,
]

/** Source: Microsoft identity platform, "Microsoft Entra authentication and authorization error codes"; azure-cli#32420, #32809. */
const BY_NUMBER: [numbers: number[], words: (way: SignInWay) => Words][] = [
  [[53003, 530031, 530034, 530036], blocked],
  [
    [530035],
    () => [
      'Security defaults of the tenant block this sign-in.',
      `Use the browser, with multifactor authentication. ${TOKEN}`,
    ],
  ],
  [[50097, 53000, 53001, 53002, 530001, 530002, 530003], device],
  [
    [50105],
    () => [
      'The account is not assigned to the app that you sign in to.',
      `An administrator assigns it: Enterprise apps > Microsoft Graph Command Line Tools > Users and groups. Or sign in to an app of your own with --sign-in-client. ${TOKEN}`,
    ],
  ],
  [
    [7000112, 7000218],
    () => [
      'The app that you sign in to is disabled in the tenant, or is no public client.',
      `An administrator enables it: Enterprise apps > Microsoft Graph Command Line Tools > Properties. Or sign in to an app of your own with --sign-in-client. ${TOKEN}`,
    ],
  ],
  [[65001, 90094, 90095, 650052], () => consent],
  [[65004], () => DECLINED],
  [[50072, 50074, 50076, 50078, 50079, 50158], moreProof],
  [
    [50199],
    (way) => [
      'Entra wants you to confirm, in the browser, that you mean to sign in to this app.',
      `Run this again and confirm on the page${way === 'device code' ? '; if it does not ask, run this without --device-code' : ''}. ${TOKEN}`,
    ],
  ],
  [
    [16000, 50020, 50034, 51004, 90072],
    () => [
      'The account is not one of this tenant.',
      'Sign in with an account of the tenant, or name another with --tenant.',
    ],
  ],
  [
    [500208, 500210],
    () => [
      'A customer’s account cannot register apps.',
      'Sign in with an administrator’s account of the External ID tenant, and name the tenant with --tenant.',
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
      'The tenant does not know the app that you sign in to.',
      'Check --tenant and --sign-in-client; without --sign-in-client it is Microsoft Graph Command Line Tools, which every tenant knows.',
    ],
  ],
  [
    [50011, 500113, 9002325],
    () => [
      'The app that you sign in to does not take an answer at http://localhost.',
      'Add http://localhost to it under Authentication > Mobile and desktop applications, leave --sign-in-client out, or use --device-code.',
    ],
  ],
  [
    [90002, 900023, 90019, 50059],
    () => ['There is no such tenant.', 'Check --tenant: it is a GUID, or one of the domains of the tenant.'],
  ],
  [
    [90038, 900384],
    () => [
      'The tenant is in another national cloud.',
      'Name its cloud: --authority https://login.microsoftonline.us/{tenant} or https://login.partner.microsoftonline.cn/{tenant}.',
    ],
  ],
  [[70018, 70019, 70020], () => EXPIRED],
  [[54005, 70008, 501481], () => ['The sign-in took too long, or was answered twice.', 'Run this again.']],
]

const BY_ERROR: Record<string, Words> = {
  authorization_declined: DECLINED,
  access_denied: DECLINED,
  expired_token: EXPIRED,
  code_expired: EXPIRED,
  consent_required: consent,
}

export function explainSignInError({ error, aadsts }: SignInError, way: SignInWay): Words {
  const row = aadsts === null ? undefined : BY_NUMBER.find(([numbers]) => numbers.includes(aadsts))
  if (row) return row[1](way)
  return (
    BY_ERROR[error] ?? [
      'Entra refused the sign-in.',
      `${aadsts === null ? 'The sign-in log of the tenant has more' : `https://login.microsoftonline.com/error?code=${aadsts} has more`}. Check --tenant and --sign-in-client${way === 'device code' ? ', run this without --device-code' : ', try --device-code'}. ${TOKEN}`,
    ]
  )
}

const SHOWN = 200

/** Entra's own sentence, without what only its support reads. */
export const firstSentence = (description: string): string =>
  description
    .split(/\s*(?:Trace ID|Correlation ID|Timestamp):/)[0]
    ?.replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .split(/\.\s/)[0]
    ?.trim()
    .replace(/\.$/, '')
    .slice(0, SHOWN) ?? ''

/** Entra's own words stand beside ours, for whoever looks them up. */
export function signInRefusal(given: SignInError, way: SignInWay): RegisterRefusal {
  const [meaning, next] = explainSignInError(given, way)
  const sentence = firstSentence(given.description)
  const number =
    given.aadsts !== null && !sentence.includes(`AADSTS${given.aadsts}`) ? `AADSTS${given.aadsts}` : ''
  const said = [given.error, number, sentence].filter(Boolean).join(', ')
  return new RegisterRefusal(
    'sign_in',
    `${meaning} Entra answered ${said || 'with something that makes no sense'}.`,
    next,
  )
}
