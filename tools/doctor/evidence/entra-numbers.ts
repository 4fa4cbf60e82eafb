// Numbers with which Entra refuses the app: what each means, and what the operator can do.

import { GROUPS, type Words } from './number-groups.ts'

const ENTERPRISE_APP = 'Entra admin center > Enterprise applications > your app > Properties'

const OTHER_TENANT: Words = [
  'CLIENT_ID is not an app in this tenant',
  'Compare CLIENT_ID with Application (client) ID (not Object ID), and AUTHORITY with Directory (tenant) ID, on the registration’s overview page.',
]

const DISABLED: Words = [
  'the app is disabled',
  `${ENTERPRISE_APP}: set “Enabled for users to sign-in” to Yes.`,
]

export const MOVE_TO_WEB =
  'Run npm run register, which moves it. Or under Authentication, remove it and add it under Web.'

const NOT_FOR_PERSONAL: Words = [
  'the registration does not accept personal accounts',
  'Include personal Microsoft accounts under Authentication > Supported account types, or set AUTHORITY to organizations or to one tenant.',
]

/** Numbers choose words only. Source: Microsoft identity platform, "Microsoft Entra authentication and authorization error codes". */
export const BY_NUMBER: Record<number, Words> = {
  50011: [
    'REDIRECT_URI is not registered for the app',
    'Run npm run register, which adds it. Or add REDIRECT_URI exactly as it is under Authentication > Platform configurations > Web. (On localhost, the port is ignored.)',
  ],
  500113: [
    'the app has no redirect URI at all',
    'Run npm run register, which adds it. Or add REDIRECT_URI exactly as it is under Authentication > Platform configurations > Web.',
  ],
  50012: [
    'CLIENT_CERTIFICATE_KEY is not a key of this app',
    'Create a new key pair with npm run certificate, and upload its certificate.',
  ],
  50194: [
    'the registration is single-tenant, but AUTHORITY accepts several tenants',
    'Set AUTHORITY to https://login.microsoftonline.com/{Directory (tenant) ID}, or change Authentication > Supported account types.',
  ],
  70001: DISABLED,
  700016: OTHER_TENANT,
  700011: OTHER_TENANT,
  700024: [
    'the client assertion is outside its valid time range',
    'Correct this machine’s clock. With a certificate, each request contains the time.',
  ],
  700025: [
    'the app is registered as a public client, which has no credential',
    'Run npm run register, which fixes this. Or under Authentication, register REDIRECT_URI under Web, and set “Allow public client flows” to No.',
  ],
  700027: [
    'CLIENT_CERTIFICATE is not uploaded to the app',
    'Upload the file that CLIENT_CERTIFICATE was created from, under Certificates & secrets > Certificates.',
  ],
  7000112: DISABLED,
  7000215: [
    'CLIENT_SECRET is wrong',
    'Use the secret’s Value from Certificates & secrets, not its Secret ID. The Value is shown only once. If you no longer have it, create a new secret with npm run register -- --rotate.',
  ],
  7000222: [
    'CLIENT_SECRET has expired',
    'Run npm run register -- --rotate. Or create one under Certificates & secrets > New client secret, and copy its Value to CLIENT_SECRET.',
  ],
  7000229: [
    'the app is registered in the tenant, but has no service principal',
    'Run npm run register, which creates it. Or run az ad sp create --id {CLIENT_ID} or sign in to the app once as an administrator.',
  ],
  90002: ['the tenant does not exist', 'Compare the tenant with Directory (tenant) ID on the overview page.'],
  90130: NOT_FOR_PERSONAL,
  9002325: ['REDIRECT_URI is registered under Single-page application', MOVE_TO_WEB],
  9002331: [
    'the registration accepts personal accounts only',
    'Set AUTHORITY to https://login.microsoftonline.com/consumers.',
  ],
  9002332: NOT_FOR_PERSONAL,
}

export const wordsOf = (aadsts: number): Words | undefined =>
  BY_NUMBER[aadsts] ?? GROUPS.find(([numbers]) => numbers.includes(aadsts))?.[1]
