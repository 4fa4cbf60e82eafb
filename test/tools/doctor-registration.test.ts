// A registration with one thing wrong: the doctor names it, says what to do, and blames nothing else.
import { expect, test } from 'vitest'
import { contoso, entrywayEverywhere, entrywayFabrikam } from '../../emulator/seed.ts'
import { appOf, examine, healthyPatient, linesOf } from './doctor-patient.ts'
import {
  AUTHORIZE,
  all,
  answer,
  authorityAt,
  fails,
  fault,
  hidden,
  type Row,
  set,
  warns,
} from './doctor-rows.ts'

fails('client id', [
  [
    'CLIENT_ID is not an app in this tenant (AADSTS700016).',
    (patient) => set({ CLIENT_ID: appOf(patient).objectId })(patient),
    new RegExp(
      `CLIENT_ID is \\S+, looked up at http://localhost:\\d+/${contoso.id}\\. .*\\(not Object ID\\).* --authority http://localhost:\\d+/\\{`,
    ),
  ],
  ['AADSTS700016', set({ CLIENT_ID: entrywayFabrikam.clientId })],
  [
    'the registration is single-tenant, but AUTHORITY accepts several tenants (AADSTS50194).',
    authorityAt('common'),
  ],
  [
    'the app is disabled (AADSTS7000112).',
    ({ emulator }) => {
      for (const principal of emulator.state.servicePrincipals) principal.enabled = false
    },
  ],
  [
    'the app is registered in the tenant, but has no service principal (AADSTS7000229).',
    ({ emulator }) => {
      emulator.state.servicePrincipals = []
    },
    /az ad sp create --id [0-9a-f-]{36} .*administrator\. If/,
  ],
  [
    // Of the app itself, so that nothing is said of the redirect URI.
    'the registration does not accept personal accounts (AADSTS9002332).',
    answer(AUTHORIZE, () => new Response('<p>AADSTS9002332: No.</p>')),
  ],
  [
    'the tenant does not exist (AADSTS90002).',
    answer(AUTHORIZE, () => new Response('<script>{"sErrorCode":"90002"}</script>')),
  ],
  [
    'The authorization endpoint could not be reached',
    answer(AUTHORIZE, () => new Response('Service Unavailable', { status: 503 })),
  ],
])

const REGISTERED = 'http://localhost:8787/getAToken'

fails('redirect URI', [
  [
    'REDIRECT_URI is not registered for the app (AADSTS50011).',
    set({ REDIRECT_URI: 'http://localhost:8787/elsewhere' }),
    /^It is “http:\/\/localhost:8787\/elsewhere”\. If that is right, run npm run register/,
  ],
  [
    'REDIRECT_URI is not registered for the app (AADSTS50011).',
    set({ REDIRECT_URI: 'http://127.0.0.1:8787/elsewhere' }),
    /in the manifest \(the page does not take 127\.0\.0\.1/,
  ],
  ...[
    ['http://localhost:8787/getAToken/', 'the slash at the end'],
    ['https://localhost:8787/getAToken', 'http and https'],
    ['http://127.0.0.1:8787/getAToken', 'the host name'],
    ['http://localhost:8787/getatoken', 'upper and lower case'],
    ['http://localhost:8787/GetAToken/', 'the slash at the end and upper and lower case'],
  ].map(
    ([REDIRECT_URI, difference]): Row => [
      `REDIRECT_URI is ${REDIRECT_URI}, which is not registered for the app, but ${REGISTERED} is (AADSTS50011). They differ only in ${difference}.`,
      set({ REDIRECT_URI }),
      /^Set REDIRECT_URI to that/,
    ],
  ),
])

/** Registered on another platform than Web; Graph may show it. */
const elsewhere = (platform: 'spaRedirectUris' | 'publicClientRedirectUris') =>
  all(set({ REDIRECT_URI: 'http://localhost:8787/other' }), (patient) =>
    appOf(patient)[platform].push('http://localhost/other'),
  )

fails('platform', [
  ['REDIRECT_URI is registered under Single-page application.', elsewhere('spaRedirectUris')],
  [
    'REDIRECT_URI is registered under Single-page application (AADSTS9002325).',
    all(elsewhere('spaRedirectUris'), hidden),
  ],
  ['REDIRECT_URI is registered under Mobile and desktop', elsewhere('publicClientRedirectUris')],
  [
    'The authorization endpoint could not be reached',
    all(hidden, (patient) => {
      patient.intercept = ({ url }) =>
        url.includes(AUTHORIZE) && !url.includes('code_challenge') ? new Response('', { status: 503 }) : null
    }),
  ],
])

fails('PKCE', [['PKCE challenge (AADSTS501491).', fault('aadsts', { aadsts: 501491 })]])
fails('sign-in request', [
  [/\(AADSTS650053\)\. It does not know \S*User\.Reed\.$/, set({ SCOPE: 'User.Reed' })],
])
warns('sign-in request', [['AADSTS90024', fault('aadsts', { aadsts: 90024 }), /^Run this again in a few/]])

test('a redirect to another host is not followed, and tells nothing of the app', async () => {
  const patient = await healthyPatient()
  patient.variables.CLIENT_ID = entrywayEverywhere.clientId
  patient.intercept = ({ url }) =>
    url.includes(AUTHORIZE)
      ? Response.redirect(`https://login.live.example/authorize${new URL(url).search}`, 302)
      : null
  const examined = await examine(patient)
  for (const check of ['client id', 'redirect URI'])
    expect(linesOf(examined, check)).toMatchObject([{ status: 'skipped' }])
})

test('a page that says that nobody is signed in, AADSTS50058, accepts the request', async () => {
  const patient = await healthyPatient()
  await answer(AUTHORIZE, () => new Response('<p>AADSTS50058: No.</p>'))(patient)
  const examined = await examine(patient)
  for (const check of ['client id', 'redirect URI', 'PKCE', 'sign-in request'])
    expect(linesOf(examined, check)).toMatchObject([{ status: 'pass' }])
})
