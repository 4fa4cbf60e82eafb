// What Entra refuses the app with, in words, and what the operator can do.
import { type EntraAnswer, explain } from '../../../src/entryway/protocol.ts'
import { REPLICATION_MINUTES } from '../../settings/register-notes.ts'
import { mayBeReplication, type Noted } from './replication.ts'

type Words = [problem: string, whatToDo: string]

const ENTERPRISE_APP = 'Entra admin center > Enterprise applications > your app > Properties'

const OTHER_TENANT: Words = [
  'CLIENT_ID is not an app in this tenant',
  'Compare CLIENT_ID with Application (client) ID, and AUTHORITY with Directory (tenant) ID, on the registration’s overview page.',
]

const DISABLED: Words = [
  'the app is disabled',
  `${ENTERPRISE_APP}: set “Enabled for users to sign-in” to Yes.`,
]

export const MOVE_TO_WEB =
  'Run npm run register, which moves it; or Authentication: remove it there and add it under Web.'

const NOT_FOR_PERSONAL: Words = [
  'the registration does not let personal accounts in',
  'Authentication > Supported account types: include personal Microsoft accounts; or set AUTHORITY to organizations or to one tenant.',
]

/** Numbers choose words only. Source: Microsoft identity platform, "Microsoft Entra authentication and authorization error codes". */
const BY_NUMBER: Record<number, Words> = {
  50011: [
    'REDIRECT_URI is not registered for the app',
    'Run npm run register, which adds it; or Authentication > Platform configurations > Web: add REDIRECT_URI exactly as it is. (On localhost the port does not count.)',
  ],
  500113: [
    'the app has no redirect URI at all',
    'Run npm run register, which adds it; or Authentication > Platform configurations > Web: add REDIRECT_URI exactly as it is.',
  ],
  50012: [
    'CLIENT_CERTIFICATE_KEY did not sign for this app',
    'Make a new pair with npm run certificate, and upload its certificate.',
  ],
  50147: ['it does not take the PKCE challenge', 'Something on the way changes the request.'],
  50194: [
    'the registration is for one tenant, and AUTHORITY is for many',
    'Set AUTHORITY to https://login.microsoftonline.com/{Directory (tenant) ID}; or change Authentication > Supported account types.',
  ],
  501491: ['it does not take the PKCE challenge', 'Something on the way changes the request.'],
  70001: DISABLED,
  700016: OTHER_TENANT,
  700011: OTHER_TENANT,
  700024: [
    'the time in the client assertion is not now',
    'Set this machine’s clock: a certificate proves itself with the time.',
  ],
  700025: [
    'the app is registered as a public client, which has no credential',
    'Run npm run register, which does both; or Authentication: register REDIRECT_URI under Web, and set “Allow public client flows” to No.',
  ],
  700027: [
    'CLIENT_CERTIFICATE is not uploaded to the app',
    'Certificates & secrets > Certificates > Upload certificate: the file that CLIENT_CERTIFICATE was made from.',
  ],
  7000112: DISABLED,
  7000215: [
    'CLIENT_SECRET is wrong',
    'Certificates & secrets: the secret’s Value is needed, not its Secret ID, and it is shown once only. If it is lost make a new one: npm run register -- --rotate.',
  ],
  7000222: [
    'CLIENT_SECRET has expired',
    'Run npm run register -- --rotate; or Certificates & secrets > New client secret: copy its Value to CLIENT_SECRET.',
  ],
  7000229: [
    'the tenant has a registration of the app, but no service principal',
    'Run npm run register, which makes it; or sign in to the app once as an administrator; or run: az ad sp create --id {CLIENT_ID}',
  ],
  90002: ['there is no such tenant', 'Compare the tenant with Directory (tenant) ID on the overview page.'],
  90130: NOT_FOR_PERSONAL,
  9002325: ['REDIRECT_URI is registered under Single-page application', MOVE_TO_WEB],
  9002331: [
    'the registration lets personal accounts in only',
    'Set AUTHORITY to https://login.microsoftonline.com/consumers.',
  ],
  9002332: NOT_FOR_PERSONAL,
}

/** By the number alone: what `error` says without one is about a sign-in, which this is not. */
function inTheTable(aadsts: number | null): string {
  const { code, operator } = explain({ error: '', suberror: null, aadsts })
  return code === 'entra_refused' ? 'for a reason not known here' : operator
}

const whereToLook = (aadsts: number | null): string =>
  aadsts === null
    ? 'Entra’s own log has more: Entra ID > Monitoring > Sign-in logs.'
    : `https://login.microsoftonline.com/error?code=${aadsts} has more.`

/** What OAuth calls it; a text of another form is somebody else's, and is not shown. */
const plainWord = (error: string): string => (/^[a-z_]{1,40}$/.test(error) ? error : 'without a number')

/** In words, with the number to look up; that it may only not have arrived yet comes first where that is likely. */
export function refusal({ error, aadsts }: EntraAnswer, given: Noted): Words {
  const known = aadsts === null ? undefined : BY_NUMBER[aadsts]
  const [problem, whatToDo] = known ?? [inTheTable(aadsts), whereToLook(aadsts)]
  const number = aadsts === null ? plainWord(error) : `AADSTS${aadsts}`
  const recent = mayBeReplication(aadsts, given)
  if (recent === null) return [`Entra refuses: ${problem} (${number}).`, whatToDo]
  if (recent !== 'perhaps') {
    return [
      `Entra may not know it yet: ${recent}. Until it does, it answers as if ${problem} (${number}).`,
      `Run this again in a few minutes; it can take ${REPLICATION_MINUTES}. If it stays so: ${whatToDo}`,
    ]
  }
  return [
    `Entra refuses: ${problem} (${number}).`,
    `${whatToDo} If you created or changed it only just now, wait a few minutes and run this again.`,
  ]
}
