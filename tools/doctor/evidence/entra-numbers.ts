// Entra's error codes about the app: what each means, and how the operator can fix it.

import { GROUPS, ONE_TENANT, type Words } from './number-groups.ts'

const ENTERPRISE_APP = 'Entra admin center > Enterprise applications > your app > Properties'

const OTHER_TENANT: Words = [
  'CLIENT_ID is not an app in this tenant',
  'CLIENT_ID is {CLIENT_ID}, looked up at {home}. Compare these with Application (client) ID (not Object ID) and Directory (tenant) ID on the registration’s overview page. If the tenant is wrong, npm run register -- --authority {origin}/{Directory (tenant) ID} corrects AUTHORITY.',
]

const DISABLED: Words = [
  'the app is disabled',
  `${ENTERPRISE_APP}: set “Enabled for users to sign-in” to Yes.`,
]

export const MOVE_TO_WEB =
  'Run npm run register, which moves it. Or under Authentication, remove it and add it under Web.'

const NOT_FOR_PERSONAL: Words = [
  'the registration does not accept personal accounts',
  `${ONE_TENANT} To accept personal accounts too, run npm run register -- --kind common, which changes the registration.`,
]

/** Codes only select text. Source: Microsoft identity platform, "Microsoft Entra authentication and authorization error codes". */
export const BY_NUMBER: Record<number, Words> = {
  50011: [
    'REDIRECT_URI is not registered for the app',
    'It is “{REDIRECT_URI}”. If that is right, run npm run register, which adds it. Or add it exactly as it is under Authentication > Platform configurations > Web. (On localhost, the port is ignored.)',
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
    `${ONE_TENANT} To accept other tenants too, run npm run register -- --kind {many}, which changes the registration.`,
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
    'Set AUTHORITY to {origin}/consumers. To accept organizations too, run npm run register -- --kind common, which changes the registration.',
  ],
  9002332: NOT_FOR_PERSONAL,
}

export const wordsOf = (aadsts: number): Words | undefined =>
  BY_NUMBER[aadsts] ?? GROUPS.find(([numbers]) => numbers.includes(aadsts))?.[1]
