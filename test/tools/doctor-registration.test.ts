// A registration with one thing wrong: the doctor names it, says what to do, and blames nothing else.
import { expect, test } from 'vitest'
import { entrywayFabrikam, fabrikam } from '../../emulator/seed.ts'
import { appOf, examineOnce, faultsOf, healthyPatient, type Patient } from './doctor-patient.ts'
import { AUTHORIZE, answer, fault, namesEach, type Row, set } from './doctor-rows.ts'

const registration: Row[] = [
  ['an unknown app', set('CLIENT_ID', fabrikam.id), 'client id', /AADSTS700016/],
  ['the app of another tenant', set('CLIENT_ID', entrywayFabrikam.clientId), 'client id', /AADSTS700016/],
  [
    'an app of one tenant at common',
    (patient) => {
      patient.variables.AUTHORITY = `${patient.origin}/common`
    },
    'client id',
    /single-tenant, but AUTHORITY accepts several tenants \(AADSTS50194\)/,
  ],
  [
    'an app that is disabled',
    ({ emulator }) => {
      for (const principal of emulator.state.servicePrincipals) principal.enabled = false
    },
    'client id',
    /the app is disabled \(AADSTS7000112\)/,
  ],
  [
    'an app without a service principal',
    ({ emulator }) => {
      emulator.state.servicePrincipals = []
    },
    'client id',
    /no service principal \(AADSTS7000229\)/,
  ],
  [
    'a redirect URI that is not registered',
    set('REDIRECT_URI', 'http://localhost:8787/elsewhere'),
    'redirect URI',
    /not registered for the app \(AADSTS50011\)/,
  ],
  [
    'a redirect URI of a single-page application',
    (patient) => {
      patient.variables.REDIRECT_URI = 'http://localhost:8787/spa'
      appOf(patient).spaRedirectUris.push('http://localhost/spa')
    },
    'platform',
    /under Single-page application/,
  ],
  [
    'the same, and Graph shows nothing',
    (patient) => {
      patient.emulator.state.applicationPermissions.clear()
      patient.variables.REDIRECT_URI = 'http://localhost:8787/spa'
      appOf(patient).spaRedirectUris.push('http://localhost/spa')
    },
    'platform',
    /under Single-page application \(AADSTS9002325\)/,
  ],
  [
    'a redirect URI of a desktop app',
    (patient) => {
      patient.variables.REDIRECT_URI = 'http://localhost:8787/desktop'
      appOf(patient).publicClientRedirectUris.push('http://localhost/desktop')
    },
    'platform',
    /under Mobile and desktop/,
  ],
  [
    'a challenge that is not taken',
    fault('aadsts', { aadsts: 501491 }),
    'PKCE',
    /PKCE challenge \(AADSTS501491\)/,
  ],
  [
    'a permission that there is not',
    set('SCOPE', 'User.Reed'),
    'sign-in request',
    /AADSTS650053.*It does not know \S*User\.Reed/,
  ],
  ['an Entra that is busy', fault('aadsts', { aadsts: 90024 }), 'sign-in request', /AADSTS90024/, 'warn'],
  [
    'an authorization endpoint that is down',
    answer(AUTHORIZE, () => new Response('Service Unavailable', { status: 503 })),
    'client id',
    /it returned 503/,
  ],
]

namesEach(registration)

const whatToDoOf = async (patient: Patient) => faultsOf(await examineOnce(patient))[0]?.whatToDo

test('for 127.0.0.1, which the admin center rejects, the advice is the manifest', async () => {
  const patient = await healthyPatient()
  patient.variables.REDIRECT_URI = 'http://127.0.0.1:8787/elsewhere'
  expect(await whatToDoOf(patient)).toMatch(/in the manifest/)
})

test('the command for a missing service principal contains the client ID', async () => {
  const patient = await healthyPatient()
  patient.emulator.state.servicePrincipals = []
  expect(await whatToDoOf(patient)).toMatch(
    new RegExp(`az ad sp create --id ${patient.variables.CLIENT_ID} .*administrator\\. If`),
  )
})
